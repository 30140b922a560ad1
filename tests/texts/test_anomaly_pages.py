"""The register of what is odd in the texts: quoted, located, explained, linked both ways with the sheets."""

import re

import pytest

from jobs.models import AnomalyMention, Job
from tests.pages import read, words
from texts.enums import AnomalyKind, DocumentKind
from texts.models import Anomaly, AnomalyQuote, Document

pytestmark = pytest.mark.django_db


#: what the whole register may weigh, in bytes before compression
WEIGHT = 360_000


def register(client, query: str = ""):
    response = client.get(f"/anomalies/{query}")
    assert response.status_code == 200
    return read(response)


def entries(page):
    """The anomalies of the page, opened or not."""
    return [node for node in page.all("details") if node.attrs.get("id", "").startswith("a-")]


def keys(page) -> list[str]:
    return [node.attrs["id"].removeprefix("a-") for node in entries(page)]


def test_the_register_says_how_many_there_are_and_shows_them_all(client):
    page = register(client)

    shown = entries(page)
    assert page.one("div", "pagehead").one("p").text.startswith(f"{len(shown)} constats")
    assert len(shown) == Anomaly.objects.count() > 100


def test_anomalies_stand_under_their_text_those_of_typography_last(client):
    page = register(client)
    kinds = dict(Anomaly.objects.values_list("key", "kind"))

    contents = page.one("div", "results__head").links()
    assert len(contents) == Document.objects.count()
    for title, url in contents.items():
        section = page.one("section", id=url.removeprefix("#"))
        label, number = re.fullmatch(r"(.+) \((\d+)\)", title).groups()
        assert section.one("h2").text == f"{label} {number}"
        typography = [kinds[key] == AnomalyKind.TYPOGRAPHY for key in keys(section)]
        assert len(typography) == int(number) > 0
        assert typography == sorted(typography)


def test_the_whole_register_is_on_one_page_that_a_phone_can_take(client):
    response = client.get("/anomalies/")

    assert set(keys(read(response))) == set(Anomaly.objects.values_list("key", flat=True))
    assert len(response.content) < WEIGHT
    assert not [node for node in entries(read(response)) if "open" in node.attrs]


def test_every_quote_is_where_it_says_in_the_text(client):
    """Each word of a quotation stands on the lines that it cites, in the file."""
    quotes = AnomalyQuote.objects.select_related("document", "anomaly")
    lines = {row.slug: row.text.split("\n") for row in Document.objects.all()}

    astray = []
    for quote in quotes:
        printed = words(" ".join(lines[quote.document.slug][quote.line_start - 1 : quote.line_end]))
        pieces = [words(piece) for piece in re.split(r"\[…\]|\n|\(…\)", quote.quote)]
        astray += [f"{quote.anomaly.key}: {piece}" for piece in pieces if piece and piece not in printed]
    assert astray == []


@pytest.mark.parametrize("text", ["clcc-avenant-2021-01", "ucanss-annexe-1-metiers-reperes"])
def test_every_anomaly_of_a_text_is_quoted_explained_and_says_what_the_portal_does(client, text):
    rows = {row.key: row for row in Anomaly.objects.prefetch_related("quotes", "mentions")}
    page = register(client, f"?texte={text}")

    assert len(entries(page)) > 50
    for shown in entries(page):
        row = rows[shown.attrs["id"].removeprefix("a-")]
        assert [words(q.text) for q in shown.all("q")] == [words(quote.quote) for quote in row.quotes.all()]
        lines = [link.url for link in shown.all("a") if link.url.startswith("/documents/")]
        assert len(lines) == len(shown.all("q"))
        assert all(re.fullmatch(r"/documents/[a-z0-9-]+/#l\d+", url) for url in lines)
        said = [p.text for p in shown.all("p")]
        assert words(row.explanation) in said
        assert f"Repères : {words(row.handling)}" in said
        assert len([link for link in shown.all("a") if link.url.startswith("/emplois/")]) == row.mentions.count()


def test_what_the_whole_register_leaves_out_is_one_link_away(client):
    row = Anomaly.objects.get(key="anap-jauges-notre-avis-perdues")
    page = register(client)

    brief = page.one("details", id=f"a-{row.key}")
    ((label, url),) = [(text, url) for text, url in brief.links().items() if url.startswith("?")]
    whole = register(client, url)

    assert label == "Lire les 35 citations et les 34 emplois"
    assert keys(whole) == [row.key]
    assert "open" in entries(whole)[0].attrs
    assert (len(whole.all("q")), len(brief.all("q"))) == (35, 1)


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("clcc-avenant-2023-06", 47),  # « schéma … annexé », absent
        ("clcc-avenant-2023-06", 216),  # « annexe “Avenant n° 99-01” », renamed in 2021
        ("ucanss-annexe-1-metiers-reperes", 12),  # métier 0114, without a sheet
        ("ucanss-annexe-1-metiers-reperes", 62),  # 011108 « Conseiller (ère) technique retraite »
        ("clcc-avenant-2021-01", 163),  # « articles 2, 3 et 5 », for 4
        ("anap-nouveaux-visages-de-la-sante", 116),  # the gauge, its value lost
    ],
)
def test_what_must_not_be_missed_is_in_the_register(client, document, line):
    cited = [
        (quote.document.slug, number)
        for quote in AnomalyQuote.objects.select_related("document")
        for number in range(quote.line_start, quote.line_end + 1)
    ]

    assert (document, line) in cited


def test_a_job_leads_to_its_anomalies_and_each_leads_back(client):
    page = register(client)
    for key in ("060101", "0114", "011401"):
        address = f"/emplois/ucanss/{key}/"
        ways = {link.url for link in read(client.get(address)).all("a") if link.url.startswith("/anomalies/#a-")}
        mentions = AnomalyMention.objects.filter(job__framework__code="ucanss", job__key=key)
        assert ways == {f"/anomalies/#a-{m.anomaly.key}" for m in mentions.select_related("anomaly")} != set()
        for url in ways:
            anchor = url.split("#")[1]
            assert page.one("details", id=anchor)
            whole = register(client, f"?constat={anchor.removeprefix('a-')}")
            assert address in [link.url for link in whole.one("details", id=anchor).all("a")]


# The filters


def test_filters_keep_what_they_say_and_count_what_each_value_would_give(client):
    page = register(client, "?texte=clcc-avenant-2021-01&texte=clcc-avenant-2023-06&nature=renvoi_errone")
    kinds = dict(Anomaly.objects.values_list("key", "kind"))

    assert len(keys(page)) == 7
    assert {kinds[key] for key in keys(page)} == {"renvoi_errone"}
    form = page.one("form", "listing__form")
    counts = {box.one("input").attrs["value"]: int(re.sub(r"\D", "", box.one("span", "choice__count").text))
              for box in form.all("label", "choice")}  # fmt: skip
    assert counts["clcc-avenant-2021-01"] + counts["clcc-avenant-2023-06"] == 7
    assert counts["anap-nouveaux-visages-de-la-sante"] == 1  # « code ROME 05T10 », were it asked for
    both = Anomaly.objects.filter(quotes__order=1, quotes__document__slug__startswith="clcc", kind="typographie")
    assert counts["typographie"] == both.count() > 0
    assert [link.text for link in page.all("a", "chip")] == [
        "Texte : Avenant 2021-01 ✕ (retirer)", "Texte : Avenant 2023-06 ✕ (retirer)",
        "Nature : Renvoi erroné ✕ (retirer)",
    ]  # fmt: skip


def test_the_numbers_of_the_filters_say_what_they_count(client):
    boxes = register(client, "?mot=article").all("span", "choice__count")
    counted = [box.text.removeprefix(", ").split() for box in boxes]

    assert all(noun == ("constats" if int(number) > 1 else "constat") for number, noun in counted)
    assert {noun for _, noun in counted} == {"constat", "constats"}


def test_each_chip_takes_its_own_filter_away(client):
    page = register(client, "?texte=clcc-avenant-2021-01&nature=renvoi_errone&mot=article")

    left = {link.text.split(" : ")[0]: link.url for link in page.all("a", "chip")}

    assert left == {
        "Texte": "/anomalies/?mot=article&nature=renvoi_errone",
        "Nature": "/anomalies/?mot=article&texte=clcc-avenant-2021-01",
        "Mots": "/anomalies/?texte=clcc-avenant-2021-01&nature=renvoi_errone",
    }


def test_a_word_is_found_in_titles_quotations_and_explanations_accents_and_case_aside(client):
    found = keys(register(client, "?mot=SCHEMA parcours"))

    assert "clcc-2023-schema-du-parcours-annexe-et-absent" in found
    assert found == keys(register(client, "?mot=schéma  parcours"))
    assert len(found) < 10


def test_an_anomaly_leads_to_the_paths_on_which_it_bears(client):
    found = read(client.get("/anomalies/"))

    def paths(key):
        return [link.url for link in found.one("details", id=f"a-{key}").all("a") if link.url.startswith("/parcours/")]

    assert paths("clcc-2023-accede-ou-peut-acceder") == ["/parcours/assistant-medical/"]
    assert paths("apres-4-nominations") == ["/parcours/ingenieurs-hospitaliers/"]
    assert paths("anap-anesthesie-bloc-seul") == []


def test_the_anomalies_of_one_job_have_an_address_that_the_form_keeps(client):
    page = register(client, "?emploi=ucanss/060703")
    mentions = AnomalyMention.objects.filter(job__framework__code="ucanss", job__key="060703")

    assert set(keys(page)) == set(mentions.values_list("anomaly__key", flat=True)) != set()
    assert page.one("input", name="emploi").attrs["value"] == "ucanss/060703"
    assert page.one("a", "chip").text.startswith("Emploi : 060703 Formateur(trice)")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?nature=bizarre", "« bizarre » n’est pas une valeur connue du filtre « Nature » : choisissez-en une"),
        ("?texte=absent", "« absent » n’est pas une valeur connue du filtre « Texte »"),
        ("?emploi=ucanss/999999", "Le registre ne relève rien sur un emploi « ucanss/999999 »"),
        ("?constat=rien", "Le registre n’a pas de constat « rien »."),
        ("?couleur=bleu", "Le paramètre « couleur » n’existe pas : retirez-le."),
        ("?page=2", "Le paramètre « page » n’existe pas : retirez-le."),
        ("?mot=" + "mot " * 60, "La recherche est limitée à 200 caractères"),
    ],
)
def test_what_is_not_understood_is_said_and_the_page_stays_useful(client, query, said):
    page = register(client, query)

    (notice,) = page.all("div", "notice")
    assert said in notice.text
    if not query.startswith("?mot"):
        assert len(entries(page)) == Anomaly.objects.count()


def test_a_search_that_finds_nothing_says_what_to_do(client):
    page = register(client, "?mot=introuvable-mot")

    assert page.one("div", "empty").one("h2").text == "Aucun constat ne répond à ces filtres"
    assert page.one("div", "empty").links() == {"Tout le registre": "/anomalies/"}


def test_an_empty_register_is_designed_too(client):
    Anomaly.objects.all().delete()

    page = register(client)

    assert page.one("div", "pagehead").one("p").text.startswith("0 constat")
    assert page.one("div", "empty").one("h2").text == "Aucune anomalie enregistrée"


def test_an_anomaly_that_quotes_nothing_is_shown_all_the_same(client):
    Anomaly.objects.create(key="nue", kind=AnomalyKind.LOST, title="T", explanation="E", handling="H", order=9999)

    page = register(client)

    assert keys(page)[-1] == "nue"
    assert page.one("section", id="texte-").one("h2").text == "Sans citation 1"


def few_anomalies(count: int) -> None:
    """A register of `count` anomalies, each with two quotes and two jobs."""
    Anomaly.objects.all().delete()
    document = Document.objects.create(slug="x", kind=DocumentKind.DECISION, title="X", short_title="X", issuer="RH")
    for number in range(count):
        row = Anomaly.objects.create(
            key=f"a{number}", kind=AnomalyKind.DRAFTING_SLIP, title="T", explanation="E", handling="H"
        )
        for order in range(2):
            AnomalyQuote.objects.create(
                anomaly=row, document=document, line_start=1, line_end=1, quote="Q", order=order
            )
        for job in Job.objects.all()[:2]:
            AnomalyMention.objects.create(anomaly=row, job=job)


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_five_queries_whatever_its_length(client, django_assert_num_queries, count):
    few_anomalies(count)

    with django_assert_num_queries(5):  # jobs concerned; paths; anomalies; their quotes; the texts quoted
        page = register(client)

    assert len(entries(page)) == count
    assert len(page.all("q")) == 2 * count
