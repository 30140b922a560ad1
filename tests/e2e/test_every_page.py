"""Every public page, as a browser shows it: accessible, within its frame, silent in the console; one picture each."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from tests.addresses import EXAMPLES, public_pages
from tests.e2e.conftest import DESKTOP, OF_COLOUR, PHONE, axe_faults

DOCUMENTS = settings.BASE_DIR / "fixtures" / "documents"
PAGES = public_pages()
# So long that axe reads it once, whole; a few of its entries are looked at in every way.
REGISTER = "anomaly_list"
# Page types that share an address with another: a name for the picture, and where to see it.
MORE = {
    "job_list_of_deleted_jobs": "/emplois/?statut=supprime",
    "job_list_with_no_answer": "/emplois/?q=zzzzzz",
    "comparison_of_two": "/comparer/?emploi=ucanss/0111&emploi=ucanss/0112",
    "comparison_of_four": "/comparer/?emploi=anap/assistant-technique-d-anesthesie&emploi=clcc/assistant-medical"
    "&emploi=clcc/assistant-medical-specialise&emploi=ucanss/011120",
    "comparison_to_complete": "/comparer/?emploi=ucanss/060101&ajouter=infirmier",
    "anomalies_of_a_job": "/anomalies/?emploi=ucanss/060703&nature=passage_copie",
    "anomalies_not_understood": "/anomalies/?nature=bizarre&emploi=ucanss/060703",
    "not_found": "/nulle-part/",
    "unreadable": "/emplois/?q=%ff",
}


def path_of(name: str) -> str:
    """The path of a page by its name."""
    return MORE[name] if name in MORE else reverse(name, kwargs=EXAMPLES.get(name, {}))


def test_a_page_that_is_not_accessible_or_does_not_fit_is_seen(
    page: Page, looks_faults: Callable[..., list[str]]
) -> None:
    page.goto("/documents/")
    page.evaluate(
        """() => {
            document.querySelector("main").append(document.createElement("img"));
            document.querySelector("h1").style.width = "2000px";
            document.querySelector("h1").style.color = "#999";
        }"""
    )

    found = looks_faults(page, "faulty")

    assert any("image-alt" in fault for fault in found)
    assert {fault.split(":")[0] for fault in found if "color-contrast" in fault} >= {"360 light", "1280 light"}
    assert [fault for fault in found if "wide" in fault and fault.startswith(("360:", "1280:"))] != []


LOOKED_AT = [*(page.name for page in PAGES if page.name != REGISTER), *MORE]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_is_accessible_and_fits_a_phone(
    name: str, page: Page, expected_faults: list[str], looks_faults: Callable[..., list[str]]
) -> None:
    answer = page.goto(path_of(name))

    assert looks_faults(page, name, crossed=True, at=(PHONE,)) == []
    if answer is not None and answer.status >= 400:
        expected_faults.clear()  # the console says that the page itself is an error, and it is


@pytest.mark.long
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_is_accessible_and_fits_a_desk_and_its_colours_by_day_and_by_night(
    name: str, page: Page, expected_faults: list[str], looks_faults: Callable[..., list[str]]
) -> None:
    answer = page.goto(path_of(name))

    assert looks_faults(page, name, crossed=name in MORE, at=(DESKTOP,)) == []
    if name not in MORE:
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        assert axe_faults(page, OF_COLOUR) == []
    if answer is not None and answer.status >= 400:
        expected_faults.clear()


@pytest.mark.long
def test_the_whole_register_is_accessible_and_fits_a_phone(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(path_of(REGISTER))

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("document", sorted(path.stem for path in DOCUMENTS.glob("*.txt")))
@pytest.mark.long
def test_a_whole_official_text_fits_a_phone(document: str, open_context: Callable[..., BrowserContext]) -> None:
    """axe takes a minute on two thousand lines, and reads a short text of the same kind above."""
    page = open_context(viewport=PHONE).new_page()

    page.goto(f"/documents/{document}/")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", [page.name for page in PAGES])
@pytest.mark.long
def test_a_page_is_whole_without_script(name: str, open_context: Callable[..., BrowserContext]) -> None:
    with_script = open_context().new_page()
    without = open_context(java_script_enabled=False).new_page()

    with_script.goto(path_of(name))
    without.goto(path_of(name))

    assert without.locator("h1").count() == 1
    assert without.locator("main a").count() == with_script.locator("main a").count()


@pytest.mark.parametrize("name", [page.name for page in PAGES])
@pytest.mark.long
def test_the_keyboard_reaches_the_content_first(name: str, page: Page) -> None:
    page.goto(path_of(name))

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Aller au contenu"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.tagName") == "MAIN"
