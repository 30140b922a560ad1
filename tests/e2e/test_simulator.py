"""Each simulator in a real browser: answered by keyboard alone, on a phone, corrected, sent on and printed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE

PATH = "/parcours/assistant-medical/simulation/"
CORPS = "/parcours/ingenieurs-hospitaliers/simulation/"
ARTICLE_5 = "/parcours/repositionnement/simulation/"
ANSWERED = (
    f"{PATH}?etape=assistant-medical-specialise&experience_ans=4&evaluation=oui&entretiens=2&formation=inutile"
    "&missions_partage=1&entretien=2023-05-31&palier=1&palier_ans=4"
)
PAGES = {
    "etapes": PATH,
    "questions": f"{PATH}?etape=secretaire-administratif",
    "alternatives": f"{CORPS}?etape=troisieme-concours",
    "groupes": ARTICLE_5,
    "messages": f"{PATH}?etape=secretaire-administratif&experience_ans=-1&evaluation=oui&entretien=2023-02-29",
    "reponse": ANSWERED,
    "reponse-corps": f"{CORPS}?etape=hors-classe-tableau&echelon_actuel=6&echelon_mois=6&fonctions_ans=8",
    "etape-inconnue": f"{PATH}?etape=autre",
}
#: steps of the keyboard beyond which a page is not walked, but suffered
MOST_STEPS = 200

Typed = tuple[str, str]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.long
def test_every_page_of_the_simulator_is_accessible_and_fits(
    name: str, page: Page, looks_faults: Callable[..., list[str]], expected_faults: list[str]
) -> None:
    page.goto(PAGES[name])

    assert looks_faults(page, f"simulateur-{name}", crossed=name != "reponse") == []
    if name == "etape-inconnue":
        expected_faults.clear()  # the console calls a 400 an error


def held(page: Page) -> str:
    """The name of the field that has the focus, or the words of the link or of the button."""
    return page.evaluate("document.activeElement.name || document.activeElement.innerText || ''").strip()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until `wanted` has the focus, in full view."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if held(page) == wanted:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    pytest.fail(f"no Tab leads to {wanted}")


def answer(page: Page, said: list[Typed]) -> None:
    """Answer each field in turn with the keyboard: arrows for a choice, letters for the rest, then the button."""
    for name, value in said:
        tab_to(page, name)
        kind = page.evaluate("document.activeElement.type")
        if kind == "radio":
            # the first radio of a group has the focus: space checks it, arrows go on from there
            page.keyboard.press("Space")
            for _ in range(20):
                if page.evaluate("document.activeElement.value") == value:
                    break
                page.keyboard.press("ArrowDown")
        elif kind == "checkbox":
            page.keyboard.press("Space")
        elif kind == "select-one":
            page.keyboard.type(value)
        else:
            page.keyboard.type(value)
    tab_to(page, "Voir ce que dit le texte")
    page.keyboard.press("Enter")


TECHNICIAN = "Je suis technicien ou technicien supérieur hospitalier"
SIMULATORS: dict[str, tuple[str, str, list[Typed], str]] = {
    "secretaire-administratif": (
        PATH, "Je suis secrétaire administratif (groupe D)",
        [("experience_ans", "3"), ("evaluation", "oui"), ("formation", "oui"), ("nouvelles-missions", "oui"),
         ("entretien", "31/12/2025"), ("palier", "1"), ("palier_ans", "3")],
        "1er janvier 2026",
    ),
    "secretaire-medical": (
        PATH, "Je suis secrétaire médical(e) (groupe D)",
        [("evaluation", "oui"), ("formation", "inutile"), ("nouvelles-missions", "oui"), ("palier", "0"),
         ("palier_inconnu", "oui")],
        "ne peuvent être connues",
    ),
    "assistant-medical-specialise": (
        PATH, "Je suis assistant(e) médical(e) (groupe E)",
        [("experience_ans", "5"), ("evaluation", "oui"), ("entretiens", "3"), ("formation", "inutile"),
         ("missions_partage", "2"), ("palier", "2"), ("palier_ans", "1")],
        "groupe F, position 4",
    ),
    "concours-externe": (
        CORPS, "J’ai un diplôme d’ingénieur, d’architecte ou équivalent (concours externe)", [("architecte", "oui")],
        "Le concours externe sur titres",
    ),
    "concours-interne": (
        CORPS, "Je suis fonctionnaire, militaire ou agent public (concours interne)",
        [("agent", "oui"), ("services-publics_ans", "4")], "Le concours interne sur épreuves",
    ),
    "troisieme-concours": (
        CORPS, "J’ai une expérience professionnelle, élective ou associative (troisième concours)",
        [("activites_ans", "6"), ("activites_mois", "11"), ("activites_jours", "30")],
        "12 mois, prolongeable jusqu’à 12 mois",
    ),
    "examen-professionnel": (
        CORPS, f"{TECHNICIAN} (examen professionnel)", [("technicien", "oui"), ("services-effectifs_ans", "8")],
        "L’examen professionnel",
    ),
    "au-choix": (
        CORPS, f"{TECHNICIAN} (recrutement au choix)", [("technicien", "oui"), ("services-effectifs_inconnu", "oui")],
        "Un tiers des recrutements",
    ),
    "ingenieur-principal": (
        CORPS, "Je suis ingénieur hospitalier",
        [("echelon_actuel", "5"), ("echelon_ans", "2"), ("categorie-a_ans", "6")], "Ingénieur principal",
    ),
    "hors-classe-tableau": (
        CORPS, "Je suis ingénieur principal (inscription au tableau annuel)",
        [("echelon_actuel", "5"), ("echelon_ans", "1"), ("fonctions_ans", "8")], "Ingénieur hors classe",
    ),
    "hors-classe-valeur": (
        CORPS, "Je suis ingénieur principal (valeur professionnelle exceptionnelle)",
        [("echelon_actuel", "9"), ("echelon_ans", "3")], "Ingénieur hors classe",
    ),
    "repositionnement": (
        ARTICLE_5, "",
        [("emploi-supprime", "oui"), ("groupe_actuel", "Groupe D"), ("groupe_propose", "Groupe D"), ("palier", "1"),
         ("palier_ans", "5")],
        "1er palier du groupe D (RMAG 1)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SIMULATORS)
def test_a_keyboard_alone_asks_and_reads_the_answer(name: str, open_context: Callable[..., BrowserContext]) -> None:
    """Each step of each simulator, on a phone and on a wide screen in turn."""
    address, situation, said, expected = SIMULATORS[name]
    viewport = (PHONE, DESKTOP)[list(SIMULATORS).index(name) % 2]
    page = open_context(viewport=viewport, reduced_motion="reduce").new_page()
    page.goto(address)
    if situation:
        tab_to(page, situation)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**?etape={name}")

    answer(page, said)

    expect(page.locator("#resultat-h")).to_have_text("Ce que dit le texte")
    expect(page.locator(".finding__value").get_by_text(expected, exact=True).first).to_be_visible()
    source = page.locator(".verdict a.source").first
    source.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#l*")
    expect(page.locator(f"#{page.url.split('#')[1]}")).to_be_in_viewport()


def test_a_message_leads_to_its_question_and_the_rest_is_still_there(page: Page) -> None:
    page.goto(f"{PATH}?etape=secretaire-medical")

    answer(page, [("evaluation", "oui"), ("nouvelles-missions", "non")])
    page.locator("[role=alert] a").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#q-formation")).to_be_in_viewport()
    expect(page.locator("#q-evaluation input[value=oui]")).to_be_checked()
    expect(page.locator("#q-nouvelles-missions input[value=non]")).to_be_checked()


def test_an_answer_sent_to_a_colleague_is_the_same_answer(open_context: Callable[..., BrowserContext]) -> None:
    mine, theirs = (open_context(viewport=size).new_page() for size in (DESKTOP, PHONE))
    mine.goto(ANSWERED)
    theirs.goto(mine.url)

    assert theirs.locator("#resultat").inner_text() == mine.locator("#resultat").inner_text()
    assert theirs.context.cookies() == []


def test_on_paper_the_answer_stands_whole_and_the_form_is_gone(page: Page) -> None:
    page.goto(ANSWERED)
    page.emulate_media(media="print")

    expect(page.locator("form.ask")).to_be_hidden()
    expect(page.locator(".doubt p").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Voir ce que dit le texte", use_inner_text=True)
