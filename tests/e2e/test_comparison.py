"""An employee finds two jobs, compares them, sends the address to a colleague and prints."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE

TWO = "/comparer/?emploi=ucanss/060101&emploi=clcc/aide-soignant"


def tray(page: Page):
    """The jobs put aside, at the foot of the window."""
    return page.locator("[data-compare-tray]")


def put_aside(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Comparer {title}", exact=True).click()


def test_an_employee_finds_compares_shares_and_prints(
    open_context: Callable[..., BrowserContext], screenshot: Callable[[Page, str], None], axe, tmp_path: Path
) -> None:
    page = open_context().new_page()
    page.goto("/emplois/?q=soignant&referentiel=ucanss")
    put_aside(page, "Aide-soignant(e)")
    expect(tray(page).get_by_role("status")).to_have_text("Aide-soignant(e) est à comparer, 1 sur 4.")
    assert axe(page) == []
    screenshot(page, "comparaison-plateau")

    page.goto("/emplois/clcc/aide-soignant/")
    put_aside(page, "Aide-soignant")
    page.get_by_role("link", name="Comparer ces 2 emplois").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comparer 2 emplois")
    address = page.get_by_role("link", name="Adresse permanente").get_attribute("href") or ""
    assert re.search(r"/comparer/\?emploi=ucanss/060101@1&emploi=clcc/aide-soignant@1&au=\d{4}-\d\d-\d\d$", address)

    colleague = open_context(java_script_enabled=False).new_page()
    colleague.goto(address)
    assert colleague.locator("table.cmp").inner_text() == page.locator("table.cmp").inner_text()

    paper = tmp_path / "comparaison.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    [width, height] = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes()).groups()
    assert (round(float(width)), round(float(height))) == (842, 595)  # A4, the long side across


def test_a_job_offered_while_typing_is_added(page: Page, axe) -> None:
    page.goto("/comparer/?emploi=clcc/aide-soignant&differences=1")
    field = page.get_by_label("Ajouter un emploi, par son code ou son intitulé")
    field.press_sequentially("infirmière DE")
    expect(page.locator("#cmp-add-suggestions").get_by_role("option").first).to_contain_text("Infirmier DE")
    assert axe(page) == []

    field.press("ArrowDown")
    field.press("Enter")

    page.wait_for_url(re.compile(r"/comparer/\?emploi=clcc/aide-soignant&emploi=\w+/[\w-]+&differences=1$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Comparer 2 emplois")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_row_keeps_a_cell_under_each_head(page: Page, media: str) -> None:
    """What one job alone says must not slide under another's name."""
    page.goto("/comparer/?emploi=anap/community-manager&emploi=clcc/assistant-medical&emploi=ucanss/011120")
    page.emulate_media(media=media)

    lefts = page.eval_on_selector_all(
        "table.cmp tr:has(td)",
        "rows => rows.map(row => [...row.cells].map(c => Math.round(c.getBoundingClientRect().x)))",
    )
    heads = page.eval_on_selector_all(
        ".cmp thead th", "cells => cells.map(c => Math.round(c.getBoundingClientRect().x))"
    )

    assert len(lefts) > 20
    assert all(row == heads for row in lefts)


def test_without_script_comparer_opens_the_comparison_and_its_form(open_context) -> None:
    page = open_context(java_script_enabled=False).new_page()

    page.goto("/emplois/clcc/aide-soignant/")
    assert not tray(page).is_visible()
    page.get_by_role("link", name="Comparer Aide-soignant", exact=True).click()
    page.get_by_label("Ajouter un emploi, par son code ou son intitulé").fill("060101")
    page.get_by_role("button", name="Ajouter").click()

    assert page.url.endswith("/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101")
    page.get_by_role("link", name="Retirer Aide-soignant (CLCC)").click()
    assert page.url.endswith("/comparer/?emploi=ucanss/060101")


def test_the_tray_is_worked_by_keyboard_and_holds_four(page: Page) -> None:
    page.goto("/emplois/?referentiel=clcc")
    buttons = page.get_by_role("button", name=re.compile("^Comparer "))
    for _ in range(4):
        buttons.first.focus()
        page.keyboard.press("Space")
    buttons.first.focus()
    page.keyboard.press("Enter")

    expect(tray(page).get_by_role("listitem")).to_have_count(4)
    expect(tray(page).get_by_role("status")).to_be_visible()
    expect(tray(page).get_by_role("status")).to_contain_text("quatre emplois au plus")

    tray(page).get_by_role("button", name=re.compile("^Retirer ")).first.press("Enter")
    expect(tray(page).get_by_role("listitem")).to_have_count(3)
    assert page.evaluate("document.activeElement.closest('[data-compare-tray]') !== null")
    tray(page).get_by_role("button", name="Tout retirer").press("Enter")
    expect(tray(page)).to_be_hidden()


def test_the_tray_survives_the_page_and_sends_nothing(open_context) -> None:
    context = open_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/emplois/clcc/aide-soignant/", wait_until="networkidle")
    before = len(asked)
    put_aside(page, "Aide-soignant")
    expect(tray(page)).to_be_visible()

    # the browser asks for the icon of the page when it pleases
    assert [url for url in asked[before:] if "/favicon." not in url] == []
    assert context.cookies() == []
    page.reload()
    expect(tray(page).get_by_role("button", name="Retirer Aide-soignant")).to_be_visible()
    expect(page.get_by_role("button", name="Ne plus comparer Aide-soignant")).to_be_visible()


@pytest.mark.parametrize("kept", ["not json", "{}", '[{"reference": "../admin", "title": 3}, null]'])
def test_a_spoilt_tray_is_an_empty_one(page: Page, kept: str) -> None:
    page.goto("/emplois/clcc/aide-soignant/")
    page.evaluate("kept => localStorage.setItem('reperes.comparaison', kept)", kept)

    page.reload()

    assert not tray(page).is_visible()
    put_aside(page, "Aide-soignant")
    expect(tray(page).get_by_role("listitem")).to_have_count(1)


def test_the_heads_stay_in_view_on_a_desk_and_names_are_repeated_on_a_phone(open_context) -> None:
    desk = open_context(viewport=DESKTOP).new_page()
    desk.goto(TWO)
    desk.locator("#activites").scroll_into_view_if_needed()
    desk.mouse.wheel(0, 1500)
    desk.wait_for_timeout(200)
    assert desk.locator(".cmp thead").bounding_box()["y"] == 0
    assert not desk.locator(".cmp__who").first.is_visible()

    phone = open_context(viewport=PHONE).new_page()
    phone.goto(TWO)
    assert phone.locator("tr.cmp__row--proche .cmp__who").first.is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
