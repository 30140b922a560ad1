"""The history that the texts really made, read in them by eye; then versions made as HR makes them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.actions import record_date, undo_adoption
from jobs.actions.wordings import held_wording
from jobs.loading import load
from jobs.models import Item, Sheet
from tests.jobs.versions import amendment, in_days, next_version, the_job
from tests.pages import notices, read
from texts.effect import french_date
from texts.models import TextDate

pytestmark = pytest.mark.django_db

DELETED = {  # avenant 2021-01, article 2, lines 104 to 113
    "aide-de-laboratoire", "aide-dieteticien", "employe-d-archives", "technicien-comptable",
    "technicien-en-iconographie", "technicien-d-exploitation-informatique", "documentaliste", "informaticien-d-etudes",
    "technicien-biologiste",
}  # fmt: skip
SHEET = "/emplois/clcc/aide-soignant/"
LINE = "Accueillir, installer et rassurer le patient"
OLD = "Accueillir et installer le patient"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def told(client, key):
    """What each text brought to a job of the CLCC: sentences with their sources."""
    found = page(client, f"/emplois/clcc/{key}/versions/")
    return [(item.text, [link.text for link in item.all("a", "source")]) for item in found.all("article")[0].all("li")]


@pytest.mark.parametrize("key", sorted(DELETED))
def test_each_deleted_job_says_by_which_lines_of_which_text(client, key):
    ((sentence, sources),) = told(client, key)

    assert sentence.startswith(
        "Classement Emploi supprimé de la grille de classification, de la grille de rémunérations et des cotations."
    )
    assert len(sources) == 3
    assert sources[-1] == "Avenant 2021-01, lignes 151 à 154"


def test_the_renamed_job_says_both_names(client):
    (renamed, sources), (sheet, articles) = told(client, "technicien-de-maintenance")

    assert renamed.startswith(
        "Rédaction Emploi renommé : « technicien de maintenance biomédicale » devient « Technicien de maintenance »."
    )
    assert sources == ["Avenant 2021-01, ligne 115"]
    assert "Elle remplace la définition antérieure de l’emploi, que le portail n’a pas." in sheet
    assert articles == ["Avenant 2021-01, lignes 55 à 57"]


def test_the_job_of_2023_is_added_to_definitions_grid_pay_and_cotations(client):
    sentences = dict(told(client, "assistant-medical-specialise"))

    found = [(words.split(" Avenant")[0], sources) for words, sources in sentences.items()]
    assert found == [
        (
            "Classement Emploi créé dans la classification.",
            ["Avenant 2023-06, lignes 182 à 183", "Avenant 2023-06, ligne 259"],
        ),
        (
            (
                "Classement Classement énoncé : Classification des personnels non-cadres, Groupe F, position 4, "
                "filière MT, cotation 212."
            ),
            ["Avenant 2023-06, ligne 160", "Avenant 2023-06, ligne 222"],
        ),
        (
            (
                "Classement Rémunération minimale annuelle garantie du groupe F : 28 479 € à l’entrée, 29 335 € et "
                "30 213 € aux deux paliers."
            ),
            ["Avenant 2023-06, ligne 210"],
        ),
        (
            "Contenu Fiche, version 1 ; la définition de l’emploi est ajoutée à l’article A-1.1.5.1 de la convention.",
            ["Avenant 2023-06, lignes 185 à 187"],
        ),
    ]  # fmt: skip


def test_a_place_that_is_worked_out_is_not_said_to_be_stated(client):
    assert told(client, "orthophoniste")[0][0].startswith("Classement Classement déduit du texte : ")


def test_a_job_that_shares_a_sheet_leads_to_its_metier(client):
    found = page(client, "/emplois/ucanss/011120/versions/")

    assert "partage la fiche de son métier repère" in notices(found)[0]
    assert "/emplois/ucanss/0111/versions/" in [link.url for link in found.all("a")]


@pytest.fixture
def amended(admin_user):
    """A second version of the aide-soignant's sheet since ten days."""
    text = amendment(admin_user, signed=in_days(-30), effect=in_days(-10), wording=f"Article 1\n– {LINE} ;\n")
    return next_version(the_job(), OLD, LINE, document=text, by=admin_user)


@pytest.fixture
def coming(amended, admin_user):
    """A third one, in ten days."""
    text = amendment(admin_user, signed=in_days(-5), effect=in_days(10), name="Avenant 2026-02")
    return next_version(the_job(), "Connaître les principes d’organisation du dossier patient\n", "", document=text,
                        by=admin_user)  # fmt: skip


def test_the_versions_their_texts_and_what_changed(client, coming):
    found = page(client, f"{SHEET}versions/")

    rows = found.one("section", **{"aria-labelledby": "versions-h"}).all("li")
    heads = [row.one("h3").text for row in rows if row.all("h3")]
    assert heads == ["Version 3 pas encore en vigueur", "Version 2 en vigueur", "Version 1 n’est plus en vigueur"]
    text = found.one("section", **{"aria-labelledby": "versions-h"}).text
    assert "1 ligne retirée." in text
    assert "1 ligne reformulée." in text
    assert "Première version que donne le portail." in text


def test_a_version_to_come_is_announced_on_the_sheet_and_never_shown_as_current(client, coming):
    found = page(client, SHEET)

    assert any(
        "La version 3 de cette fiche est adoptée et n’est pas encore en vigueur." in text for text in notices(found)
    )
    assert "principes d’organisation du dossier patient" in found.text
    assert "Histoire et versions (3)" in found.links()
    later = page(client, f"{SHEET}?au={in_days(10).isoformat()}")
    assert "principes d’organisation du dossier patient" not in later.text
    assert not any("n’est pas encore en vigueur" in text for text in notices(later))


def test_the_day_of_a_version_to_come_is_told_as_its_text_gives_it(client, coming, admin_user):
    known = next(text for text in notices(page(client, SHEET)) if "La version 3" in text)
    assert f"Portée par Avenant 2026-02 : prendra effet le {french_date(in_days(10))}." in known

    record_date(TextDate(document=coming.document, kind="effet", value=None), by=admin_user)
    past = next(
        text for text in notices(page(client, f"{SHEET}?au={in_days(-8).isoformat()}")) if "La version 3" in text
    )
    assert f"Portée par Avenant 2026-02 : signé le {french_date(in_days(-5))}, date d’effet non connue." in past
    assert "prendra effet" not in past


def test_a_revised_sheet_stays_under_the_common_base_of_its_first_text(client, amended):
    assert "Ces activités s’ajoutent à celles de la fiche." in page(client, SHEET).text
    assert "ne la cite pas" in page(client, "/emplois/clcc/assistant-medical-specialise/").text


def test_a_version_has_its_page_that_says_where_it_stands(client, coming):
    old, now, later = (page(client, f"{SHEET}versions/{number}/") for number in (1, 2, 3))

    assert "n’est plus en vigueur" in notices(old)[0]
    assert OLD in old.text
    assert notices(now) == []
    assert LINE in now.text
    assert "pas encore en vigueur" in notices(later)[0]


def test_the_difference_word_by_word_with_the_ways_to_then_now_and_side_by_side(client, amended):
    found = page(client, f"{SHEET}versions/1...2/")

    (change,) = found.all("li", "change--reformule")
    assert [part.text for part in change.all("ins")] == ["[ajouté : , installer]", "[ajouté : rassurer]"]
    assert [part.text for part in change.all("del")] == ["[supprimé : installer]"]
    lineage = Item.objects.get(section__sheet=amended, text=LINE).lineage
    links = change.links()
    assert links["Avant"] == f"{SHEET}versions/1/#{lineage}"
    assert links["Après"] == f"{SHEET}versions/2/#{lineage}"
    assert links["Côte à côte"] == "/comparer/?emploi=clcc/aide-soignant@1&emploi=clcc/aide-soignant@2"
    for address in (links["Avant"], links["Après"], links["Côte à côte"], links["Histoire de la ligne"]):
        assert client.get(address).status_code == 200
    assert f'id="{lineage}"' in client.get(links["Avant"]).content.decode()


def test_two_versions_are_read_in_either_sense_and_one_against_itself(client, coming):
    assert "1 ligne retirée, 1 reformulée" in page(client, f"{SHEET}versions/1...3/").text
    assert "1 ligne ajoutée, 1 reformulée" in page(client, f"{SHEET}versions/3...1/").text
    assert "Ces deux versions disent mot pour mot la même chose." in page(client, f"{SHEET}versions/2...2/").text


def test_the_form_leads_to_the_two_versions_asked_for(client, coming):
    response = client.get(f"{SHEET}versions/?de=1&a=3")
    assert (response.status_code, response.url) == (302, f"{SHEET}versions/1...3/")
    assert "« 9 » n’est pas une version" in notices(page(client, f"{SHEET}versions/?de=1&a=9"))[0]


def test_the_lineage_of_a_line_each_wording_by_which_text_and_who_else_says_it(client, amended):
    item = Item.objects.get(section__sheet=amended, text=LINE)

    found = page(client, f"{SHEET}lignes/{item.lineage}/")

    rows = found.one("section", **{"aria-labelledby": "redactions-h"}).all("li")
    assert [row.one("h3").text for row in rows] == ["Version 1", "Version 2"]
    assert "Avenant 2021-01, ligne" in rows[0].text
    assert "Avenant 2026-01, ligne 2" in rows[1].text
    unchanged = Item.objects.get(section__sheet=amended, text__startswith="Assurer les transmissions orales (avec")
    others = page(client, f"{SHEET}lignes/{unchanged.lineage}/").one("section", **{"aria-labelledby": "autres-h"})
    same = Item.objects.filter(fold=unchanged.fold, section__sheet__in=Sheet.objects.in_force(timezone.localdate()))
    assert len(others.all("li")) == same.exclude(section__sheet=amended).values("section__sheet").distinct().count()


@pytest.mark.parametrize("end", ["versions/4/", "versions/0/", "versions/1...4/", "versions/999999999999999999999/",
                                 "lignes/e-nulle-part/", "lignes/%F0%9F%92%A5/"])  # fmt: skip
def test_what_does_not_exist_is_not_found_and_offers_what_does(client, end):
    response = client.get(f"{SHEET}{end}")

    assert response.status_code == 404
    assert "aide-soignant/" in response.content.decode()


@pytest.mark.parametrize("end", ["", "1/", "1...1/", "lignes/"])
def test_a_parameter_that_means_nothing_is_told_and_the_rest_shown(client, end):
    anchor = Item.objects.filter(section__sheet__job=the_job()).first().lineage
    address = f"{SHEET}lignes/{anchor}/" if end == "lignes/" else f"{SHEET}versions/{end}"

    assert "Le paramètre « x » n’existe pas" in notices(page(client, f"{address}?x=1"))[0]


def test_an_unknown_job_and_another_code(client):
    assert client.get("/emplois/clcc/nulle-part/versions/").status_code == 404
    response = client.get("/emplois/ucanss/06030101/versions/")
    assert (response.status_code, response.url) == (301, "/emplois/ucanss/060303/versions/")


def test_an_erratum_is_shown_with_the_words_that_were_misread(client, official):
    row = next(row for row in official.sheets if row["job"] == "clcc/aide-soignant")
    row["sections"][0]["items"][0]["text"] = "Diplôme d’État d’aide-soignante"
    load(official)

    for address in (f"{SHEET}versions/", f"{SHEET}versions/1/", "/changements/"):
        found = page(client, address).one("div", "erratum")
        assert "Nous avions mal lu le texte officiel" in found.text
        assert [part.text for part in found.all("del")] == ["[supprimé : soignant]"]


def test_a_date_recorded_later_moves_the_version(client, amended, admin_user):
    record_date(TextDate(document=amended.document, kind="effet", value=in_days(3)), by=admin_user)

    assert "La version 2 de cette fiche est adoptée" in " ".join(notices(page(client, SHEET)))
    assert OLD in page(client, SHEET).text


def cost(client, address) -> int:
    """How many questions a page asks."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_a_page_asks_as_many_questions_for_three_versions_as_for_one(client, coming):
    assert cost(client, SHEET) == cost(client, "/emplois/clcc/brancardier/")
    one = cost(client, "/emplois/clcc/brancardier/versions/")
    assert {cost(client, f"{SHEET}versions/{end}") for end in ("", "2/", "1...3/")} == {one}
    # job, texts, what replaces it, lines; five kinds of facts; sheets, versions, items, errata, levels; what was undone
    assert one == 15
    assert cost(client, "/changements/") <= 17


@pytest.mark.parametrize("day", ["past", "now", "later"])
def test_every_page_shows_the_day_asked_and_says_so(client, coming, day):
    asked, first, third = {
        "past": (in_days(-20), True, True), "now": (in_days(0), False, True), "later": (in_days(20), False, False),
    }[day]  # fmt: skip
    known = "Connaître les principes d’organisation du dossier patient"
    au = f"au={asked.isoformat()}"
    pages = {
        SHEET: page(client, f"{SHEET}?{au}"),
        "list": page(client, f"/emplois/?q=aide-soignant&{au}"),
        "grid": page(client, f"/grilles/clcc-non-cadres/?{au}"),
        "comparison": page(client, f"/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101&{au}"),
    }

    for shown in (pages[SHEET], pages["comparison"]):
        assert (OLD in shown.text) is first
        assert (known in shown.text) is third
    expected = {"past": "donnaient ce jour-là", "now": "", "later": "donneront ce jour-là les textes"}[day]
    for name, shown in pages.items():
        said = [text for text in notices(shown) if "Portail au" in text]
        assert len(said) == (1 if expected else 0), name
        assert all(expected in text for text in said)
    found = client.get(f"/emplois/?q=rassurer+installer+patient&{au}").content.decode()
    assert ("rassurer</mark>" in found) is not first
    assert (client.get(f"{SHEET[:-1]}.json?{au}").json()["fiche"]["numero"]) == {"past": 1, "now": 2, "later": 3}[day]


def test_a_named_version_that_is_not_in_force_is_said_so_in_a_comparison(client, coming):
    found = page(client, "/comparer/?emploi=clcc/aide-soignant@1&emploi=clcc/aide-soignant@3").text

    assert found.count("ce n’est pas la version en vigueur ce jour-là") == 2
    assert "prendra effet le" in found


def test_lines_are_the_same_through_the_versions(coming):
    lineages = [
        {item.lineage for s in held_wording(sheet) for item in s.items}
        for sheet in Sheet.objects.filter(job=coming.job)
    ]

    assert lineages[0] == lineages[1]
    assert len(lineages[1] - lineages[2]) == 1


def test_a_version_whose_effect_is_not_known_says_so_and_that_it_may_be_undone(client, admin_user):
    text = amendment(admin_user)
    second = next_version(the_job(), OLD, LINE, document=text, by=admin_user)

    for address in (SHEET, f"{SHEET}versions/2/"):
        told = " ".join(notices(page(client, address)))
        assert "La date d’effet de Avenant 2026-01" in told or "n’est pas connue" in told
        assert "du jour de la signature" in told
        assert "peut être annulée" in told

    undo_adoption(second, reason="Opposition.", by=admin_user)

    history = page(client, f"{SHEET}versions/").one("main").text
    today = french_date(timezone.localdate())
    assert f"La version 2, portée par Avenant 2026-01, a été montrée du {today} au {today}." in history
    assert "Opposition." not in history
    answer = client.get("/api/v1/emplois/clcc/aide-soignant/versions").json()
    assert [(row["numero"], row["document"]) for row in answer["adoptions_annulees"]] == [(2, "avenant-2026-01")]
    record_date(TextDate(document=text, kind="effet", value=timezone.localdate()), by=admin_user)
    assert "n’est pas connue" not in " ".join(notices(page(client, SHEET)))
