"""A person pastes a fiche de poste, reads why each job is near, and prints a proposal; all of it by keyboard too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pdfs import Pdf, squeezed

ACTIVITIES = (
    "Assurer le classement et l’archivage des dossiers\n"
    "Exécuter des travaux de saisie de données\n"
    "Assurer un accueil physique et téléphonique\n"
    "Participer à l’accueil et à la formation des stagiaires et des nouveaux dans l’équipe"
)
KNOWLEDGE = "Connaître le fonctionnement de la structure et les circuits internes"


def paste(page: Page) -> None:
    page.goto("/emplois/clcc/employe-d-archives/")
    page.get_by_role("link", name="Chercher l’emploi le plus approchant").click()
    expect(page.get_by_label("Intitulé du poste")).to_have_value("employé d’archives")
    page.get_by_label("Activités", exact=True).fill(ACTIVITIES)
    page.get_by_label("Connaissances", exact=True).fill(KNOWLEDGE)
    page.get_by_label("Groupe de rémunération").select_option("B")
    page.get_by_role("button", name="Chercher les emplois proches").click()


def test_paste_read_and_print_the_proposal(page: Page, tmp_path: Path, screenshot: Callable[[Page, str], None]) -> None:
    paste(page)

    first = page.locator("section.near").first
    expect(first.get_by_role("heading", level=2)).to_contain_text("Employé administratif")
    expect(first.locator("mark").first).to_be_visible()
    page.get_by_role("radio", name="Employé administratif qualifié").check()
    page.get_by_role("button", name="Voir la proposition à imprimer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposition de repositionnement")
    expect(page.locator(".proposal").nth(1)).to_contain_text("Employé administratif qualifié")
    screenshot(page, "nearest_proposal_made-1280-light")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    page.pdf(path=tmp_path / "proposition.pdf", format="A4")
    assert (tmp_path / "proposition.pdf").read_bytes().startswith(b"%PDF")
    assert page.context.cookies() == []


@pytest.mark.parametrize("script", [True, False])
def test_paste_read_and_take_the_proposal_away(
    open_context: Callable[..., BrowserContext], tmp_path: Path, script: bool
) -> None:
    page = open_context(java_script_enabled=script, accept_downloads=True).new_page()
    paste(page)
    page.get_by_role("radio", name="Employé administratif qualifié").check()
    for step in ("au pied de l’analyse", "depuis la page à imprimer"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Télécharger en PDF").click()
        waiting.value.save_as(tmp_path / "proposition.pdf")

        found = Pdf((tmp_path / "proposition.pdf").read_bytes())
        assert waiting.value.suggested_filename == "proposition-de-repositionnement.pdf", step
        assert squeezed("L’emploi proposé : Employé administratif qualifié") in found.squeezed
        assert "ARTICLE 5" in found.text
        assert squeezed("devra relever du même groupe de rémunération a minima") in found.squeezed
        assert all(blank in found.text for blank in ("Nom et prénom", "Montant de BAC", "Date d’effet", "La personne"))
        if step == "au pied de l’analyse":
            page.get_by_role("button", name="Voir la proposition à imprimer").click()
    assert page.context.cookies() == []


def test_going_back_does_not_ask_to_send_the_paste_again(page: Page) -> None:
    paste(page)
    page.get_by_role("radio", name="Employé administratif qualifié").check()
    page.get_by_role("button", name="Voir la proposition à imprimer").click()

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Emplois proches de la description collée")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/rapprochement/")

    page.get_by_label("Activités", exact=True).focus()
    page.keyboard.type("Classer les dossiers")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Emplois proches de la description collée")


def test_what_is_found_is_accessible_and_fits(page: Page, looks_faults: Callable[..., list[str]]) -> None:
    page.goto("/rapprochement/?emploi=clcc/infirmier-de")
    assert looks_faults(page, "nearest_of_a_job") == []
    paste(page)
    assert looks_faults(page, "nearest_of_a_paste", crossed=True) == []
    page.get_by_role("radio", name="Employé administratif qualifié").check()
    page.get_by_role("button", name="Voir la proposition à imprimer").click()
    assert looks_faults(page, "nearest_proposal") == []


def test_all_of_it_works_without_script(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()

    paste(page)
    page.locator("input[name=emploi]").first.check()
    page.get_by_role("button", name="Voir la proposition à imprimer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Proposition de repositionnement")
