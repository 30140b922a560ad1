"""What HR adds to the grids: a level between two others, a grid of its own; with its source, and never in the way."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from grids.models import Grid, Level
from jobs.actions import DateRefused, record_date, register_text
from jobs.actions.entered_facts import FactRefused, record_fact, remove_fact
from jobs.actions.grids import record_grid, record_level, remove_grid, remove_level
from jobs.fixture_files import read_fixtures
from jobs.loading import load
from jobs.models import Placement, Trace
from tests.harness import page_faults
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import amendment, the_job
from texts.models import Document, Passage, TextDate

pytestmark = pytest.mark.django_db
CLCC = "clcc-non-cadres"


@pytest.fixture
def validator():
    return person("valideuse", "Valideur")


@pytest.fixture
def text(validator) -> Document:
    return amendment(validator, signed=date(2026, 3, 2), effect=date(2026, 3, 2), wording="Groupe C : agents\nFin\n")


@pytest.fixture
def grid(db) -> Grid:
    return Grid.objects.get(slug=CLCC)


def level(grid: Grid, text: Document, code="C", **more) -> Level:
    return Level(grid=grid, code=code, document=text, **more)


def at(grid: Grid, code: str) -> Level:
    return Level.objects.get(grid=grid, code=code)


def codes(grid: Grid) -> list[str]:
    return list(grid.levels.order_by("rank", "between").values_list("code", flat=True))


def placed(level: Level, text: Document, by) -> Placement:
    row = Placement(job=the_job(), grid=level.grid, document=text)
    return record_fact(row, levels=[level], by=by)


def plain(response) -> str:
    assert page_faults(response.content.decode()) == []
    return stock(response)


def stock(response) -> str:
    """A page of the stock admin, whose inlines carry JSON."""
    html = response.content.decode()
    return html.replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def test_a_group_added_between_two_is_shown_wherever_the_grid_is_with_who_says_so(client, validator, grid, text):
    passage = Passage.objects.get(document=text, line_start=1)

    added = record_level(level(grid, text, passage=passage), after=at(grid, "B"), by=validator)
    placed(added, text, validator)

    assert codes(grid) == ["B", "C", "D", "E", "F"]
    page = plain(client.get(f"/grilles/{CLCC}/"))
    assert "Groupe C ajouté d’après <a" in page
    assert "Avenant 2026-01</a>, en vigueur depuis le 2 mars 2026" in page
    own = plain(client.get(f"/grilles/{CLCC}/C/"))
    assert "saisi par les ressources humaines" in own
    assert "Aide-soignant" in own
    assert "/documents/avenant-2026-01/#l1" in own
    assert "Avant : Groupe B" in own
    assert 'value="C"' in plain(client.get("/emplois/?referentiel=clcc"))
    answer = client.get(f"/api/v1/grilles/{CLCC}").json()["niveaux"]
    assert [(row["niveau"], row["fondement"], row["document"]) for row in answer][:2] == [
        ("B", "enonce", "clcc-avenant-2021-01"), ("C", "saisi", "avenant-2026-01"),
    ]  # fmt: skip
    before = client.get(f"/api/v1/grilles/{CLCC}?au=2026-03-01").json()["niveaux"]
    assert [row["niveau"] for row in before] == ["B", "D", "E", "F"]


def test_the_screen_of_all_places_offers_it(validator, grid, text):
    record_level(level(grid, text), after=at(grid, "B"), by=validator)

    page = plain(signed_in(validator).get(f"{reverse('admin:jobs_placement_fill')}?texte={text.pk}"))

    assert page.index(">Groupe B</option>") < page.index(">Groupe C</option>") < page.index(">Groupe D</option>")


def test_levels_added_in_one_place_keep_their_order_and_move_with_a_trace(validator, grid, text):
    first = record_level(level(grid, text), after=at(grid, "B"), by=validator)
    record_level(level(grid, text, "C bis"), after=at(grid, "B"), by=validator)
    record_level(level(grid, text, "A"), after=None, by=validator)
    assert codes(grid) == ["A", "B", "C bis", "C", "D", "E", "F"]

    record_level(Level.objects.get(pk=first.pk), after=at(grid, "F"), by=validator)

    assert codes(grid) == ["A", "B", "C bis", "D", "E", "F", "C"]
    trace = Trace.objects.filter(deed="niveau_saisi").first()
    assert (trace.by, trace.before["placé après"], trace.after["placé après"]) == (
        validator, "Groupe C bis", "Groupe F",
    )  # fmt: skip


def test_loading_the_texts_again_leaves_what_hr_added(validator, grid, text):
    record_level(level(grid, text), after=at(grid, "B"), by=validator)
    record_grid(
        Grid(title="Personnel soignant", framework_code="ucanss", document=text), word="Niveau",
        levels=[("N1", ""), ("N2", "Encadre.")], by=validator,
    )  # fmt: skip
    mine = {"origin": "saisie"}
    before = list(Level.objects.filter(**mine).order_by("pk").values())

    summary = load(read_fixtures(settings.BASE_DIR / "fixtures"))

    assert summary.writes == 0
    assert list(Level.objects.filter(**mine).order_by("pk").values()) == before
    assert codes(grid) == ["B", "C", "D", "E", "F"]


REFUSED = {
    "same name": ({"code": "D"}, "B", "code", "existe déjà"),
    "same address": ({"code": "d"}, "B", "code", "existe déjà"),
    "accents": ({"code": "É/1"}, "B", "code", "lettres sans accent"),
    "after itself elsewhere": ({}, "ucanss-soignants", "after", "niveau de cette grille"),
    "official text": ({"document": "clcc-avenant-2021-01"}, "B", "document", "texte enregistré ici"),
    "undated": ({"document": ""}, "B", "document", "n’a aucune date"),
    "passage of another": ({"passage": True}, "B", "passage", "n’est pas dans ce texte"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_level_without_its_source_or_beside_a_namesake_is_refused_by_its_field(validator, grid, text, name):
    changed, after, field, sentence = REFUSED[name]
    changed = dict(changed)
    if "document" in changed:
        slug = changed["document"]
        changed["document"] = (
            Document.objects.get(slug=slug) if slug else register_text(kind="avenant", title="Sans date", by=validator)
        )
    if "passage" in changed:
        changed["passage"] = Passage.objects.filter(document__slug="clcc-avenant-2021-01").first()
    where = at(grid, after) if len(after) == 1 else Level.objects.filter(grid__slug=after).first()
    row = Level(**{"grid": grid, "code": "C", "document": text} | changed)

    with pytest.raises(FactRefused, match=sentence) as refused:
        record_level(row, after=where, by=validator)

    assert refused.value.field == field
    assert codes(grid) == ["B", "D", "E", "F"]
    assert not Trace.objects.filter(deed="niveau_saisi").exists()


def test_a_level_on_which_a_place_rests_stays_and_what_the_texts_print_is_not_touched(validator, grid, text):
    added = record_level(level(grid, text), after=at(grid, "B"), by=validator)
    place = placed(added, text, validator)

    with pytest.raises(FactRefused, match="des emplois y sont classés"):
        remove_level(added, by=validator)
    added.code = "C2"
    with pytest.raises(FactRefused, match="garde son nom"):
        record_level(added, after=at(grid, "B"), by=validator)
    with pytest.raises(FactRefused, match="texte officiel"):
        remove_level(at(grid, "D"), by=validator)
    with pytest.raises(FactRefused, match="texte officiel"):
        record_level(at(grid, "D"), after=None, by=validator)

    remove_fact(place, by=validator)
    remove_level(Level.objects.get(pk=added.pk), by=validator)
    assert codes(grid) == ["B", "D", "E", "F"]
    assert Trace.objects.first().before["niveau"] == "C"


def test_no_place_counts_before_the_level_it_rests_on(validator, grid, text):
    later = amendment(validator, signed=date(2026, 6, 1), effect=date(2026, 6, 1), name="Avenant 2026-02")
    added = record_level(level(grid, later), after=at(grid, "B"), by=validator)

    with pytest.raises(FactRefused, match="n’est dans la grille qu’à compter du 1er juin 2026"):
        placed(added, text, validator)
    placed(added, later, validator)
    added.document = amendment(validator, signed=date(2026, 7, 1), effect=date(2026, 7, 1), name="Avenant 2026-03")
    with pytest.raises(FactRefused, match="y est classé dès le 1er juin 2026"):
        record_level(added, after=at(grid, "B"), by=validator)

    added.document = text
    record_level(added, after=at(grid, "B"), by=validator)
    with pytest.raises(DateRefused, match="n’est dans la grille qu’à compter du"):
        record_date(TextDate(document=text, kind="effet", value=date(2026, 9, 1)), by=validator)


def test_a_grid_comes_with_its_levels_and_goes_only_empty(client, validator, text):
    row = record_grid(
        Grid(title="Personnel soignant", framework_code="clcc", document=text, notes=["Les cotations."]),
        word="Niveau", levels=[("N1", ""), ("N2", "Encadre.")], by=validator,
    )  # fmt: skip

    page = plain(client.get("/grilles/clcc-personnel-soignant/"))
    assert "Grille ajoutée d’après <a" in page
    assert "Encadre." in page
    assert "Personnel soignant" in plain(client.get("/grilles/"))
    place = placed(row.levels.get(code="N2"), text, validator)
    with pytest.raises(FactRefused, match="classés dans cette grille"):
        remove_grid(row, by=validator)
    remove_fact(place, by=validator)
    remove_level(row.levels.get(code="N2"), by=validator)
    with pytest.raises(FactRefused, match="retirez la grille"):
        remove_level(row.levels.get(), by=validator)
    remove_grid(row, by=validator)
    assert client.get("/grilles/clcc-personnel-soignant/").status_code == 404


@pytest.mark.parametrize(
    ("levels", "word", "sentence"),
    [((), "Niveau", "au moins un niveau"), ((("A", ""), ("a", "")), "Groupe", "donné deux fois"),
     ((("A", ""),), "Rang", "niveaux ou des groupes")],
)  # fmt: skip
def test_a_grid_without_levels_or_with_one_twice_is_refused(validator, text, levels, word, sentence):
    with pytest.raises(FactRefused, match=sentence):
        record_grid(Grid(title="Autre", framework_code="clcc", document=text), word=word, levels=levels, by=validator)
    assert not Grid.objects.filter(title="Autre").exists()


def test_hr_adds_them_by_the_forms_of_the_desk_and_a_refusal_keeps_what_was_typed(validator, grid, text):
    desk = signed_in(validator)
    add = reverse("admin:grids_level_add")
    assert f"{add}?grid={grid.pk}" in stock(desk.get(reverse("admin:grids_grid_change", args=[grid.pk])))
    sent = {"grid": grid.pk, "code": "C", "after": at(grid, "B").pk, "definition": "Agents.", "document": text.pk}

    refused = stock(desk.post(add, sent | {"code": "D"}))
    assert "Ce niveau existe déjà dans la grille." in refused
    assert "Agents." in refused
    assert desk.post(add, sent).status_code == 302

    held = at(grid, "C")
    assert (held.label, held.definition, held.origin) == ("Groupe C", "Agents.", "saisie")
    change = reverse("admin:grids_level_change", args=[held.pk])
    assert f'value="{at(grid, "B").pk}" selected' in stock(desk.get(change))
    placed(held, text, validator)
    page = stock(desk.post(reverse("admin:grids_level_delete", args=[held.pk]), {"post": "yes"}, follow=True))
    assert "des emplois y sont classés" in page
    assert at(grid, "C")

    given = {"title": "Personnel soignant", "framework_code": "clcc", "word": "Niveau", "document": text.pk}
    page = stock(desk.post(reverse("admin:grids_grid_add"), given | {"levels": "N1\nN1 | deux fois"}))
    assert "« N1 » est donné deux fois." in page
    answer = desk.post(
        reverse("admin:grids_grid_add"), given | {"levels": "N1\nN2 | Encadre.", "notes": "Les cotations."}
    )
    assert answer.status_code == 302
    made = Grid.objects.get(slug="clcc-personnel-soignant")
    assert (codes(made), made.notes) == (["N1", "N2"], ["Les cotations."])
    assert "N2" in stock(desk.get(reverse("admin:grids_grid_change", args=[made.pk])))
