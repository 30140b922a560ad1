"""A grid in a real browser: by keyboard alone, on a phone, on paper, with its head and first column in view."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE

GRIDS = ["ucanss-administratif", "ucanss-informatique", "ucanss-soignants", "clcc-non-cadres"]
PAGES = {
    **{slug: f"/grilles/{slug}/" for slug in (*GRIDS, "ucanss-ingenieurs-conseils")},
    "niveau-4b": "/grilles/ucanss-administratif/4B/",
    "niveau-3eb": "/grilles/ucanss-soignants/3EB/",
    "groupe-f": "/grilles/clcc-non-cadres/F/",
    "groupe-b": "/grilles/clcc-non-cadres/B/",
    "pas-encore": "/grilles/clcc-non-cadres/?au=2020-01-01",
}
TABLET = {"width": 800, "height": 700}
#: steps of the keyboard beyond which a page is not walked, but suffered
MOST_STEPS = 400


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.long
def test_every_grid_is_accessible_and_fits(name: str, page: Page, looks_faults: Callable[..., list[str]]) -> None:
    page.goto(PAGES[name])

    assert looks_faults(page, f"grille-{name}", crossed=True) == []


def focused(page: Page) -> str:
    """The address that the focus would lead to, or an empty string."""
    return page.evaluate("document.activeElement.getAttribute('href') || ''")


def seen(page: Page) -> bool:
    """Whether the focused element is what one would click at its middle: not under the head or the first column."""
    return page.evaluate(
        """() => {
            const focused = document.activeElement, box = focused.getBoundingClientRect();
            const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return !!found && (focused.contains(found) || found.contains(focused));
        }"""
    )


def tab_to(page: Page, address: str) -> None:
    """Press Tab until the link to `address` has the focus; every link on the way is in view when it has it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.gridtable')"):
            assert seen(page), f"hidden while focused: {focused(page)}"
        if focused(page) == address:
            return
    pytest.fail(f"no Tab leads to {address}")


@pytest.mark.parametrize("viewport", [DESKTOP, TABLET, PHONE], ids=["1280", "800", "360"])
@pytest.mark.parametrize(
    ("slug", "cell", "heading"),
    [
        (
            "ucanss-administratif",
            "/emplois/ucanss/0113/#niveau-5A",
            "Référent(e) technique gestion des situations clients",
        ),
        ("ucanss-informatique", "/emplois/ucanss/130601/#niveau-IVA", "Gestionnaire IML"),
        ("ucanss-soignants", "/emplois/ucanss/060306/#place", "Infirmier(e) en pratique avancée (IPA)"),
        ("clcc-non-cadres", "/emplois/clcc/attache-de-recherche-clinique/#place", "Attaché de recherche clinique"),
    ],
)
def test_a_keyboard_alone_goes_from_the_home_page_to_the_level_of_a_sheet(
    slug: str,
    cell: str,
    heading: str,
    viewport: dict[str, int],
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(viewport=viewport, reduced_motion="reduce").new_page()
    page.goto("/")

    for address in ("/grilles/", f"/grilles/{slug}/", cell):
        tab_to(page, address)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")

    expect(page.locator("h1")).to_have_text(heading)
    target = page.locator(f"#{cell.split('#')[1]}")
    expect(target).to_be_in_viewport()


def test_a_keyboard_alone_reads_the_definitions_of_the_engineers(page: Page) -> None:
    page.goto("/grilles/ucanss-ingenieurs-conseils/")

    tab_to(page, "/grilles/ucanss-ingenieurs-conseils/11A/")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Niveau 11 A")
    expect(page.locator("blockquote")).to_contain_text("ayant acquis un très haut niveau d'expertise")


def test_what_stands_below_a_level_opens_with_the_keyboard(page: Page) -> None:
    page.goto("/grilles/ucanss-administratif/4A/")
    below = page.locator("details.more").first

    below.locator("> summary").focus()
    page.keyboard.press("Enter")

    expect(below.locator(".item").first).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, TABLET], ids=["1280", "800"])
@pytest.mark.parametrize("slug", GRIDS)
@pytest.mark.long
def test_the_head_and_the_first_column_stay_in_view(
    slug: str, viewport: dict[str, int], open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=viewport).new_page()
    page.goto(f"/grilles/{slug}/")
    rows = page.locator(".gridtable tbody tr:not(.attached)")

    rows.last.locator("td").last.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.gridframe').scrollLeft = 9999")

    expect(page.locator(".gridtable thead th").first).to_be_in_viewport()
    expect(page.locator(".gridtable thead th").last).to_be_in_viewport()
    expect(rows.last.locator("th")).to_be_in_viewport()
    frame, first = page.locator(".gridframe").bounding_box(), rows.last.locator("th").bounding_box()
    assert frame
    assert first
    assert abs(first["x"] - frame["x"]) < 2


@pytest.mark.parametrize("slug", GRIDS)
@pytest.mark.long
def test_a_phone_reads_a_list_of_levels_by_name(slug: str, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(f"/grilles/{slug}/")

    marks = page.locator(".gridtable .cell__mark")
    assert marks.count() >= 5
    for mark in marks.all():
        box = mark.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 24
        expect(mark.locator(".cell__level")).to_be_visible()
    assert page.locator(".gridtable td.cell:not(:has(a))").first.is_hidden()


def test_a_screen_reader_is_given_a_table_with_its_heads(page: Page) -> None:
    page.goto("/grilles/ucanss-informatique/")
    table = page.get_by_role("table", name=re.compile("niveau de chaque emploi"))

    expect(table).to_be_visible()
    expect(table.get_by_role("columnheader", name="Niveau IVA")).to_be_visible()
    row = table.get_by_role("row", name=re.compile("Gestionnaire IML"))
    expect(row.get_by_role("rowheader")).to_contain_text("130601")
    expect(row.get_by_role("link", name="Niveau IVA, déduit du texte")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("niveau de chaque emploi"))).to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("slug", GRIDS)
@pytest.mark.long
def test_a_grid_prints_on_landscape_paper(slug: str, page: Page) -> None:
    page.goto(f"/grilles/{slug}/")

    pdf = page.pdf(prefer_css_page_size=True, print_background=False)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert boxes
    for width, height in boxes:
        assert (round(float(width)), round(float(height))) == (842, 595)  # A4 landscape, in points
    assert len(boxes) <= 5


def test_a_level_prints_on_upright_paper(page: Page) -> None:
    page.goto("/grilles/ucanss-administratif/4B/")

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))

    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
