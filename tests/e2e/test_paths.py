"""A path and the map of a job in a real browser: by keyboard alone, on a phone, on paper."""

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE

PAGES = {
    "parcours-corps": "/parcours/ingenieurs-hospitaliers/",
    "parcours-repositionnement": "/parcours/repositionnement/",
    "parcours-pas-encore": "/parcours/assistant-medical/?au=2022-01-01",
    "carte-15d30": "/emplois/fph/15d30/parcours/",
    "carte-sans-voie": "/emplois/ucanss/060101/parcours/",
    "carte-remplace": "/emplois/ucanss/011401/parcours/",
}
#: steps of the keyboard beyond which a page is not walked, but suffered
MOST_STEPS = 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.long
def test_every_path_and_map_is_accessible_and_fits(
    name: str, page: Page, looks_faults: Callable[..., list[str]]
) -> None:
    page.goto(PAGES[name])

    assert looks_faults(page, name, crossed=True) == []


def tab_to(page: Page, address: str) -> None:
    """Press Tab until the link to `address` has the focus, in view."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href') || ''") == address:
            expect(page.locator(":focus")).to_be_in_viewport()
            return
    pytest.fail(f"no Tab leads to {address}")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280", "360"])
@pytest.mark.parametrize(
    ("path", "step", "heading"),
    [
        ("assistant-medical", "assistant-medical-specialise", "Vers l’emploi d’assistant(e) médical(e) spécialisé(e)"),
        ("ingenieurs-hospitaliers", "hors-classe-tableau", "Au grade d’ingénieur hors classe, au tableau annuel"),
    ],
)
def test_a_keyboard_alone_goes_from_the_home_page_through_the_drawing_to_the_simulator(
    path: str, step: str, heading: str, viewport: dict[str, int], open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=viewport, reduced_motion="reduce").new_page()
    page.goto("/")

    for address in ("/parcours/", f"/parcours/{path}/"):
        tab_to(page, address)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")
    page.locator("#dessin-h").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    tab_to(page, f"#etape-{step}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#etape-{step} h2")).to_be_in_viewport()
    expect(page.locator(f"#etape-{step} h2")).to_have_text(heading)
    simulation = f"/parcours/{path}/simulation/?etape={step}"
    tab_to(page, simulation)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{simulation}")

    expect(page.locator("h1")).to_contain_text(heading)


def test_a_keyboard_alone_goes_from_a_sheet_to_where_its_job_can_lead(page: Page) -> None:
    page.goto("/emplois/clcc/secretaire/")

    tab_to(page, "/emplois/clcc/secretaire/parcours/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/emplois/clcc/secretaire/parcours/")
    tab_to(page, "/parcours/assistant-medical/#etape-secretaire-medical")
    page.keyboard.press("Enter")

    expect(page.locator("#etape-secretaire-medical h2")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["assistant-medical", "ingenieurs-hospitaliers"])
def test_the_ways_of_a_drawing_stand_one_under_the_other_on_a_phone(
    path: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(f"/parcours/{path}/")

    ways = [way.bounding_box() for way in page.locator(".stage").first.locator(".way").all()]
    assert len(ways) >= 3
    for above, below in itertools.pairwise(ways):
        assert above
        assert below
        assert below["y"] >= above["y"] + above["height"] - 1
    small = page.eval_on_selector_all(
        ".drawing a", "links => links.map(a => a.getBoundingClientRect().height).filter(height => height < 24)"
    )
    assert small == []


def test_the_ways_of_a_drawing_stand_side_by_side_on_a_desk(page: Page) -> None:
    page.goto("/parcours/ingenieurs-hospitaliers/")

    tops = page.locator(".stage").first.locator(".way").evaluate_all("ways => ways.map(way => way.offsetTop)")
    assert len(tops) == 5
    assert len(set(tops)) == 1


def test_a_screen_reader_is_given_the_drawing_as_lists(page: Page) -> None:
    page.goto("/parcours/assistant-medical/")
    drawing = page.get_by_role("figure", name="Le parcours, dessiné")

    expect(drawing.get_by_role("listitem")).to_have_count(2 + 3 + 1)
    way = "4 conditions, 1 clause à apprécier\u202f: Depuis le poste de secrétaire administratif"
    expect(drawing.get_by_role("link", name=way)).to_be_visible()
    expect(drawing).to_contain_text("mène à")


def test_what_a_step_says_besides_opens_with_the_keyboard_and_leads_to_its_note(page: Page) -> None:
    page.goto("/parcours/assistant-medical/")
    fold = page.locator("#etape-secretaire-medical details.fold")
    call = fold.get_by_role("link", name="parle d’un secrétaire administratif").first

    expect(call).to_be_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    call.focus()
    page.keyboard.press("Enter")

    note = page.locator(f"#{call.get_attribute('href')[1:]}")
    page.wait_for_url(f"**{call.get_attribute('href')}")
    expect(note.locator("p").first).to_be_visible()  # the note that an address names is open


#: pixels that a path may take on a phone before anything is opened: what it is, its drawing, its steps by their titles
TALLEST = {"assistant-medical": 6000, "ingenieurs-hospitaliers": 7000, "repositionnement": 3000}


@pytest.mark.parametrize("path", TALLEST)
def test_a_path_is_short_on_a_phone_and_what_is_led_to_opens_without_script(
    path: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"/parcours/{path}/")
    step = page.locator(".stepwhole").first
    quote = step.locator(".condition blockquote").first

    box = page.locator("body").bounding_box()
    assert box
    assert box["height"] < TALLEST[path]
    expect(quote).to_be_hidden()
    page.locator(f".toc a[href='#{step.get_attribute('id')}']").click()
    expect(quote).to_be_visible()
    expect(step.locator("h2")).to_be_in_viewport()


@pytest.mark.parametrize(("viewport", "media"), [(DESKTOP, "screen"), (PHONE, "print")], ids=["desk", "paper"])
@pytest.mark.parametrize("path", TALLEST)
def test_what_a_phone_folds_is_in_view_on_a_desk_and_on_paper(
    path: str, viewport: dict[str, int], media: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=viewport).new_page()
    page.goto(f"/parcours/{path}/")
    page.emulate_media(media=media)

    for summary in page.locator(".phonefold > summary").all():
        expect(summary).to_be_hidden()
    quotes = "blockquote" if media == "print" else ".condition blockquote"
    assert page.locator(quotes).count() >= 2
    for quote in page.locator(quotes).all():
        expect(quote).to_be_visible()


@pytest.mark.parametrize("address", ["/parcours/assistant-medical/", "/emplois/fph/15d30/parcours/"])
def test_a_path_and_a_map_print_on_upright_paper_without_what_only_a_screen_needs(address: str, page: Page) -> None:
    page.goto(address)
    page.emulate_media(media="print", color_scheme="light")

    for unprinted in (".mainnav", "form", ".toc", ".no-print"):
        for element in page.locator(unprinted).all():
            assert not element.is_visible(), unprinted
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
