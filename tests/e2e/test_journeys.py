"""The journeys that the portal is made for, each walked as its person walks it, without a script running."""

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import PHONE, SCREENSHOTS


@pytest.fixture
def plain(open_context: Callable[..., BrowserContext]) -> Page:
    """A desktop page where no script runs."""
    return open_context(java_script_enabled=False).new_page()


def tab_to(page: Page, wanted: Locator, *, at_most: int = 80) -> None:
    """Presses Tab until `wanted` has the focus, as someone without a mouse does."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if wanted.and_(page.locator(":focus")).count():
            return
    pytest.fail(f"the keyboard does not reach {wanted} in {at_most} stops")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def results(page: Page) -> Locator:
    return page.locator("#results-h")


# An employee


def test_an_employee_finds_a_sheet_reads_it_and_checks_a_line_by_keyboard_alone(
    plain: Page, screenshot: Callable[[Page, str], None]
) -> None:
    page = plain
    page.goto("/")
    tab_to(page, page.locator("#home-search"))
    page.keyboard.type("aide soignant")
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_role("link", name="Aide-soignant(e)", exact=True))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Aide-soignant(e)")
    expect(page.get_by_text("Niveau 3EB", exact=True)).to_be_visible()

    item = page.get_by_role("listitem").filter(has_text="Dispenser des soins d'hygiène et de confort")
    tab_to(page, item.locator("summary"))
    page.keyboard.press("Enter")
    source = item.get_by_role("link", name="Annexe 1, métiers repères, ligne 804")
    expect(source).to_be_visible()
    screenshot(page, "journey-employee-source")
    tab_to(page, source, at_most=1)
    page.keyboard.press("Enter")

    line = page.locator("#l804")
    expect(page).to_have_url(re.compile(r"/documents/ucanss-annexe-1-metiers-reperes/#l804$"))
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("Dispenser des soins d'hygiène et de confort")
    screenshot_of_line(page, "journey-employee-official-line")

    back = line.get_by_role("link", name="Aide-soignant(e)").first
    back.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/emplois/ucanss/060101/#e-[0-9a-f]+$"))
    expect(item).to_be_in_viewport()


def screenshot_of_line(page: Page, name: str) -> None:
    """What is in view: a whole official text is too tall for one picture."""
    if not os.environ.get("TEST_SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def test_an_employee_whose_job_was_deleted_is_told_and_shown_the_article(plain: Page) -> None:
    plain.goto("/emplois/")
    plain.get_by_label("Intitulé, code, mot d’une fiche").fill("technicien biologiste")
    plain.keyboard.press("Enter")
    plain.get_by_role("link", name="technicien biologiste", exact=True).click()

    expect(plain.get_by_role("note").filter(has_text="Emploi supprimé.")).to_contain_text("article 5")
    plain.get_by_role("link", name="Avenant 2021-01, ligne 113").first.click()
    expect(plain.locator("#l113")).to_be_in_viewport()
    expect(plain.locator("#l113")).to_contain_text("technicien biologiste")


def test_an_employee_with_a_phone_reads_the_same_sheet(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False, has_touch=True).new_page()
    page.goto("/emplois/?q=aide+soignant")

    page.get_by_role("link", name="Aide-soignant(e)", exact=True).tap()

    expect(heading(page)).to_be_in_viewport()
    item = page.get_by_role("listitem").filter(has_text="Dispenser des soins d'hygiène et de confort")
    item.locator("summary").tap()
    expect(item.get_by_role("link", name="ligne 804")).to_be_visible()


# An HR officer


def open_filters(page: Page) -> None:
    """Unfolds the form where it is folded, as it is on a phone."""
    summary = page.locator("details.filters > summary")
    if summary.is_visible():
        summary.click()


def choose(page: Page, facet: str, label: str) -> None:
    """Checks a box of a facet, opening what hides it, and applies."""
    open_filters(page)
    group = page.get_by_role("group", name=facet, exact=True)
    box = group.get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)}\b"))
    for summary in group.locator("summary").all():
        if not box.is_visible():
            summary.click()
    box.check()
    page.get_by_role("button", name="Appliquer").click()


@pytest.mark.parametrize("script", [False, True], ids=["without-script", "with-script"])
def test_an_hr_officer_narrows_the_list_and_takes_it_away(
    script: bool,
    open_context: Callable[..., BrowserContext],
    screenshot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    page = open_context(java_script_enabled=script, accept_downloads=True).new_page()
    page.goto("/")
    page.get_by_role("link", name="Filtrer et emporter en CSV").click()

    choose(page, "Référentiel", "Sécurité sociale")
    choose(page, "Niveau ou groupe", "Niveau 3EB")
    expect(results(page)).to_have_text("2 emplois")
    choose(page, "Niveau ou groupe", "Niveau 6EA")
    both = int(results(page).inner_text().split()[0])
    assert both > 2
    expect(page).to_have_url(re.compile(r"referentiel=ucanss&.*niveau=3EB&niveau=6EA"))
    screenshot(page, f"journey-hr-filters-{'with' if script else 'without'}-script")

    page.get_by_role("link", name=re.compile("Niveau 3EB.*retirer")).click()
    expect(results(page)).to_have_text(f"{both - 2} emplois")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Emporter en CSV", exact=True).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "emplois.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    shown = [title.strip() for title in page.locator("li.card h3").all_inner_texts()]
    assert [row["Intitulé"] for row in rows] == shown
    assert {row["Niveau ou groupe"] for row in rows} == {"6EA"}
    assert len(rows) == both - 2


def test_an_hr_officer_who_filters_too_much_is_shown_the_way_out(plain: Page) -> None:
    plain.goto("/emplois/?referentiel=fph&niveau=3EB")

    expect(plain.locator(".empty")).to_be_visible()
    plain.locator(".empty").get_by_role("link").first.click()

    assert int(results(plain).inner_text().split()[0]) > 0


# A member of a joint committee


def test_a_committee_member_goes_from_the_article_to_the_sheet_and_the_register(
    plain: Page, screenshot: Callable[[Page, str], None]
) -> None:
    page = plain
    page.goto("/")
    page.get_by_role("link", name="Les 5 textes officiels").click()
    page.get_by_role("link", name=re.compile("^Avenant n° 2023-06")).click()
    page.get_by_role("navigation", name="Dans ce texte").get_by_role("link", name=re.compile("^Article 3")).click()
    expect(page.locator("#l224")).to_be_in_viewport()  # « Article 3 | Suivi et révision de l’avenant »

    page.get_by_role("link", name="Ligne 210", exact=True).click()
    expect(page).to_have_url(re.compile(r"/documents/clcc-avenant-2023-06/#l210$"))
    line = page.locator("#l210")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("28 479 €")
    screenshot_of_line(page, "journey-committee-line")

    line.get_by_role("link", name="Assistant médical spécialisé").first.click()
    expect(heading(page)).to_have_text("Assistant médical spécialisé")
    expect(page.get_by_role("table")).to_contain_text("28\u202f479\u202f€")
    expect(page.locator("main")).to_contain_text("date non connue")

    page.get_by_role("link", name="Anomalies", exact=True).click()
    page.get_by_label("Mot du constat ou de la citation").fill("schéma")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/anomalies/\?mot=sch"))
    entry = page.locator(".oddities details").filter(has_text="schéma du parcours").first
    if entry.get_attribute("open") is None:
        entry.locator("summary").click()
    expect(entry.get_by_role("link", name=re.compile(r"l\.\s47\b|ligne 47\b")).first).to_be_visible()
    screenshot(page, "journey-committee-anomaly")
    entry.get_by_role("link", name=re.compile("Assistant médical")).first.click()
    expect(heading(page)).to_contain_text("Assistant médical")


def test_the_address_of_a_line_sent_by_mail_opens_on_that_line(plain: Page) -> None:
    plain.goto("/documents/clcc-avenant-2021-01/#l199")

    expect(plain.locator("#l199")).to_be_in_viewport()
    expect(plain.locator("#l199")).to_contain_text("réviser annuellement 1/5 de ces fiches")


# The address bar


def test_going_back_gives_the_filters_back(plain: Page) -> None:
    plain.goto("/emplois/?referentiel=clcc&niveau=F")
    plain.get_by_role("link", name="Orthophoniste", exact=True).click()

    plain.go_back()

    open_filters(plain)
    expect(plain.locator("input[name=referentiel][value=clcc]")).to_be_checked()
    expect(results(plain)).to_have_text("3 emplois")


def test_a_page_that_does_not_exist_leads_to_the_nearest_job(plain: Page, expected_faults: list[str]) -> None:
    answer = plain.goto("/emplois/clcc/aide-soignante/")

    assert answer is not None
    assert answer.status == 404
    plain.get_by_role("region", name="Les intitulés les plus proches").get_by_role("link").first.click()
    expect(heading(plain)).to_contain_text("Aide-soignant")
    expected_faults.clear()  # the console says that the first page was an error, and it was
