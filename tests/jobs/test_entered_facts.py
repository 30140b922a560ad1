"""What HR adds to the facts: with a source of its own, never twice on one day, never resting on nothing."""

from datetime import date

import pytest
from django.urls import reverse

from grids.models import Grid
from jobs.actions import register_text
from jobs.actions.entered_facts import FactRefused, record_decision, record_fact, remove_fact
from jobs.models import GuaranteedPay, Job, Placement, Replacement, Trace
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import amendment, the_job
from tests.pages import read, words
from texts.models import Anomaly, AnomalyDecision, Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def validator():
    return person("valideuse", "Valideur")


@pytest.fixture
def text(validator) -> Document:
    return amendment(validator, signed=date(2026, 3, 2))


def placement(job: Job, text: Document, *codes: str, **more) -> tuple[Placement, list]:
    grid = Grid.objects.filter(framework_code=job.framework.code).order_by("order").first()
    row = Placement(job=job, grid=grid, document=text, **more)
    return row, list(grid.levels.filter(code__in=codes))


def pay(job: Job, text: Document, group="F", amounts=(28_479, 29_335, 30_213)) -> GuaranteedPay:
    return GuaranteedPay(job=job, document=text, group=group, rmag=amounts[0], rmag_1=amounts[1], rmag_2=amounts[2])


def placed(job, text, by, *codes) -> Placement:
    row, levels = placement(job, text, *codes)
    return record_fact(row, levels=levels, by=by)


def field_of(refused) -> str:
    return refused.value.field


def test_a_place_in_a_grid_of_the_sante_sociale_is_entered_and_shown(client, validator, text):
    job = Job.objects.get(framework__code="ucanss", key="060101")
    grid = Grid.objects.get(slug="ucanss-soignants")
    row = Placement(job=job, grid=grid, document=text)

    record_fact(row, levels=list(grid.levels.filter(code="4E")), by=validator)

    assert row.basis == "saisi"
    answer = client.get("/api/v1/emplois/ucanss/060101").json()
    assert [(p["niveaux"], p["fondement"]) for p in answer["placements"]] == [(["4E"], "saisi")]
    trace = Trace.objects.get(deed="classement_saisi")
    assert (trace.by, trace.before, trace.after["niveaux"]) == (validator, None, ["4E"])
    remove_fact(row, by=validator)
    assert client.get("/api/v1/emplois/ucanss/060101").json()["placements"][0]["fondement"] != "saisi"


def test_what_is_entered_is_ended_by_the_next_text(client, validator, text):
    job = the_job()
    placed(job, text, validator, "E")
    placed(job, amendment(validator, signed=date(2026, 6, 1), name="Avenant 2026-02"), validator, "F")

    def groups(day):
        return client.get(f"/api/v1/emplois/clcc/aide-soignant?au={day}").json()["placements"][0]["niveaux"]

    assert [groups(day) for day in ("2026-04-01", "2026-07-01")] == [["E"], ["F"]]


def in_grid(slug: str, *levels: str, of: str = ""):
    """Makes a place in a grid, with levels of it or of another one."""

    def make(job, text):
        held = Grid.objects.get(slug=of or slug).levels.filter(code__in=levels)
        return Placement(job=job, grid=Grid.objects.get(slug=slug), document=text), list(held)

    return make


def by(successor: tuple[str, str], **more):
    """Makes a replacement."""
    return lambda job, text: (Replacement(job=job, successor=the_job(*successor), document=text, **more), [])


OFFICIAL = "clcc-avenant-2021-01"
ORPHANS = {
    "no level": (in_grid("clcc-non-cadres"), "levels", "au moins un niveau"),
    "official text": (
        lambda job, text: placement(job, Document.objects.get(slug=OFFICIAL), "E"), "document", "texte enregistré ici"
    ),
    "grid of others": (in_grid("ucanss-soignants", "4E"), "grid", "n’est pas celle du référentiel"),
    "level of others": (in_grid("clcc-non-cadres", "4E", of="ucanss-soignants"), "levels", "n’est pas de cette grille"),
    "pay without a place": (lambda job, text: (pay(job, text), []), "group", "saisissez d’abord son classement"),
    "unknown group": (lambda job, text: (pay(job, text, "ZZ"), []), "group", "dans aucune grille"),
    "falling pay": (lambda job, text: (pay(job, text, amounts=(3, 2, 1)), []), "rmag_1", "croissant"),
    "itself": (by(("clcc", "aide-soignant")), "successor", "ne se remplace pas lui-même"),
    "another framework": (by(("ucanss", "060101")), "successor", "même référentiel"),
    "year in words": (by(("clcc", "brancardier"), announced="2 ans"[:4]), "announced", "quatre chiffres"),
    "deleted job": (by(("clcc", "aide-de-laboratoire")), "successor", "est supprimé"),
}  # fmt: skip


@pytest.mark.parametrize("name", ORPHANS)
def test_what_rests_on_nothing_is_refused_by_its_field(validator, text, name):
    make, field, sentence = ORPHANS[name]
    row, levels = make(the_job(), text)

    with pytest.raises(FactRefused, match=sentence) as refused:
        record_fact(row, levels=levels, by=validator)

    assert field_of(refused) == field
    assert row.pk is None
    assert not Trace.objects.exclude(deed="texte_enregistre").exists()


def test_two_texts_of_one_day_do_not_both_give_a_place(validator, text):
    placed(the_job(), text, validator, "E")
    other = amendment(validator, signed=date(2026, 3, 2), name="Avenant 2026-09")

    with pytest.raises(FactRefused, match="« Avenant 2026-01 » le donne déjà, à compter du même jour, le 2 mars 2026"):
        placed(the_job(), other, validator, "F")


def test_a_text_without_a_date_carries_nothing(validator):
    undated = register_text(kind="avenant", title="Avenant sans date", by=validator)

    with pytest.raises(FactRefused, match="n’a aucune date"):
        placed(the_job(), undated, validator, "E")


def test_pay_follows_the_group_and_its_place_does_not_leave_without_it(client, validator, text):
    place = placed(the_job(), text, validator, "F")
    row = record_fact(pay(the_job(), text), by=validator)

    shown = client.get("/api/v1/emplois/clcc/aide-soignant").json()["remuneration"]
    assert [(r["groupe"], r["rmag"], r["rmag_2"]) for r in shown] == [("F", 28_479, 30_213)]
    with pytest.raises(FactRefused, match="repose sur ce classement"):
        remove_fact(Placement.objects.get(pk=place.pk), by=validator)
    remove_fact(row, by=validator)
    remove_fact(Placement.objects.get(pk=place.pk), by=validator)
    assert list(Trace.objects.filter(job=the_job()).order_by("pk").values_list("deed", flat=True)) == [
        "classement_saisi", "remuneration_saisie", "remuneration_retiree", "classement_retire",
    ]  # fmt: skip


def test_a_replacement_is_entered_and_no_ring_of_them(client, validator, text):
    one, other = the_job(), the_job(key="brancardier")
    record_fact(Replacement(job=one, successor=other, document=text), by=validator)

    assert client.get("/api/v1/emplois/clcc/aide-soignant").json()["statut"] == "remplace"
    with pytest.raises(FactRefused, match="se remplaceraient l’un l’autre"):
        record_fact(Replacement(job=other, successor=one, document=text), by=validator)


def test_a_row_of_the_texts_is_read_only_for_everyone(validator):
    row = GuaranteedPay.objects.filter(origin="texte").first()
    client = signed_in(validator)

    assert client.post(reverse("admin:jobs_guaranteedpay_change", args=[row.pk]), {}).status_code == 403
    assert client.post(reverse("admin:jobs_guaranteedpay_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    with pytest.raises(FactRefused, match="ne se change pas"):
        record_fact(row, by=validator)


def test_the_desk_asks_for_the_source_and_says_in_french_why_not(validator, text):
    client = signed_in(validator)
    typed = {"job": the_job().pk, "group": "F", "rmag": "28479", "rmag_1": "29335", "rmag_2": "30213"}

    page = read(client.post(reverse("admin:jobs_guaranteedpay_add"), typed))
    assert "Ce champ est obligatoire." in page.text
    page = read(client.post(reverse("admin:jobs_guaranteedpay_add"), typed | {"document": text.pk}))
    assert "saisissez d’abord son classement" in page.text

    grid = Grid.objects.get(slug="clcc-non-cadres")
    place = {"job": the_job().pk, "grid": grid.pk, "levels": [grid.levels.get(code="F").pk], "document": text.pk}
    assert client.post(reverse("admin:jobs_placement_add"), place).status_code == 302
    assert client.post(reverse("admin:jobs_guaranteedpay_add"), typed | {"document": text.pk}).status_code == 302
    row = GuaranteedPay.objects.get(origin="saisie")
    edit = reverse("admin:jobs_guaranteedpay_change", args=[row.pk])
    assert client.post(edit, typed | {"document": text.pk, "rmag": "28500"}).status_code == 302
    assert GuaranteedPay.objects.get(pk=row.pk).rmag == 28_500
    held = Placement.objects.get(origin="saisie")
    told = client.post(reverse("admin:jobs_placement_delete", args=[held.pk]), {"post": "yes"}, follow=True)
    assert "repose sur ce classement" in words(told.content.decode())
    assert Placement.objects.filter(pk=held.pk).exists()


def test_a_decision_on_an_anomaly_is_shown_and_ended_by_the_next(client, validator, text):
    anomaly = Anomaly.objects.order_by("order").first()
    for wording in ("Le premier intitulé est retenu.", "Le second intitulé est retenu."):
        record_decision(AnomalyDecision(anomaly=anomaly, wording=wording, document=text), by=validator)

    page = read(client.get(f"/anomalies/?constat={anomaly.key}"))
    answer = client.get("/api/v1/anomalies").json()

    assert "Décision des ressources humaines : Le second intitulé est retenu." in page.text
    assert "Le premier intitulé" not in page.text
    assert page.links()["Avenant 2026-01"] == f"/documents/{text.slug}/"
    assert answer["resultats"][0]["decision"]["texte"] == "Le second intitulé est retenu."
    last = Trace.objects.filter(deed="anomalie_decidee").order_by("pk").last()
    assert (last.before["decision"], last.after["decision"]) == (
        "Le premier intitulé est retenu.", "Le second intitulé est retenu.",
    )  # fmt: skip


def test_a_decision_asks_for_a_text_of_hr(validator, text):
    anomaly = Anomaly.objects.first()
    typed = {"anomaly": anomaly.pk, "wording": "Retenu.", "document": Document.objects.first().pk}
    client = signed_in(validator)

    assert client.post(reverse("admin:texts_anomalydecision_add"), typed).status_code == 200
    assert client.post(reverse("admin:texts_anomalydecision_add"), typed | {"document": text.pk}).status_code == 302
    assert AnomalyDecision.objects.get().recorded_by == validator
