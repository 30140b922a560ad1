"""HR's desk in a real browser: one writes, two collide, another adopts, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Server

PASSWORD = "un mot de passe"
PEOPLE = {"redactrice": "Rédacteur", "valideuse": "Valideur", "valideur": "Valideur"}
MAKE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for name, role in {people!r}.items():
    user = get_user_model().objects.create_user(name, password={password!r}, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
"""
#: the texts of the portal are those of the other journeys: what this one registers goes
UNMAKE = """
from django.utils import timezone
from jobs.actions import adopted_rows_open
from jobs.models import Sheet
from texts.models import Document
Sheet.objects.filter(state="brouillon").delete()
with adopted_rows_open():  # the dates that people recorded are kept otherwise
    Document.objects.filter(origin="saisie").delete()
"""
JOB, TODAY = "/emplois/clcc/brancardier/", timezone.localdate()


@pytest.fixture(scope="module")
def people(server: Server) -> Iterator[None]:
    """Three people of the desk."""
    server.manage("shell", "-v0", "-c", MAKE.format(people=PEOPLE, password=PASSWORD))
    yield
    server.manage("shell", "-v0", "-c", UNMAKE)


@pytest.fixture
def as_person(people: None, open_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`as_person("redactrice")`: the browser of someone who signed in."""

    def sign_in(name: str, **options: object) -> Page:
        page = open_context(reduced_motion="reduce", **options).new_page()
        page.goto("/admin/login/?next=/admin/jobs/job/")
        page.locator("#id_username").fill(name)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        expect(page).to_have_url(re.compile(r"/admin/jobs/job/$"))
        return page

    return sign_in


@pytest.fixture
def is_clean(looks_faults: Callable[..., list[str]], expected_faults: list[str]) -> Callable[[Page, str], None]:
    """Looks at a page, which had no fault before: axe itself tries a style that our policy refuses."""

    def look(page: Page, name: str) -> None:
        assert expected_faults == []
        assert looks_faults(page, name, crossed=True) == []
        expected_faults.clear()

    return look


def open_revision(page: Page, job: str) -> str:
    """From the list of jobs to the form of a draft; gives its address."""
    page.goto(f"/admin/jobs/job/?q={job}")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("button", name="Préparer une révision de la fiche").click()
    expect(page).to_have_url(re.compile(r"/rediger/$"))
    return page.url


def field(page: Page, label: str):
    """The text of a section."""
    return page.get_by_role("group", name=label, exact=True).get_by_label(re.compile("^(Lignes|Mon texte)"))


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer le brouillon").click()


def test_one_writes_two_collide_another_adopts(
    as_person: Callable[..., Page], page: Page, is_clean: Callable[..., None]
) -> None:
    writer, second, third = (as_person(name) for name in PEOPLE)
    third.set_default_timeout(90_000)  # an adoption works the list and the near jobs out anew
    place = open_revision(writer, "brancardier")
    activities = field(writer, "Activités")
    official = activities.input_value()

    # one writes: advice comes while one types, and blocks nothing
    activities.fill(f"{official}\nAccueil du public")
    expect(writer.get_by_text("Une activité commence d’ordinaire par un verbe d’action")).to_be_visible()
    activities.fill(f"{official}\nAccueillir le public\nAccueillir le public")
    expect(writer.get_by_text(re.compile("Répète la ligne"))).to_be_visible()
    second.goto(place)
    save(writer)
    expect(writer.get_by_text("Brouillon enregistré. 1 conseil de rédaction.")).to_be_visible()
    is_clean(writer, "desk-edit")

    # two collide: both texts are there, and the second chooses
    field(second, "Activités").fill(f"{official}\nOrienter le public")
    save(second)
    expect(second.get_by_text("Deux textes, un choix.")).to_be_visible()
    expect(field(second, "Activités")).to_have_value(f"{official}\nOrienter le public")
    expect(second.get_by_label("Son texte")).to_have_value(f"{official}\nAccueillir le public\nAccueillir le public")
    is_clean(second, "desk-conflict")
    second.get_by_role("radio", name="le mien").check()
    save(second)
    expect(second.get_by_text("Brouillon enregistré.")).to_be_visible()

    # what it changes, what the public would read, where it is
    second.get_by_role("link", name="Ce qui change").click()
    expect(second.get_by_text("1 ligne ajoutée.")).to_be_visible()
    is_clean(second, "desk-differences")
    second.get_by_role("link", name="Aperçu public").click()
    expect(second.get_by_text("Orienter le public")).to_be_visible()
    expect(second.get_by_text(re.compile("cette page n’est pas publique"))).to_be_visible()
    second.get_by_role("link", name="Revenir au bureau").click()
    expect(second.get_by_role("button", name="Adopter")).to_have_count(0)  # they wrote in it
    writer.goto(second.url)
    writer.get_by_role("button", name="Soumettre pour avis").click()
    expect(writer.locator("[aria-current=step]")).to_contain_text("Soumise pour avis")
    is_clean(writer, "desk-steps")

    # another adopts, by a decision that takes effect later; then goes back on it
    third.goto(second.url)
    third.get_by_label("Titre de la décision").fill("Décision d’essai")
    third.get_by_label("Décision prise le").fill(TODAY.isoformat())
    third.get_by_label("Prend effet le").fill((TODAY + timedelta(days=30)).isoformat())
    third.get_by_role("button", name="Adopter").click()
    expect(third.locator("[aria-current=step]")).to_contain_text("Adoptée")
    page.goto(JOB)
    expect(page.get_by_text("Orienter le public")).to_have_count(0)
    page.goto(f"{JOB}versions/2/")
    expect(page.get_by_text("Orienter le public")).to_be_visible()
    third.get_by_label("Pourquoi").fill("Pour l’essai.")
    third.get_by_role("button", name="Annuler l’adoption").click()
    expect(third.locator("[aria-current=step]")).to_contain_text("Renvoyée en rédaction")
    third.get_by_role("link", name="Historique").first.click()
    expect(third.get_by_text("Pour l’essai.")).to_be_visible()
    is_clean(third, "desk-history")


def test_a_lost_session_gives_the_text_back_without_a_script(as_person: Callable[..., Page]) -> None:
    page = as_person("redactrice", java_script_enabled=False)
    open_revision(page, "diététicien")
    activities = field(page, "Activités")
    activities.fill("Une ligne que l’on ne veut pas perdre\nUne autre")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)

    save(page)
    expect(page.get_by_text("Rien n’est perdu")).to_be_visible()
    page.locator("#id_username").fill("redactrice")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Se reconnecter et retrouver mon texte").click()

    expect(activities).to_have_value("Une ligne que l’on ne veut pas perdre\nUne autre")
    save(page)
    expect(page.get_by_text(re.compile("Brouillon enregistré"))).to_be_visible()
