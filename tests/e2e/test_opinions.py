"""Three organisations are asked for their opinion, HR answers and closes the campaign, its files are opened."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Server

PASSWORD = "un mot de passe"
YEAR = timezone.localdate().year
MAKE = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from tests.jobs.opinions import committee
make = get_user_model().objects.create_user
member = make("syndicat", password={PASSWORD!r}, is_staff=True)
member.groups.set([Group.objects.get(name="Membre de commission")])
desk = make("campagne", password={PASSWORD!r}, is_staff=True)
desk.groups.set([Group.objects.get(name="Valideur")])
committee(desk, user=member)
"""
#: the portal is that of the other journeys: what this one writes goes, through the door of what is written once
UNMAKE = """
from jobs.actions import adopted_rows_open
from jobs.models import *
with adopted_rows_open():
    said = (RequestAnswer, RevisionRequest, Reply, Remark, Opinion, MandateLink, Mandate)
    for model in (*said, Transmission, Edition, Entry):
        model._base_manager.all()._raw_delete("default")
    Campaign.organisations.through.objects.all().delete()
    Campaign.objects.all().delete()
    Organisation.objects.all().delete()
    Sheet.objects.filter(state="brouillon").delete()
"""


@pytest.fixture
def campaign(server: Server) -> Iterator[None]:
    """One proposal, the employers and FO without an account, the CFDT with one."""
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    server.manage("shell", "-v0", "-c", MAKE, **environment)
    yield
    server.manage("shell", "-v0", "-c", UNMAKE, **environment)


@pytest.fixture
def office() -> str:
    """The system's LibreOffice."""
    path = shutil.which(os.environ.get("SOFFICE") or "soffice")
    if path is None:
        pytest.skip("classeurs ouverts : LibreOffice est introuvable, donnez son chemin dans SOFFICE")
    return path


@pytest.fixture
def is_clean(looks_faults: Callable[..., list[str]], expected_faults: list[str]) -> Callable[[Page, str], None]:
    """Looks at a page, which had no fault before: axe itself tries a style that our policy refuses."""

    def look(page: Page, name: str) -> None:
        assert expected_faults == []
        assert looks_faults(page, name, crossed=True) == []
        expected_faults.clear()

    return look


def signed_in(open_context: Callable[..., BrowserContext], name: str, onward: str) -> Page:
    page = open_context(reduced_motion="reduce").new_page()
    page.goto(f"/admin/login/?next={onward}")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(onward)}$"))
    return page


def taken(page: Page, label: str, folder: Path) -> Path:
    """A file of the table, downloaded."""
    with page.expect_download() as found:
        page.get_by_role("link", name=re.compile(rf"{label}\b")).first.click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def rows_of(book: Path, sheet: str) -> list[tuple[str, ...]]:
    return [tuple(cell or "" for cell in row) for row in load_workbook(book)[sheet].iter_rows(values_only=True)]


def make_link(desk: Page, is_clean: Callable[..., None]) -> str:
    """HR makes a link for FO; it is shown once."""
    desk.get_by_role("link", name="Porteur de FO").click()
    desk.get_by_role("link", name="Faire un lien personnel").click()
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    link = desk.get_by_label("Adresse à transmettre").input_value()
    is_clean(desk, "desk-link-made")
    return link


def says_by_link(union: Page, link: str) -> None:
    """By the link: reserved, with a remark on the line that changes."""
    union.goto(link)
    union.get_by_role("link", name="Aide-soignant").click()
    union.locator("summary", has_text="Accueillir, installer et rassurer").click()
    union.locator("details[open] textarea").fill("Est-ce une activité ?")
    union.get_by_role("radio", name="Réservé").check()
    union.get_by_role("button", name="Donner cet avis").click()
    expect(union.get_by_text("Votre avis est enregistré.")).to_be_visible()


def says_signed_in(member: Page) -> None:
    """With an account: favourable, and a request."""
    member.locator("select[name=emploi]").select_option(label="Secrétaire")
    member.locator("textarea[name=raison]").fill("Le télétravail n’y est pas.")
    member.get_by_role("button", name="Déposer la demande").click()
    expect(member.get_by_text("Votre demande est déposée.")).to_be_visible()
    member.get_by_role("link", name="Aide-soignant").click()
    member.get_by_role("radio", name="Favorable", exact=True).check()
    member.get_by_role("button", name="Donner cet avis").click()
    expect(member.get_by_text("Votre avis est enregistré.")).to_be_visible()


def answers(desk: Page, is_clean: Callable[..., None]) -> None:
    """HR answers the remark and the request."""
    desk.goto("/admin/jobs/remark/?reponse=non")
    desk.locator("#result_list tbody th a").first.click()
    desk.locator("#id_answer").fill("Le mot sera retiré.")
    is_clean(desk, "desk-remark")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    desk.goto("/admin/jobs/revisionrequest/?reponse=non")
    desk.locator("#result_list tbody th a").first.click()
    desk.get_by_role("radio", name="refusée").check()
    desk.locator("#id_why").fill("L’an prochain.")
    is_clean(desk, "desk-request")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.locator("#result_list")).to_have_count(0)


def closes(desk: Page, is_clean: Callable[..., None]) -> None:
    """HR closes the campaign, having read what will be frozen."""
    desk.goto("/admin/jobs/campaign/")
    desk.locator("#result_list tbody th a").first.click()
    desk.get_by_role("link", name="Arrêter le tableau…").click()
    expect(desk.get_by_text("1 fiche où des organisations n’ont pas donné d’avis")).to_be_visible()
    is_clean(desk, "desk-freeze")
    desk.get_by_role("button", name=f"Arrêter le tableau {YEAR}, édition 1").click()
    expect(desk.get_by_role("link", name="La page publique de cette édition")).to_be_visible()
    is_clean(desk, "desk-frozen")


def sends(desk: Page) -> None:
    """HR records that the edition was handed to the unions."""
    desk.get_by_role("checkbox", name="Unicancer").uncheck()
    desk.locator("#id_par").fill("Remise en séance")
    desk.get_by_role("button", name="Enregistrer ces transmissions").click()
    expect(desk.get_by_text("Les transmissions sont enregistrées.")).to_be_visible()


def opened(office: str, book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice understood it: opened, kept in its own format, opened and written again."""
    for kind, source, place in (("ods", book, "opened"), ("xlsx", folder / "opened" / f"{book.stem}.ods", "again")):
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder / place, source], check=True, capture_output=True, timeout=240)
    return folder / "again" / book.name


def test_three_organisations_are_asked_and_the_campaign_is_closed(
    campaign: None,
    server: Server,
    open_context: Callable[..., BrowserContext],
    page: Page,
    is_clean: Callable[..., None],
    expected_faults: list[str],
    office: str,
    tmp_path: Path,
) -> None:
    desk = signed_in(open_context, "campagne", "/admin/jobs/mandate/")
    link = make_link(desk, is_clean)
    assert link.startswith(f"{server.url}/avis/")
    union = open_context(java_script_enabled=False).new_page()
    says_by_link(union, link)
    assert union.context.cookies() == []
    for address, name in ((link, "opinions-asked"), (f"{link}aide-soignant/", "opinion-form")):
        page.goto(address)
        is_clean(page, name)
    says_signed_in(signed_in(open_context, "syndicat", "/admin/jobs/opinion/avis-demandes/"))
    answers(desk, is_clean)
    closes(desk, is_clean)
    sends(desk)

    # what the public reads, and what the link opens now
    page.goto(f"/revision/{YEAR}/")
    expect(page.get_by_text(re.compile("Tableau arrêté le"))).to_be_visible()
    expect(page.get_by_text("(Remise en séance)")).to_have_count(2)
    book, paper, words = (taken(page, name, tmp_path) for name in ("XLSX", "PDF", "CSV"))
    page.get_by_role("link", name="de la fiche Aide-soignant").click()
    for told in ("Est-ce une activité ?", "Le mot sera retiré.", "1 favorable, 1 réservé."):
        expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_text("Sans avis", exact=True)).to_be_visible()
    is_clean(page, "revision-sheet")
    assert page.goto(link).status == 410  # type: ignore[union-attr]
    expected_faults.clear()  # the console calls it an error, and it is
    is_clean(page, "opinion-closed")

    # the files, opened
    assert [row[:4] for row in rows_of(book, "Avis")[1:]] == [
        ("Aide-soignant", "employeurs", "Unicancer", "sans avis"),
        ("Aide-soignant", "salariés", "CFDT", "favorable"),
        ("Aide-soignant", "salariés", "FO", "réservé"),
    ]
    assert [row[5:7] for row in rows_of(book, "Remarques")[1:]] == [("Est-ce une activité ?", "Le mot sera retiré.")]
    text = " ".join("".join(one.extract_text() for one in PdfReader(paper).pages).split())
    assert "Le mot sera retiré." in text
    assert "FO : réservé" in words.read_text("utf-8-sig")
    again = opened(office, book, tmp_path)
    for sheet in ("Fiches", "Avis", "Remarques", "Demandes"):
        assert rows_of(again, sheet) == rows_of(book, sheet)
    assert link.rstrip("/").rsplit("/", 1)[1] not in server.log.read_text("utf-8")
