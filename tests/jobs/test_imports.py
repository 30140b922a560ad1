"""Sheets exported, edited and given back: what changes is shown, confirmed, then written whole."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs.actions import save_draft, start_revision, submit
from jobs.actions.imports import (
    AlreadyDecided,
    NotToConfirm,
    SheetsChanged,
    apply_import,
    confirm_import,
    drop_import,
    plan_import,
    read_again,
    run_imports,
)
from jobs.differences import Kind
from jobs.enums import Deed, ImportState
from jobs.lineage import likeness
from jobs.models import Import, Item, Sheet, Trace
from jobs.workbooks import read_workbook
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import edited, fields_of, the_job
from tests.jobs.workbooks import Workbook
from tests.pages import read, words

pytestmark = pytest.mark.django_db

LINE = "Accueillir et installer le patient"


@pytest.fixture
def writer():
    return person("rédactrice", "Rédacteur")


def applied(kept: Import, by) -> Import:
    """The import confirmed as it stands, and applied."""
    confirm_import(kept, token=plan_import(kept).token, by=by)
    apply_import(kept.pk)
    return Import.objects.get(pk=kept.pk)


def draft_of(key="aide-soignant") -> Sheet:
    return Sheet.objects.get(state="brouillon", job__framework__code="clcc", job__key=key)


def texts_of(sheet: Sheet) -> list[str]:
    return list(
        Item.objects.filter(section__sheet=sheet).order_by("section__order", "order").values_list("text", flat=True)
    )


def test_a_file_given_back_as_it_was_exported_changes_nothing(writer):
    kept = Workbook().given(writer)

    plan = plan_import(kept)

    assert (plan.changed, plan.refused, len(plan.untouched)) == ((), (), 38)
    with pytest.raises(NotToConfirm):
        confirm_import(kept, token=plan.token, by=writer)


def test_what_is_added_changed_moved_and_taken_out_is_listed_with_its_row(writer):
    book = Workbook("aide-soignant")
    changed = book.row_of(LINE)
    lines = [book.get(n, "Élément") for n in range(2, book.tab.max_row + 1)]
    book.put(changed, élément=f"{LINE}, dès son arrivée")
    book.put(changed + 2, ordre="5")
    added = book.add(changed, élément="Rassurer la famille", ordre=str(int(book.get(changed, "Ordre")) + 1))
    gone = changed + 4
    book.remove(gone)

    [sheet] = plan_import(book.given(writer)).changed

    found = {(row.change.kind, row.row, (row.change.new or row.change.old).text) for row in sheet.findings}
    assert found == {
        (Kind.REWORDED, changed, f"{LINE}, dès son arrivée"),
        (Kind.ADDED, added - 1, "Rassurer la famille"),
        (Kind.REMOVED, None, lines[gone - 2]),
        (Kind.MOVED, changed + 2, lines[changed]),
    }
    assert sheet.same == len(lines) - 3


def test_an_import_becomes_drafts_whose_unchanged_lines_keep_their_lineage_and_source(writer):
    job = the_job()
    adopted = job.sheets.get()
    before = {item.text: (item.lineage, item.passage_id) for item in Item.objects.filter(section__sheet=adopted)}
    book = Workbook("aide-soignant", "brancardier")
    book.put(book.row_of(LINE), élément=f"{LINE}, dès son arrivée")

    done = applied(book.given(writer), writer)

    assert (done.state, done.outcome) == (ImportState.APPLIED, "1 brouillon : 1 ligne changée.")
    draft = draft_of()
    assert (draft.number, draft.document, draft.adopted_at) == (2, None, None)
    after = {item.text: (item.lineage, item.passage_id) for item in Item.objects.filter(section__sheet=draft)}
    [(new, (lineage, passage))] = after.items() - before.items()
    [(old, was)] = before.items() - after.items()
    assert likeness(old, new) > 0.5
    assert (lineage, passage) == (was[0], None)
    assert Sheet.objects.in_force(timezone.localdate()).filter(pk=adopted.pk).exists()
    assert not Sheet.objects.filter(state="brouillon", job__key="brancardier").exists()


def test_who_confirmed_is_who_wrote_and_everything_is_traced(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    other = person("valideuse", "Valideur")
    kept = book.given(writer)

    applied(kept, other)

    told = Trace.objects.filter(subject="jobs.import").order_by("pk").values_list("deed", "by")
    assert list(told) == [("fichier_lu", writer.pk), ("import_confirme", other.pk), ("import_applique", other.pk)]
    saved = Trace.objects.get(deed=Deed.SAVED)
    assert (saved.by, saved.job) == (other, the_job())


FAULTS = {
    "unknown job": ({"clé": "aide-soignante"}, "Aucun emploi « clcc/aide-soignante »"),
    "no job": ({"clé": ""}, "ne dit pas de quel emploi"),
    "unknown section": ({"rubrique": "Acitivités"}, "« Acitivités » n’est pas une rubrique connue"),
    "no section": ({"rubrique": ""}, "La colonne « Rubrique » est vide"),
    "nothing": ({"élément": ""}, "n’a ni élément ni sous-élément"),
    "both": ({"sous_element": "par téléphone"}, "laissez vide l’une des deux colonnes"),
    "code": ({"code": "12 34"}, "Un code a douze lettres ou chiffres au plus"),
    "order": ({"ordre": "premier"}, "« premier » n’est pas un ordre"),
    "level": ({"niveau": "4A|"}, "Un niveau s’écrit comme dans sa grille"),
    "long level": ({"niveau": "niveau quatre A"}, "La colonne « Niveau » a 15 caractères : 12 au plus"),
    "long line": ({"élément": "a" * 4001}, "La colonne « Élément » a 4001 caractères : 4000 au plus"),
    "formula": ({"élément": "=1+1"}, "La colonne « Élément » contient une formule"),
    "link": ({"élément": '=HYPERLINK("https://exemple.fr","x")'}, "contient une formule"),
    "error": ({"élément": "#REF!"}, "contient une erreur de calcul"),
    "other version": ({"lu": "version 7"}, "La colonne « Lu dans » dit « version 7 »"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_row_that_cannot_be_taken_is_refused_with_its_number_and_nothing_can_be_written(writer, name):
    cells, sentence = FAULTS[name]
    book = Workbook("aide-soignant")
    row = book.row_of(LINE)
    book.put(row, **cells)
    kept = book.given(writer)

    plan = plan_import(kept)

    assert [fault.row for fault in plan.refused] == [row]
    assert sentence in plan.refused[0].sentence
    with pytest.raises(NotToConfirm):
        confirm_import(kept, token=plan.token, by=writer)
    assert not Sheet.objects.filter(state="brouillon").exists()


def test_one_refused_row_keeps_the_good_sheets_from_being_written_too(writer):
    book = Workbook("aide-soignant", "brancardier")
    book.put(book.row_of(LINE), élément="Rassurer")
    book.put(book.first_of("brancardier"), rubrique="Divers")

    plan = plan_import(book.given(writer))

    assert len(plan.changed) == len(plan.refused) == 1
    assert not plan.ready


def test_the_good_rows_of_a_refused_sheet_are_listed_as_part_of_it_and_are_not_written(writer):
    book = Workbook("aide-soignant")
    changed = book.row_of(LINE)
    lines = [book.get(n, "Élément") for n in range(2, book.tab.max_row + 1)]
    book.put(changed, élément=f"{LINE}, dès son arrivée")
    book.put(changed + 1, code="12 34")
    book.add(changed, sous_element="seul", rubrique="Liens", ordre="1")
    gone = changed + 4
    book.remove(gone)
    kept = book.given(writer)

    plan = plan_import(kept)

    assert (plan.changed, plan.ready, len(plan.refused)) == ((), False, 2)
    [sheet] = plan.held_back
    assert {(row.change.kind, row.row, (row.change.new or row.change.old).text) for row in sheet.findings} == {
        (Kind.REWORDED, changed, f"{LINE}, dès son arrivée"), (Kind.REMOVED, None, lines[gone - 2]),
    }  # fmt: skip
    assert sheet.refused == 2
    page = words(signed_in(writer).get(reverse("admin:jobs_import_change", args=[kept.pk])).content.decode())
    assert "Partie d’une fiche refusée." in page
    assert "dès son arrivée" in page
    assert "fiche refusée pour 2 lignes ; le reste changerait 2 lignes" in page
    with pytest.raises(NotToConfirm):
        confirm_import(kept, token=plan.token, by=writer)


def test_a_sub_item_needs_its_item_and_is_read_under_it(writer):
    book = Workbook("aide-soignant")
    row = book.row_of(LINE)
    order = int(book.get(row, "Ordre"))
    book.add(row, sous_element="par téléphone", ordre=str(order + 1))
    [sheet] = plan_import(book.given(writer)).changed
    assert [(row.change.kind, row.change.new.under) for row in sheet.findings] == [
        (Kind.ADDED, book.get(row, "Élément"))
    ]

    first = next(n for n in range(2, 40) if book.get(n, "Rubrique") != book.get(2, "Rubrique"))
    book.add(first, sous_element="tout seul", ordre=str(int(book.get(first, "Ordre")) - 1))
    plan = plan_import(book.given(writer))

    assert "il n’y en a pas au-dessus" in plan.refused[0].sentence


def test_an_official_line_that_looks_like_a_formula_goes_and_comes_back_as_words(writer):
    draft = start_revision(the_job(), by=writer)
    line = '=HYPERLINK("https://exemple.fr";"ici")'
    save_draft(draft, fields=edited(fields_of(draft), LINE, line), revision=0, by=writer)
    book = Workbook("aide-soignant")
    row = book.row_of("HYPERLINK")

    assert book.tab.cell(row, book.heads.index("Élément") + 1).data_type == "s"
    assert book.tab.cell(row, 1).number_format == "@"


def test_a_draft_saved_since_the_export_is_told_and_not_lost(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    other = person("collègue", "Rédacteur")
    draft = start_revision(the_job(), by=other)
    save_draft(draft, fields=edited(fields_of(draft), LINE, "Installer"), revision=0, by=other)

    plan = plan_import(book.given(writer))

    assert plan.changed == ()
    assert "Cette fiche en est à « brouillon 2, enregistrement 1 »" in plan.refused[0].sentence
    assert any("Installer" in text for text in texts_of(draft_of()))


def test_a_draft_is_taken_further_by_a_file_exported_from_it(writer):
    draft = start_revision(the_job(), by=writer)
    save_draft(draft, fields=edited(fields_of(draft), LINE, "Installer"), revision=0, by=writer)
    book = Workbook("aide-soignant")
    book.put(book.row_of("Installer"), élément="Installer et rassurer")

    assert applied(book.given(writer), writer).state == ImportState.APPLIED

    assert draft_of().revision == 2
    assert "Installer et rassurer" in texts_of(draft_of())


def test_someone_who_writes_between_the_reading_and_the_confirmation_is_not_overwritten(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    kept = book.given(writer)
    token = plan_import(kept).token
    start_revision(the_job(), by=person("collègue", "Rédacteur"))

    with pytest.raises(SheetsChanged):
        confirm_import(kept, token=token, by=writer)
    assert Import.objects.get(pk=kept.pk).state == ImportState.READ


def test_someone_who_writes_between_the_confirmation_and_the_writing_stops_the_whole_file(writer):
    book = Workbook("aide-soignant", "brancardier")
    book.put(book.row_of(LINE), élément="Rassurer")
    book.put(book.first_of("brancardier"), élément="Autre chose encore")
    kept = book.given(writer)
    confirm_import(kept, token=plan_import(kept).token, by=writer)
    start_revision(the_job(), by=person("collègue", "Rédacteur"))

    assert not apply_import(kept.pk)

    stopped = Import.objects.get(pk=kept.pk)
    assert stopped.state == ImportState.STOPPED
    assert stopped.outcome.startswith("Rien n’est écrit. Quelqu’un a écrit")
    assert not Sheet.objects.filter(state="brouillon", job__key="brancardier").exists()
    read_again(stopped, by=writer)
    assert Import.objects.get(pk=kept.pk).state == ImportState.READ


def test_a_sheet_under_opinion_is_refused(writer):
    draft = start_revision(the_job(), by=writer)
    save_draft(draft, fields=edited(fields_of(draft), LINE, "Installer"), revision=0, by=writer)
    submit(draft, revision=1, by=writer)
    book = Workbook("aide-soignant")
    book.put(book.row_of("Installer"), élément="Rassurer")

    [fault] = plan_import(book.given(writer)).refused

    assert fault.row == 0
    assert "soumise pour avis" in fault.sentence


def test_an_import_is_applied_once_whoever_comes_again(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    kept = book.given(writer)
    applied(kept, writer)

    assert not apply_import(kept.pk)
    assert run_imports() == []
    with pytest.raises(AlreadyDecided):
        drop_import(kept, by=writer)
    with pytest.raises(AlreadyDecided):
        confirm_import(kept, token=kept.token, by=writer)
    assert draft_of().revision == 1


def test_two_files_of_one_sheet_the_second_is_told(writer):
    first, second = Workbook("aide-soignant"), Workbook("aide-soignant")
    first.put(first.row_of(LINE), élément="Rassurer")
    second.put(second.row_of(LINE), élément="Installer")
    one, two = first.given(writer), second.given(writer)
    confirm_import(one, token=plan_import(one).token, by=writer)
    confirm_import(two, token=plan_import(two).token, by=writer)

    assert [row.pk for row in run_imports()] == [one.pk]

    assert Import.objects.get(pk=two.pk).state == ImportState.STOPPED
    assert "Rassurer" in texts_of(draft_of())


def test_what_dies_again_and_again_is_stopped(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    kept = book.given(writer)
    confirm_import(kept, token=plan_import(kept).token, by=writer)
    Import.objects.filter(pk=kept.pk).update(attempts=10)

    assert not apply_import(kept.pk)

    assert "s’est arrêté 10 fois" in Import.objects.get(pk=kept.pk).outcome


# At the desk


def test_the_file_is_given_read_confirmed_and_applied_at_the_desk(
    writer, django_capture_on_commit_callbacks, monkeypatch
):
    client = signed_in(writer)
    away = client.get(reverse("admin:jobs_sheet_xlsx"), {"job__framework__id__exact": the_job().framework_id})
    assert re.fullmatch(r'attachment; filename="fiches-\d{4}-\d\d-\d\d\.xlsx"', away["Content-Disposition"])
    book = Workbook("aide-soignant")
    row = book.row_of(LINE)
    book.put(row, élément="Rassurer le patient")
    monkeypatch.setattr("jobs.admin.imports.run_imports_aside", run_imports)

    response = client.post(reverse("admin:jobs_import_add"), {"fichier": book.upload()}, follow=True)
    page = read(response)
    assert "1 reformulée, dans 1 fiche" in page.text
    assert page.one("table", "desk-found").all("th", scope="row")[0].text == str(row)
    token = page.one("input", name="lu").attrs["value"]
    kept = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("admin:jobs_import_confirm", args=[kept.pk]), {"lu": token}, follow=True)

    page = read(client.get(reverse("admin:jobs_import_change", args=[kept.pk])))
    assert "Import appliqué." in page.text
    assert str(draft_of()) in page.links()
    told = client.get(reverse("admin:jobs_import_progress", args=[kept.pk])).json()
    assert told["etat"] == "appliquee"


def test_the_rows_that_one_chose_in_a_list_are_exported(writer):
    client = signed_in(writer)
    chosen = [the_job().pk, the_job(key="brancardier").pk]
    data = {"action": "export_sheets", "_selected_action": chosen}

    content = client.post(reverse("admin:jobs_job_changelist"), data).content

    assert {row.job for row in read_workbook(io.BytesIO(content), len(content))} == {
        ("clcc", "aide-soignant"), ("clcc", "brancardier"),
    }  # fmt: skip


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(writer):
    response = signed_in(writer).post(
        reverse("admin:jobs_import_add"), {"fichier": SimpleUploadedFile("a.xlsx", b"PK")}
    )

    assert "Ce fichier n’est pas un classeur .xlsx" in words(response.content.decode())
    assert not Import.objects.exists()


def test_the_page_says_how_far_an_import_is(writer):
    book = Workbook("aide-soignant")
    book.put(book.row_of(LINE), élément="Rassurer")
    kept = book.given(writer)
    confirm_import(kept, token=plan_import(kept).token, by=writer)

    page = read(signed_in(writer).get(reverse("admin:jobs_import_change", args=[kept.pk])))

    assert page.one("p", role="status").text == "0 fiche relue sur 1."
    assert page.one("progress").attrs["max"] == "1"
