"""The public tables of the portal, each column named one by one: what is not named here does not leave.

Rows are known by what their texts call them, and ordered by it: the same data give the same rows on every database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db import models
from django.utils import timezone

from grids.models import Grid, Level
from jobs import models as jobs
from jobs.enums import SheetState
from texts import models as texts

from .enums import CLAUSES, LIMITS
from .models import Criterion, Node, Path, PromotionCount, Provision, Step
from .open_data import Column, Table, plain

TYPES = {
    models.IntegerField: "integer",
    models.BooleanField: "boolean",
    models.DateTimeField: "date",
    models.DateField: "date",
    models.JSONField: "array",
}

JOB = {"referentiel": "job__framework__code", "emploi": "job__key"}
LINES = {"ligne_debut": "passage__line_start", "ligne_fin": "passage__line_end"}
SOURCE = {"texte": "document__slug", **LINES}
CITED = {**SOURCE, "article": "article", "mots": "words", "reference": "reference", "origine": "origin"}
SHEET = {"referentiel": "sheet__job__framework__code", "emploi": "sheet__job__key", "version": "sheet__number"}
TO_JOB = {("referentiel", "emploi"): ("emplois", ("referentiel", "emploi"))}
TO_TEXT = {("texte",): ("textes", ("texte",))}
TO_SHEET = {("referentiel", "emploi", "version"): ("fiches", ("referentiel", "emploi", "version"))}
TO_STEP = {("parcours", "etape"): ("etapes", ("parcours", "etape"))}


@dataclass(frozen=True)
class Public:
    """A public table: its model, its columns (name: path in the model), what tells its rows apart.

    A key that ends with `rang` counts the rows that bear the same words before it, in their printed order. `lists`: for
    a column that holds several values, what each is and what orders them. `sheet` leads to the sheet that a row belongs
    to: only what was adopted leaves, a draft is nobody's yet. `by` is read to rank, and does not leave. `void`: for a
    column that says nothing on some rows, the column that tells them and its values there.
    """

    name: str
    title: str
    model: type[models.Model]
    columns: dict[str, str]
    key: tuple[str, ...]
    leads: dict = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sheet: str | None = None
    by: str = "pk"
    void: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)


FACT = ("referentiel", "emploi", "rang")

PUBLIC = (
    Public("textes", "Les textes officiels", texts.Document, {
        "texte": "slug", "nature": "kind", "titre": "title", "titre_court": "short_title", "emetteur": "issuer",
        "reference": "reference", "nor": "nor", "idcc": "idcc", "signataires": "signatories", "sha256": "sha256",
        "ordre": "order", "origine": "origin"}, ("texte",)),
    Public("dates_des_textes", "Ce qui est connu des dates des textes ; pour chaque nature, la dernière compte",
           texts.TextDate, {"texte": "document__slug", "nature": "kind", "date": "value", **LINES},
           ("texte", "nature", "rang"), TO_TEXT, by="recorded_at"),
    Public("passages", "Les parties des textes, qui en rendent tous les caractères", texts.Passage, {
        "texte": "document__slug", "passage": "key", "nature": "kind", "mots": "text", "designation": "label",
        "sous": "parent__key", "ordre": "order", "ligne_debut": "line_start", "ligne_fin": "line_end",
        "emplacements": "spans", "reparations": "repairs", "origine": "origin"}, ("texte", "passage"), TO_TEXT),
    Public("anomalies", "Le registre de ce que les textes ont d’inattendu", texts.Anomaly, {
        "anomalie": "key", "nature": "kind", "titre": "title", "constat": "explanation", "traitement": "handling",
        "ordre": "order", "origine": "origin"}, ("anomalie",)),
    Public("citations", "Les mots qui montrent chaque anomalie", texts.AnomalyQuote, {
        "anomalie": "anomaly__key", "ordre": "order", "texte": "document__slug", "ligne_debut": "line_start",
        "ligne_fin": "line_end", "mots": "quote"}, ("anomalie", "rang"),
        {("anomalie",): ("anomalies", ("anomalie",)), **TO_TEXT}),
    Public("decisions", "Ce que les ressources humaines ont décidé d’une anomalie ; la dernière compte",
           texts.AnomalyDecision, {"anomalie": "anomaly__key", "mots": "wording", "texte": "document__slug",
           "le": "recorded_at"}, ("anomalie", "rang"), {("anomalie",): ("anomalies", ("anomalie",)), **TO_TEXT},
           by="recorded_at"),
    Public("fichiers", "Les PDF joints aux textes, tels que signés ou publiés ; le dernier est celui que l’on lit",
           texts.TextFile, {"texte": "document__slug", "octets": "size", "sha256": "sha256", "le": "recorded_at"},
           ("texte", "rang"), TO_TEXT, by="recorded_at"),
    Public("grilles", "Les grilles de classification", Grid, {
        "grille": "slug", "referentiel": "framework_code", "titre": "title", **SOURCE, "ne_donne_pas": "notes",
        "ordre": "order", "origine": "origin"}, ("grille",), TO_TEXT),
    Public("niveaux", "Les niveaux de chaque grille, dans l’ordre imprimé", Level, {
        "grille": "grid__slug", "niveau": "code", "libelle": "label", "rang_imprime": "rank",
        "rang_ajoute": "between",
        "definition": "definition", **SOURCE, "origine": "origin"}, ("grille", "niveau"),
        {("grille",): ("grilles", ("grille",))}),
    Public("referentiels", "Les référentiels", jobs.Framework, {
        "referentiel": "code", "nom": "name", "nom_court": "short_name", "presentation": "description",
        "ordre": "order"}, ("referentiel",)),
    Public("emplois", "Les emplois, ce qui les identifie pour toujours", jobs.Job, {
        "referentiel": "framework__code", "emploi": "key", "code": "code", "nature": "kind",
        "fiche_de": "sheet_of__key", "intitule": "title", "ordre": "order"}, ("referentiel", "emploi"),
        {("referentiel",): ("referentiels", ("referentiel",))}),
    Public("intitules", "Les intitulés que les textes donnent aux emplois", jobs.JobTitle, {
        **JOB, "intitule": "text", "nature": "kind", "branches": "branches", **SOURCE, "ordre": "order"}, FACT, TO_JOB),
    Public("codes", "Les autres codes des emplois", jobs.JobCode, {**JOB, "code": "code", **SOURCE, "ordre": "order"},
           FACT, TO_JOB),
    Public("faits", "Ce que les textes impriment d’un emploi : famille, thème, pays, diplôme…", jobs.Fact, {
        **JOB, "nature": "kind", "valeur": "value", **SOURCE, "ordre": "order"}, FACT, TO_JOB),
    Public("statuts", "Le statut que chaque texte donne à un emploi", jobs.JobStatus, {
        **JOB, "statut": "status", **SOURCE, "ordre": "order"}, FACT, TO_JOB),
    Public("remplacements", "Les emplois qui en remplacent d’autres", jobs.Replacement, {
        **JOB, "par": "successor__key", "annonce": "announced", **SOURCE, "ordre": "order"}, FACT, TO_JOB),
    Public("bases_communes", "Les activités communes à une annexe : ce que le texte dit de leur portée",
           jobs.CommonBase, {"referentiel": "framework__code", "titre": "heading", "portee": "scope", **SOURCE,
           "ordre": "order"}, ("referentiel", "rang")),
    Public("activites_communes", "Les activités communes à une annexe", jobs.CommonItem, {
        "referentiel": "base__framework__code", "ancre": "lineage", "mots": "text", "texte": "base__document__slug",
        **LINES, "ordre": "order"}, ("referentiel", "ancre")),
    Public("portees", "Ce que les textes disent de leur propre portée", jobs.Reach, {
        "referentiel": "framework__code", "emploi": "job__key", "mots": "text", **SOURCE, "ordre": "order"},
        ("referentiel", "rang")),
    Public("anomalies_des_emplois", "Les emplois que concerne chaque anomalie", jobs.AnomalyMention, {
        "anomalie": "anomaly__key", **JOB}, ("anomalie", "referentiel", "emploi"), TO_JOB),
    Public("places", "La place des emplois dans les grilles, et sur quoi elle repose", jobs.Placement, {
        **JOB, "grille": "grid__slug", "niveaux": "levels", "position": "position", "filiere": "stream",
        "cotation": "rating", "fondement": "basis", "explication": "explanation", **SOURCE, "ordre": "order"}, FACT,
        {**TO_JOB, ("grille",): ("grilles", ("grille",))}, lists={"niveaux": ("levels__rank", "levels__code")}),
    Public("remunerations", "Les rémunérations minimales annuelles garanties, en euros par an", jobs.GuaranteedPay, {
        **JOB, "groupe": "group", "rmag": "rmag", "rmag_1": "rmag_1", "rmag_2": "rmag_2", **SOURCE, "ordre": "order"},
        FACT, TO_JOB),
    Public("fiches", "Les versions adoptées des fiches", jobs.Sheet, {
        **JOB, "version": "number", "texte": "document__slug", "adoptee_le": "adopted_at"},
        ("referentiel", "emploi", "version"), {**TO_JOB, **TO_TEXT}, sheet=""),
    Public("rubriques", "Les rubriques des fiches", jobs.Section, {
        **SHEET, "rubrique": "order", "nature": "kind", "titre": "heading", "niveau": "level", "branches": "branches",
        "intertitre": "group"}, ("referentiel", "emploi", "version", "rubrique"), TO_SHEET, sheet="sheet__"),
    Public("lignes", "Les lignes des fiches", jobs.Item, {
        **{name: f"section__{path}" for name, path in SHEET.items()}, "rubrique": "section__order", "ligne": "order",
        "sous": "parent__order", "mots": "text", "code": "code", "ancre": "lineage",
        "texte": "passage__document__slug", **LINES}, ("referentiel", "emploi", "version", "rubrique", "ligne"),
        {("referentiel", "emploi", "version", "rubrique"):
         ("rubriques", ("referentiel", "emploi", "version", "rubrique"))}, sheet="section__sheet__"),
    Public("rectifications", "Les erreurs de lecture qui ont été réparées", jobs.Erratum, {
        **SHEET, "le": "made_at", "raison": "reason", "avant": "before", "apres": "after"},
        ("referentiel", "emploi", "version", "rang"), TO_SHEET),
    Public("synonymes", "Les mots que l’on cherche et qu’aucun texte n’imprime : ils sont de Repères", jobs.Synonym, {
        "mot": "term", "emplois": "jobs", "mots_vises": "words"}, ("mot", "rang"),
        lists={"emplois": ("jobs__framework__code", "jobs__key")}),
    Public("parcours", "Les parcours, les corps et le repositionnement", Path, {
        "parcours": "slug", "referentiel": "framework__code", "nature": "kind", "titre": "title",
        "presentation": "summary", **CITED, "ordre": "order"}, ("parcours",)),
    Public("noeuds", "Les postes, emplois, corps et grades d’un parcours", Node, {
        "parcours": "path__slug", "noeud": "key", "nature": "kind", "intitule": "title",
        "emploi_referentiel": "job__framework__code", "emploi": "job__key", "grille": "level__grid__slug",
        "niveau": "level__code", "position": "position", "echelons": "echelons",
        "echelons_speciaux": "special_echelons", **CITED, "ordre": "order"}, ("parcours", "noeud"),
        {("parcours",): ("parcours", ("parcours",))}),
    Public("etapes", "Les étapes et les voies d’un parcours", Step, {
        "parcours": "path__slug", "etape": "key", "nature": "kind", "titre": "title", "de": "departure__key",
        "vers": "arrival__key", "force": "force", **CITED, "ordre": "order"}, ("parcours", "etape"),
        {("parcours",): ("parcours", ("parcours",))}),
    Public("conditions", "Les conditions de chaque étape, ses quotas et ce qu’elle laisse à l’employeur", Criterion, {
        "parcours": "step__path__slug", "etape": "step__key", "condition": "key", "nature": "kind", "poids": "weight",
        "titre": "title", "minimum": "minimum", "minimum_temps_partage": "shared_minimum", "echelon": "echelon",
        "si_necessaire": "if_needed", "portee_incertaine": "doubtful", "duree_la_plus_longue": "overall",
        "au_choix_avec": "alternative", **CITED, "suite_jusqu_a_la_ligne": "last_passage__line_end",
        "ordre": "order"}, ("parcours", "etape", "condition"), TO_STEP, void={"poids": ("nature", CLAUSES | LIMITS)}),
    Public("dispositions", "Ce que les textes disent d’un parcours ou d’une étape, hors conditions", Provision, {
        "parcours": "path__slug", "etape": "step__key", "nature": "kind", "titre": "title", "du": "starts_on",
        "au": "ends_on", "mois": "months", "mois_de_prolongation": "further_months", **CITED, "ordre": "order"},
        ("parcours", "rang")),
    Public("promotions", "Le bilan annuel des promotions, saisi par les ressources humaines", PromotionCount, {
        "parcours": "step__path__slug", "etape": "step__key", "annee": "year", "promotions": "count", "note": "note"},
        ("parcours", "etape", "annee"), TO_STEP),
)  # fmt: skip

#: what ranks a row beside its columns
BY = " by"

#: models whose rows do not leave as tables, and why
APART = {
    "texts.CatalogueState": "la marque des changements",
    "jobs.Trace": "qui a fait quoi : privé",
    "jobs.Import": "ce qu’une personne s’apprête à importer : privé",
    **dict.fromkeys(
        ("jobs.Listing", "jobs.ListingFacet", "jobs.FacetCount", "jobs.ComparedSheet", "jobs.ComparedWord",
         "jobs.ComparedLine", "jobs.NearPeriod", "jobs.NearJob", "jobs.SearchWord", "jobs.Posting"),
        "calculé à partir des tables publiques",
    ),
    **dict.fromkeys(
        ("jobs.Campaign", "jobs.Entry", "jobs.Edition", "jobs.Organisation", "jobs.Transmission"),
        "publié par les éditions arrêtées, dans revision/",
    ),
    **dict.fromkeys(
        ("jobs.Mandate", "jobs.MandateLink", "jobs.Opinion", "jobs.Remark", "jobs.Reply", "jobs.RequestAnswer",
         "jobs.RevisionRequest"),
        "nomme des personnes, ou n’est pas encore publié ; ce qui l’est figure dans les éditions arrêtées",
    ),
}  # fmt: skip


def public_tables(*, tell: Callable[[str], None] = lambda name: None) -> list[Table]:
    """Every public table; `tell` is called with the name of each as it is read. One query a table, and one more for
    each column of several values."""
    found = []
    for public in PUBLIC:
        tell(public.name)
        found.append(table_of(public))
    return found


def table_of(public: Public) -> Table:
    """The rows of a public table, in the order of its key."""
    paths = dict(public.columns)
    rows = public.model.objects.all()
    if public.sheet is not None:
        rows = rows.filter(**{f"{public.sheet}state": SheetState.ADOPTED})
    read = [path for name, path in paths.items() if name not in public.lists]
    several = {name: _several(public, name) for name in public.lists}
    values = []
    for pk, by, *cells in rows.order_by("pk").values_list("pk", public.by, *read):
        held = dict(zip((name for name in paths if name not in public.lists), map(_day, cells), strict=True))
        held |= {name: several[name].get(pk, []) for name in public.lists}
        held |= {name: None for name, (told, values_) in public.void.items() if held[told] in values_}
        before = by if isinstance(by, datetime) else None
        values.append({BY: before, **{name: plain(held[name]) for name in paths}})
    ranked = public.key[-1] == "rang"
    columns = tuple(_column(public, name, path) for name, path in paths.items())
    if ranked:
        columns = (*columns, Column("rang", "Rang parmi les lignes de même clé", "integer"))
        values = _ranked(values, public.key[:-1])
    values.sort(key=lambda row: [_sortable(row[name]) for name in public.key])
    names = [column.name for column in columns]
    lines = tuple(tuple(row[name] for name in names) for row in values)
    return Table(public.name, public.title, columns, public.key, lines, public.leads)


def _day(value: object) -> object:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _several(public: Public, name: str) -> dict[int, list]:
    """The values of a column that holds several, by row, in their order: codes of levels, « clcc/aide-soignant »."""
    before, value = public.lists[name]
    found: dict[int, list] = {}
    rows = public.model.objects.filter(**{f"{value}__isnull": False}).order_by("pk", before, value)
    for pk, first, last in rows.values_list("pk", before, value):
        found.setdefault(pk, []).append(last if isinstance(first, int) else f"{first}/{last}")
    return found


def _ranked(rows: list[dict], key: tuple[str, ...]) -> list[dict]:
    """The rows with their rank among those of the same key: their printed order, then their own words."""

    def order(row: dict) -> list:
        printed = (row[BY], row.get("ordre"), *row.values())
        return [_sortable(value) for value in (*(row[name] for name in key), *printed)]

    ranked = []
    for _, held in groupby(sorted(rows, key=order), key=lambda row: [row[name] for name in key]):
        ranked += [row | {"rang": rank} for rank, row in enumerate(held, 1)]
    return ranked


def _sortable(value: object) -> tuple:
    """Orders numbers as numbers, and what is not known first."""
    if value is None:
        return (0, 0, "")
    return (1, value, "") if isinstance(value, int) else (2, 0, str(value))


def _column(public: Public, name: str, path: str) -> Column:
    """A column described by the field it is read from."""
    if name in public.lists:
        return Column(name, "Plusieurs valeurs", "array")
    owner, found, titles = public.model, None, []
    for part in path.split("__"):
        found = owner._meta.get_field(part)
        titles.append(str(found.verbose_name))
        owner = found.related_model or owner
    kind = next((word for field_type, word in TYPES.items() if isinstance(found, field_type)), "string")
    values = tuple(str(value) for value, _ in found.choices or ()) if kind == "string" else ()
    blank = ("",) if found.blank else ()
    title = ", ".join(titles)
    return Column(name, title[:1].upper() + title[1:], kind, tuple(value for value in values if value not in blank))


def published_files() -> Iterable[tuple[str, str]]:
    """The texts as they were extracted, and the frozen editions of the yearly tables as they were published: path,
    content. Two queries."""
    for slug, text in texts.Document.objects.order_by("slug").values_list("slug", "text"):
        yield f"textes/{slug}.txt", text
    rows = jobs.Edition.objects.order_by("campaign__year", "number")
    for year, number, content in rows.values_list("campaign__year", "number", "content"):
        yield f"revision/{year}-edition-{number}.json", content
