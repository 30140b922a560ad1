"""The desk under the strict policy: its forms are opened in a real browser, and nothing in them is refused.

A violation is an error of the console. `tests/site/test_desk_markup.py` reads the markup of all the other pages.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Server

pytestmark = pytest.mark.long

NAME, PASSWORD = "gardienne", "un mot de passe"
MAKE = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser({name!r}, password={password!r})
"""
UNMAKE = "from django.contrib.auth import get_user_model; get_user_model().objects.get(username={name!r}).delete()"
AT_THE_DOOR = ("/admin/login/", "/admin/mot-de-passe/", "/admin/mot-de-passe/envoye/", "/admin/mot-de-passe/x/y/")


#: forms with a calendar, choices in two lists, rows that one adds, a field that completes itself
FORMS = (
    "texts/textdate", "texts/document", "jobs/synonym", "jobs/campaign", "jobs/entry", "careers/step", "auth/group",
)  # fmt: skip


@pytest.fixture
def guardian(server: Server) -> Iterator[None]:
    """A superuser, for the time of a test."""
    server.manage("shell", "-v0", "-c", MAKE.format(name=NAME, password=PASSWORD))
    yield
    server.manage("shell", "-v0", "-c", UNMAKE.format(name=NAME))


def test_no_form_of_the_desk_asks_for_what_the_policy_refuses(
    guardian: None, open_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]],
    looks_faults: Callable[..., list[str]], expected_faults: list[str],
) -> None:  # fmt: skip
    page = open_context(reduced_motion="reduce").new_page()
    for address in AT_THE_DOOR:
        answer = page.goto(address)
        assert answer is not None
        assert "unsafe" not in answer.headers["content-security-policy"], address
        assert expected_faults == [], address
        assert axe(page) == [], address
        expected_faults.clear()  # axe itself tries a style that the policy refuses
    page.goto("/admin/login/")
    page.locator("#id_username").fill(NAME)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    # every component in its states, for who writes the portal
    answer = page.goto("/composants/")
    assert answer is not None
    assert answer.status == 200
    assert looks_faults(page, "gallery") == []
    expected_faults.clear()

    for address in ("/admin/", *(f"/admin/{form}/add/" for form in FORMS)):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert "unsafe" not in answer.headers["content-security-policy"], address
        assert expected_faults == [], address

    # what scripts of the desk do with styles is not refused either
    page.goto("/admin/texts/textdate/add/")
    page.locator("[id^=calendarlink]").first.click()
    expect(page.locator(".calendarbox")).to_be_visible()
    page.goto("/admin/auth/user/")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator(".selector").first).to_be_visible()
    assert expected_faults == []
