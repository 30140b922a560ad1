"""A person looks for a job: by keyboard, with a screen reader, without script, and when the answer does not come."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

FIELDS = {"/": "#home-search", "/emplois/": "#list-q", "/documents/": "#site-search"}


@pytest.mark.parametrize(("path", "field"), FIELDS.items())
def test_a_job_is_reached_by_keyboard_from_its_beginning(path: str, field: str, page: Page) -> None:
    page.goto(path)
    box = page.locator(field)
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("anesth", delay=30)
    options = page.locator(f"{field}-suggestions [role=option]")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f":has(> {field}) > [role=status]")).to_contain_text("emplois proposés")

    box.press("ArrowDown")
    box.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    title = second.locator("span").first.inner_text()
    box.press("Enter")

    expect(page.locator("h1")).to_have_text(title)


def test_escape_closes_and_enter_searches_what_was_typed(page: Page) -> None:
    page.goto("/")
    box = page.locator("#home-search")

    box.press_sequentially("infirm", delay=30)
    expect(page.locator("#home-search-suggestions")).to_be_visible()
    box.press("Escape")
    expect(page.locator("#home-search-suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("infirm")
    box.press("Enter")

    expect(page).to_have_url("/emplois/?q=infirm")
    expect(page.locator(".card h3").first).to_have_text("Infirmier DE")


def test_arrows_go_round_and_tab_leaves_without_choosing(page: Page) -> None:
    page.goto("/emplois/")
    box = page.locator("#list-q")
    box.press_sequentially("psycho", delay=30)
    options = page.locator("#list-q-suggestions [role=option]")
    expect(options.first).to_be_visible()

    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Tab")

    expect(page.locator("#list-q-suggestions")).to_be_hidden()
    expect(page).to_have_url("/emplois/")


def test_a_suggestion_is_chosen_with_the_mouse(page: Page) -> None:
    page.goto("/")
    page.locator("#home-search").press_sequentially("branc", delay=30)

    page.locator("#home-search-suggestions [role=option]").first.click()

    expect(page.locator("h1")).to_have_text("Brancardier")


def test_the_form_searches_the_same_when_suggestions_fail(page: Page, expected_faults: list[str]) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=500, body="")

    page.route("**/api/v1/suggestions**", fail)
    page.goto("/")
    box = page.locator("#home-search")
    with page.expect_response("**/api/v1/suggestions**"):
        box.press_sequentially("branc", delay=30)
    expect(page.locator("#home-search-suggestions")).to_be_hidden()
    box.press("Enter")

    expect(page.locator(".card h3").first).to_have_text("Brancardier")
    expected_faults.clear()  # the console says that the answer was an error, and it was


def test_the_search_is_whole_without_script(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/")

    page.locator("#home-search").fill("vente additive")
    page.get_by_role("button", name="Rechercher").click()

    expect(page.locator(".card h3").first).to_have_text("Agent d’accueil/standardiste")
    page.locator(".card__excerpt--found a").first.click()
    expect(page.locator(":target")).to_contain_text("Assurer la vente additive")


def test_open_suggestions_and_found_passages_are_accessible_and_fit(
    page: Page, looks_faults: Callable[..., list[str]]
) -> None:
    page.goto("/emplois/?q=travail+dissimulé")
    page.locator("#list-q").fill("")
    page.locator("#list-q").press_sequentially("infirm", delay=30)
    expect(page.locator("#list-q-suggestions [role=option]").first).to_be_visible()
    page.locator("#list-q").press("ArrowDown")

    assert looks_faults(page, "suggestions") == []

    expect(page.locator("#list-q-suggestions [role=option]").first).to_be_visible()
