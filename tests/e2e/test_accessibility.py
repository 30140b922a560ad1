"""Each kind of sheet and each state of the list: folded on a phone, unfolded in the dark, and on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.conftest import DESKTOP, PHONE
from tests.pages import words

pytestmark = pytest.mark.long

# Pages that share an address with others of their type; the types themselves are walked in test_every_page.
STATES = {
    "sheet-metier": "/emplois/ucanss/0111/",
    "sheet-attached-replaced": "/emplois/ucanss/011401/",
    "sheet-attached-announced": "/emplois/ucanss/011401/?au=2025-06-30",
    "sheet-without-wording": "/emplois/ucanss/0114/",
    "sheet-deleted": "/emplois/clcc/aide-de-laboratoire/",
    "sheet-with-pay": "/emplois/clcc/assistant-medical-specialise/",
    "sheet-not-placed": "/emplois/clcc/agent-de-service/",
    "sheet-emerging": "/emplois/anap/super-utilisateur-ou-utilisateur-cle/",
    "sheet-public-hospital": "/emplois/fph/15d30/",
    "sheet-not-yet": "/emplois/clcc/agent-de-service/?au=2021-03-31",
    "sheet-bad-day": "/emplois/ucanss/060101/?au=2025-02-30",
    "sheet-not-found": "/emplois/clcc/aide-soignante/",
    "list-filtered": "/emplois/?referentiel=ucanss&niveau=3EB&niveau=6EA&tri=texte",
    "list-of-the-past": "/emplois/?au=2022-01-01&page=2",
    "list-bad-parameters": "/emplois/?pays=atlantide&au=2025-02-30&tri=x&page=y",
}
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true })"
WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_accessible_and_fits_folded_on_a_phone_and_unfolded_in_the_dark(
    name: str,
    page: Page,
    expected_faults: list[str],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], None],
) -> None:
    page.set_viewport_size(PHONE)
    answer = page.goto(STATES[name])
    screenshot(page, f"{name}-360-light")

    assert page.evaluate(WIDTH) <= PHONE["width"]
    assert axe(page) == []
    page.evaluate(UNFOLD)
    assert page.evaluate(WIDTH) <= PHONE["width"]
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="dark")
    screenshot(page, f"{name}-1280-dark-unfolded")
    assert page.evaluate(WIDTH) <= DESKTOP["width"]
    assert axe(page) == []

    if answer is not None and answer.status >= 400:
        expected_faults.clear()  # the console says that the page itself is an error, and it is


# On paper

PAPER = {
    "sheet": "/emplois/ucanss/060101/",
    "long-sheet": "/emplois/fph/15d30/",
    "sheet-with-pay": "/emplois/clcc/assistant-medical-specialise/",
    "list": "/emplois/?referentiel=clcc",
    "anomalies": "/anomalies/?emploi=ucanss/060101",
}
# What the margins of an A4 sheet leave: 174 mm.
PRINTED = {"width": 658, "height": 1000}
# Elements that a reader would see cut; the words for those who listen take a pixel anywhere.
CUT = """width => [...document.querySelectorAll("main *")].filter(node => !node.closest(".vh"))
    .filter(node => node.getBoundingClientRect().right > width + .5).map(node => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", PAPER)
def test_a_page_prints_on_a4_without_what_only_a_screen_needs(name: str, page: Page, tmp_path: Path) -> None:
    page.goto(PAPER[name])
    page.set_viewport_size(PRINTED)
    page.emulate_media(media="print", color_scheme="light")

    for unprinted in (".skip", ".mainnav", "form", ".toc", ".no-print"):
        for element in page.locator(unprinted).all():
            assert not element.is_visible(), unprinted
    assert page.locator("h1").is_visible()
    assert page.locator(".runner").first.is_visible()  # the address, at the head of the paper
    assert page.evaluate(CUT, PRINTED["width"]) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)",
    }  # fmt: skip

    paper = tmp_path / "page.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes()))
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}


def test_paper_keeps_the_source_of_each_line(page: Page) -> None:
    page.goto("/emplois/ucanss/060101/")
    page.emulate_media(media="print")

    marks = page.locator("li.item summary").all_inner_texts()

    assert len(marks) == 11  # two diploma lines, one purpose, eight activities
    assert all(re.search(r"l\. 80\d", words(mark)) for mark in marks)


# By keyboard, and with the colours of the system


def test_every_stop_of_the_keyboard_shows_where_it_is(page: Page) -> None:
    page.goto("/emplois/ucanss/060101/")

    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(s => [s.outlineStyle, s.boxShadow, s.textDecorationLine].join(' '))"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline.split()[0] != "none" or "rgb" in outline, page.evaluate("document.activeElement.outerHTML")


def test_targets_are_large_enough_for_a_finger(open_context: Callable[..., BrowserContext]) -> None:
    """24 px at least for what stands alone: buttons, boxes, the numbers of the margin, the links of the menus."""
    page = open_context(viewport=PHONE).new_page()
    page.goto("/emplois/ucanss/060101/")

    small = page.eval_on_selector_all(
        "button, summary, .mainnav a, .toc a",
        "nodes => nodes.filter(n => n.offsetParent).map(n => [n.textContent.trim(), n.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 24)",
    )

    assert small == []


def test_the_colours_of_the_system_are_respected(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/emplois/?referentiel=clcc")

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate("getComputedStyle(document.body).forcedColorAdjust") == "auto"
    assert page.locator("li.card").first.is_visible()
