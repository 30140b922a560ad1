"""Sheets leave for a spreadsheet and come back: exported, edited, read, confirmed, and a draft appears."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Server

PASSWORD = "un mot de passe"
MAKE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
user = get_user_model().objects.create_user("importatrice", password={password!r}, is_staff=True)
user.groups.set([Group.objects.get(name="Rédacteur")])
"""
UNMAKE = """
from jobs.models import Sheet
Sheet.objects.filter(state="brouillon").delete()
"""
NEW = "Rassurer la personne dès son arrivée"


@pytest.fixture
def writer(server: Server, open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """Someone of the desk, signed in."""
    server.manage("shell", "-v0", "-c", MAKE.format(password=PASSWORD))
    page = open_context(reduced_motion="reduce", accept_downloads=True).new_page()
    page.set_default_timeout(60_000)
    page.goto("/admin/login/?next=/admin/jobs/sheet/")
    page.locator("#id_username").fill("importatrice")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/jobs/sheet/$"))
    yield page
    server.manage("shell", "-v0", "-c", UNMAKE)


def edited(content: bytes, folder: Path, name: str, **cells: str) -> Path:
    """The workbook with cells of its second row typed over, by column."""
    book = load_workbook(io.BytesIO(content))
    tab = book["Fiches"]
    heads = [cell.value for cell in tab[1]]
    for column, value in cells.items():
        tab.cell(2, heads.index(column) + 1).value = value
    book.save(folder / name)
    return folder / name


def give(page: Page, file: Path) -> None:
    page.get_by_label("Classeur").set_input_files(file)
    page.get_by_role("button", name="Lire ce classeur").click()
    expect(page).to_have_url(re.compile(r"/admin/jobs/import/\d+/change/$"))


def test_sheets_are_exported_edited_given_back_read_confirmed_and_become_drafts(
    writer: Page, looks_faults: Callable[..., list[str]], expected_faults: list[str], tmp_path: Path
) -> None:
    def is_clean(name: str) -> None:
        assert expected_faults == []
        assert looks_faults(writer, name, crossed=True) == []
        expected_faults.clear()

    # taken away: the sheets that the list shows
    writer.goto("/admin/jobs/sheet/?q=brancardier")
    with writer.expect_download() as saved:
        writer.get_by_role("link", name="Exporter ces fiches en XLSX").click()
    content = Path(saved.value.path()).read_bytes()

    # given back with a fault: it is told by its row, and nothing can be confirmed
    writer.get_by_role("link", name="Importer des fiches").click()
    is_clean("import-add")
    give(writer, edited(content, tmp_path, "fautif.xlsx", Rubrique="Divers"))
    expect(
        writer.get_by_role("row", name=re.compile("^2 Brancardier « Divers » n’est pas une rubrique"))
    ).to_be_visible()
    expect(writer.get_by_role("button", name="Confirmer et écrire les brouillons")).to_have_count(0)
    is_clean("import-refused")
    writer.get_by_role("button", name="Abandonner cet import").click()
    expect(writer.get_by_text("Rien n’a été écrit.")).to_be_visible()

    # given back right: the change is read, confirmed, followed, and a draft appears
    writer.goto("/admin/jobs/import/add/")
    give(writer, edited(content, tmp_path, "bon.xlsx", Élément=NEW))
    expect(writer.get_by_text(NEW)).to_be_visible()
    is_clean("import-read")
    writer.get_by_role("button", name="Confirmer et écrire les brouillons").click()
    expect(writer.get_by_text("Import appliqué.")).to_be_visible(timeout=60_000)
    is_clean("import-applied")
    writer.get_by_role("link", name=re.compile("Brancardier, fiche n° 2")).click()
    writer.get_by_role("link", name="Ce qui change").click()
    expect(writer.get_by_text(NEW)).to_be_visible()
