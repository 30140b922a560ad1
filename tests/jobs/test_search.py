"""The search as its users need it: judged by reading, the same on both databases, honest when it finds nothing."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from jobs import queries
from jobs.judging import Judged, quality
from jobs.kept_queries import facet_choices
from jobs.models import Item, Listing, Posting, SearchWord
from jobs.queries.search import _term, _terms
from jobs.search import Hit, Known, form, rank, telling, typed_words
from tests.harness import DATE
from tests.pages import cards, read

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)
JUDGED = json.loads((settings.BASE_DIR / "tests" / "jobs" / "judged_queries.json").read_text("utf-8"))
EVERY_QUERY = [row["q"] for rows in JUDGED.values() for row in rows]


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    """Today, for these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def first(text: str, limit: int = 10) -> list[str]:
    return queries.first_jobs(text=text, day=TODAY, limit=limit)


def page_of(client, **parameters):
    return read(client.get(f"/emplois/?{urlencode(parameters, doseq=True)}"))


# Quality


def test_there_are_enough_judged_searches_of_every_kind():
    kinds = {row["cas"] for rows in JUDGED.values() for row in rows}

    assert min(len(rows) for rows in JUDGED.values()) >= 50
    assert len(EVERY_QUERY) == len(set(EVERY_QUERY))
    assert {"féminin", "forme inclusive", "faute de frappe", "abréviation", "code", "code alternatif", "code remplacé",
            "début de code", "passage", "thème", "mot courant", "apostrophe", "trait d’union"} <= kinds  # fmt: skip


@pytest.mark.parametrize("part", sorted(JUDGED))
def test_the_jobs_that_a_search_must_bring_come_in_its_first_three(part):
    rows = [Judged(row["q"], tuple(row["attendus"]), tuple(first(row["q"]))) for row in JUDGED[part]]

    found = quality(rows)

    assert found.recall >= 0.95, found.failures
    assert found.mrr >= 0.90, found.failures


@cache
def whole_index() -> dict[int, list[tuple]]:
    """(word, weight, in a title) of every line of the list: read once, no test of this file changes it."""
    held: dict[int, list[tuple]] = {}
    for listing, word, weight, title in Posting.objects.values_list("listing", "word", "weight", "title"):
        held.setdefault(listing, []).append((word, weight, title))
    return held


@cache
def whole_vocabulary() -> list[Known]:
    """Every word of the index, read once."""
    every: dict[int, Known] = {}
    rows = SearchWord.objects.order_by("word", "stood_for__word")
    for pk, *row, by in rows.values_list("pk", "word", "stem", "lines", "titles", "stood_for__word"):
        known = every.setdefault(pk, Known(pk, *row))
        every[pk] = replace(known, stood_for=(*known.stood_for, by)) if by else known
    return list(every.values())


def reference(text: str) -> list[int]:
    """The ranking of a search, remade in plain Python from every row of the index."""
    terms, total = _terms(typed_words(text), suggesting=False)
    held = whole_index()

    def best(term, words: list[tuple]) -> float | None:
        weights = [
            weight * term.worth[word]
            for word, weight, title in words
            if word in term.worth and (title or word not in term.titles_only)
        ]
        return max(weights, default=None)

    hits = [
        Hit(row.pk, tuple(best(term, held.get(row.pk, [])) for term in terms), row.past, row.rank_text)
        for row in Listing.objects.on(TODAY)
    ]
    enough = telling(terms, total)
    entitled = {pk: [row for row in words if row[2]] for pk, words in held.items()}
    whole = [hit for hit in hits if None not in hit.best]
    if whole and enough:  # titles that say all but the common words come with them
        also = [hit for hit in hits if all(best(term, entitled.get(hit.listing, [])) for term in enough)]
        whole += [hit for hit in also if hit not in whole]
    some = whole or [hit for hit in hits if set(hit.best) != {None}]
    return [hit.listing for hit in rank(some, terms, total)]


@pytest.mark.parametrize("text", EVERY_QUERY)
def test_the_database_answers_as_plain_python_does(text):
    """On either database: so both give the same answers in the same order."""
    found = queries.search(text=text, day=TODAY)
    if len(found.terms) == 1 and not found.lost:
        assert list(found.ranked) == reference(text)
    elif not found.lost:
        assert set(found.ranked) == set(reference(text))


@pytest.mark.parametrize("text", EVERY_QUERY)
def test_the_words_of_the_index_are_found_as_plain_python_finds_them(text):
    """No collation, no wildcard: the beginnings and the stems that the database finds are all of them, and no other."""
    typed = typed_words(text)
    terms, _ = _terms(typed, suggesting=False)

    for place, term in enumerate(terms):
        if not term.repaired and len(terms) == len(typed):
            last = term.typed if place == len(terms) - 1 and len(term.typed) >= 3 else ""
            assert _term(term.typed, whole_vocabulary(), last) == term


# Codes, titles, passages


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("060301", "ucanss/060301"),
        ("06030101", "ucanss/060303"),  # line 1197: « 060303 (ou 06030101) »
        ("06030103", "ucanss/06030103"),  # a job of its own
        ("060107", "ucanss/060307"),  # line 1146
        ("0114", "ucanss/0114"),  # a métier named in the table alone
        ("011402", "ucanss/011402"),  # replaced
        ("06 03 01", "ucanss/060301"),
        ("15 D 30", "fph/15d30"),
        ("15d3", "fph/15d30"),
    ],
)
def test_a_code_or_its_beginning_finds_its_job_first(code, key):
    assert first(code)[0] == key


def test_the_beginning_of_a_code_finds_every_job_whose_code_begins_so():
    found = first("0603", limit=50)

    codes = Listing.objects.on(TODAY).filter(fold__regex=r"(^|\n)0603").values_list("framework", "key")
    assert sorted(found) == sorted(f"{framework}/{key}" for framework, key in codes)


@pytest.mark.parametrize("word", ["stérilisation", "infirmier", "recherche", "conseiller", "recouvrement", "social"])
def test_a_title_that_says_a_word_comes_before_every_sheet_that_does(word):
    ranked = queries.search(text=word, day=TODAY).ranked
    past = set(Listing.objects.filter(past=True).values_list("pk", flat=True))
    titled = set(
        Posting.objects.filter(word__stem=form(typed_words(word)[0]), title=True).values_list("listing", flat=True)
    )

    said = [pk in titled for pk in ranked if pk not in past]
    assert said == sorted(said, reverse=True)


def test_a_passage_is_shown_with_its_words_marked_and_leads_to_its_line(client):
    page = page_of(client, q="vente additive")

    card = page.all("li", "card")[0]
    passage = card.one("p", "card__excerpt")
    assert card.one("h3").text == "Agent d’accueil/standardiste"
    assert [mark.text for mark in passage.all("mark")] == ["vente", "additive"]
    assert "Assurer la vente additive (restaurant, bar, boutique…)" in passage.text
    address, anchor = passage.one("a").url.split("#")
    sheet = read(client.get(address))
    assert sheet.one("li", "item", id=anchor).text.startswith("Assurer la vente additive")


def test_a_job_whose_title_answers_shows_its_usual_opening(client):
    card = page_of(client, q="brancardier").all("li", "card")[0]

    assert card.all("mark") == []
    assert card.one("p", "card__excerpt").text.startswith("Assurer le transport, l’accompagnement")


def test_words_of_a_line_are_escaped_where_they_are_marked(client):
    hostile = "<script>alert(1)</script> vente & « additive »"
    found = queries.search(text="vente additive", day=TODAY)
    anchor = found.passages[found.ranked[0]].anchor
    Item.objects.rectifying().filter(lineage=anchor).update(text=hostile)

    body = client.get("/emplois/?q=vente+additive").content.decode()

    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>vente</mark> &amp; « <mark>additive</mark> »" in body


# All the words, then any


def test_every_word_is_asked_for_first(client):
    page = page_of(client, q="travail dissimulé")

    assert sorted(cards(page)) == ["Contrôleur(euse) du recouvrement", "Inspecteur(trice) du recouvrement"]
    assert page.all("p", "results__reading") == []


def test_when_no_job_says_every_word_it_is_said_and_those_that_say_some_are_shown(client):
    page = page_of(client, q="chariots AGV dissimulé")

    assert [row.text for row in page.all("p", "results__reading")] == [
        "Aucun emploi ne contient tous ces mots : voici ceux qui en contiennent au moins un."
    ]
    assert cards(page)[0] == "Gestionnaire de flux robotique"


def test_a_word_that_no_text_holds_is_named(client):
    page = page_of(client, q="brancardier zzzzzz")

    assert cards(page) == ["Brancardier"]
    assert page.all("p", "results__reading")[-1].text == "Aucun texte ne contient « zzzzzz »."


def test_a_slip_is_read_as_the_nearest_word_and_said(client):
    page = page_of(client, q="ortophoniste")

    assert cards(page)[:2] == ["Orthophoniste", "Orthophoniste"]
    assert [row.text for row in page.all("p", "results__reading")] == [
        "« ortophoniste » ne figure dans aucun texte : voici les réponses à « orthophoniste »."
    ]


def test_a_slip_ranks_as_the_word_that_was_meant():
    meant, slip = (queries.search(text=text, day=TODAY) for text in ("infirmier", "infimrier"))

    assert slip.repairs == [("infimrier", "infirmier")]
    assert slip.ranked[:10] == meant.ranked[:10]


@pytest.mark.parametrize("word", ["infirmier", "soins", "kiné", "IDE"])
def test_a_word_that_the_index_knows_is_never_read_otherwise(word):
    assert queries.search(text=word, day=TODAY).repairs == []


# Facets, order, nothing


def test_the_facets_count_within_the_search(client):
    whole = page_of(client, q="infirmière")
    narrowed = page_of(client, q="infirmière", referentiel="clcc")

    (box,) = [box for box in whole.all("input", name="referentiel") if box.attrs["value"] == "clcc"]
    number = int(box.parent.one("span", "choice__count").text.split()[1])
    assert int(narrowed.one("h2", id="results-h").text.split()[0]) == number > 3
    assert cards(narrowed)[0] == "Infirmier DE"


def test_a_search_comes_by_relevance_and_may_be_put_in_another_order(client):
    best = page_of(client, q="infirmière")
    by_title = page_of(client, q="infirmière", tri="intitule")

    assert best.one("select", id="list-sort").all("option", selected="")[0].text == "Pertinence"
    assert cards(best)[:2] == ["Infirmier DE", "Infirmier(e) DE"]
    assert cards(by_title)[0] != "Infirmier DE"
    assert best.one("h2", id="results-h").text == by_title.one("h2", id="results-h").text


def test_without_words_relevance_is_not_offered_and_not_an_error(client):
    page = page_of(client, tri="pertinence")

    assert [option.text for option in page.one("select", id="list-sort").all("option")] == [
        "Intitulé", "Ordre des textes", "Code",
    ]  # fmt: skip
    assert page.all("div", "notice") == []


def test_a_filter_that_empties_a_search_is_offered_for_release_with_what_it_would_leave(client):
    page = page_of(client, q="kiné", pays="canada", referentiel="anap")

    empty = page.one("div", "empty")
    assert "2 emplois répondent à ces mots, mais aucun avec ces filtres : retirez-en un." in empty.text
    assert empty.links() == {
        "Retirer les mots « kiné » : 1 emploi": "?referentiel=anap&pays=canada",
        "Voir tous les emplois": "/emplois/",
    }
    alone = page_of(client, q="kiné", pays="canada").one("div", "empty").links()
    assert alone["Retirer le filtre « Pays » : 2 emplois"] == "?q=kin%C3%A9"
    assert len(cards(page_of(client, q="kiné"))) == 2


def test_a_search_that_finds_nothing_offers_the_nearest_titles(client):
    empty = page_of(client, q="brankkardyer").one("div", "empty")

    assert empty.one("h3").text == "Intitulés les plus proches"
    assert empty.links()["Brancardier (CLCC)"] == "/emplois/clcc/brancardier/"


@pytest.mark.parametrize("words", ["jardinier", "plombier zingueur", "macons"])
def test_a_title_of_another_trade_is_not_offered(words):
    assert [line.title for line in queries.nearest_titles(words=words, day=TODAY)] == []


def test_two_lines_of_one_title_are_offered_once():
    found = queries.nearest_titles(words="comptabl", day=TODAY)

    assert [line.title for line in found].count("Comptable") == 1


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("3EB", {"Les emplois : Niveau 3EB": "?niveau=3EB", "La page : Niveau 3EB": "/grilles/ucanss-soignants/3EB/"}),
        ("groupe F", {"Les emplois : Groupe F": "?niveau=F", "La page : Groupe F": "/grilles/clcc-non-cadres/F/"}),
        ("groupe B", {"La page : Groupe B": "/grilles/clcc-non-cadres/B/"}),  # no job of the list bears it
    ],
)
def test_the_code_of_a_level_leads_to_the_level_and_to_its_jobs(client, words, links):
    page = page_of(client, q=words)
    notice = page.one("div", "notice")

    assert {label.replace("\u202f", " "): url for label, url in notice.links().items()} == links
    assert "ne contient ces mots" not in page.one("main").text
    assert "Aucun texte ne contient" not in page.one("main").text


@pytest.mark.parametrize("words", ["AS", "impression 3d", "F", "060101", "soins"])
def test_a_word_that_is_no_code_of_a_level_offers_none(words):
    assert queries.named_levels(text=words, choices=facet_choices(day=TODAY)) == []


def test_a_printed_title_is_suggested_before_a_synonym_of_ours():
    titles = [line.title for line in queries.suggestions(text="inf", day=TODAY)[0]]

    assert titles[:2] == ["Infirmier DE", "Infirmier(e) DE"]


def test_a_search_of_empty_words_says_so(client):
    empty = page_of(client, q="de la").one("div", "empty")

    assert "Cette recherche ne contient aucun mot à chercher" in empty.text


def test_the_day_asked_is_searched(client):
    """The place of the assistant médical spécialisé is given by the text of 31 January 2023."""
    before = queries.first_jobs(text="assistant médical spécialisé", day=date(2023, 1, 30))
    after = queries.first_jobs(text="assistant médical spécialisé", day=date(2023, 1, 31))

    assert "clcc/assistant-medical-specialise" not in before
    assert after[0] == "clcc/assistant-medical-specialise"


# Cost


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        # the values of the facets; the states of the revision; the words of the index; the lines that answer; those
        # of the page; the passages
        ({"q": "060101"}, 6),
        ({"q": "soins"}, 6),
        ({"q": "embauche"}, 6),  # a word that stands for others
        ({"q": "soins", "referentiel": ["clcc", "ucanss"], "niveau": "3EB"}, 6),
        ({"q": "soins", "tri": "intitule", "page": "2"}, 6),
        # the passages of the first lines are read with the ranking, not with the page
        ({"q": "recherche clinique"}, 6),
        ({"q": "ortophoniste"}, 7),  # the words of the index that may be meant
        ({"q": "chariots dissimulé"}, 7),  # the lines that say any word
        ({"q": "ortophoniste dissimulé", "referentiel": ["clcc", "ucanss"]}, 8),
        # nothing: what each filter would leave, the titles
        ({"q": "zzzzzz"}, 6),
        ({"q": "infirmier 3EB"}, 7),  # the levels of that code
        ({"q": "kiné", "pays": "canada"}, 6),
    ],
)
def test_a_search_costs_eight_queries_at_most(client, django_assert_num_queries, address, cost):
    with django_assert_num_queries(cost):
        response = client.get(f"/emplois/?{urlencode(address, doseq=True)}")

    assert response.status_code == 200


# Suggestions


def suggested(client, text: str) -> dict:
    response = client.get("/api/v1/suggestions", {"q": text})
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("infi", "Infirmier DE"),
        ("kin", "Masseur-kinésithérapeute"),
        ("0603", "Infirmier(e) DE"),
        ("cadre de s", "Cadre de santé"),
        ("branc", "Brancardier"),
        ("manip", "Manipulateur d’électroradiologie médicale"),
    ],
)
def test_a_title_a_code_or_a_synonym_is_suggested_from_its_beginning(client, typed, title):
    assert suggested(client, typed)["resultats"][0]["intitule"] == title


def test_suggestions_are_eight_at_most_and_say_how_many_there_are(client):
    found = suggested(client, "inf")

    assert len(found["resultats"]) == 8
    assert found["total"] > 8
    assert found["resultats"][0] == {
        "referentiel": "clcc", "cle": "infirmier-de", "code": None, "intitule": "Infirmier DE",
        "referentiel_nom": "CLCC", "statut": "en_vigueur", "url": "/emplois/clcc/infirmier-de/",
    }  # fmt: skip


def test_words_of_sheets_are_not_suggested(client):
    assert suggested(client, "cytostatiques") == {"total": 0, "resultats": []}


def test_a_suggestion_may_be_kept_by_a_cache_and_costs_four_queries(client, django_assert_num_queries):
    with django_assert_num_queries(4 + DATE):
        # 1 the words of the index; 2 the lines that answer; 3 the frameworks; 4 the lines shown
        response = client.get("/api/v1/suggestions?q=infirm")

    assert response.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("address", ["q=" + "x" * 201, "q=soins&page=2"])
def test_a_suggestion_that_makes_no_sense_is_refused_in_french(client, address):
    response = client.get(f"/api/v1/suggestions?{address}")

    assert response.status_code == 400
    assert response.json()["erreur"].endswith(".")


# Whatever is typed


HOSTILE = ["%", "_", "\\", "'", '"', "') OR 1=1 --", "<script>", "😀", "é" * 200, "a " * 100, "*", "zzz" * 60, "٣٤",
           "ﬁ", "İSTANBUL", "0" * 200, "z", "9", "e" * 61, "-" * 50, "\u202e", "NULL", "15", "60 ' 1"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_searched_like_any_other(client, text):
    response = client.get("/emplois/", {"q": text})

    assert response.status_code == 200
    assert client.get("/api/v1/suggestions", {"q": text}).status_code == 200


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200))
@example("ß")
@example("a-b" * 20)
@hypothesis_settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_typed_finds_jobs_of_the_day_each_once(text):
    found = queries.search(text=text, day=TODAY)

    assert len(set(found.ranked)) == len(found.ranked) == found.found
    assert set(found.ranked) <= set(Listing.objects.on(TODAY).values_list("pk", flat=True))
    assert set(queries.saying(Listing.objects.on(TODAY), found).values_list("pk", flat=True)) == set(found.ranked)


@pytest.mark.parametrize("text", EVERY_QUERY)
def test_the_list_the_facets_and_the_ranking_speak_of_the_same_lines(text):
    found = queries.search(text=text, day=TODAY)

    assert set(queries.saying(Listing.objects.on(TODAY), found).values_list("pk", flat=True)) == set(found.ranked)
    assert found.ranked


def test_passages_say_the_words_and_are_of_the_line():
    found = queries.search(text="gestion des stocks", day=TODAY)
    lines = list(Listing.objects.filter(pk__in=found.ranked[:20]))

    said = queries.passages(found=found, lines=lines)

    assert len(said) > 10
    for line in lines:
        if line.pk in said:
            assert any(mark for _, mark in said[line.pk].pieces)
            assert line.job.sheets.filter(sections__items__lineage=said[line.pk].anchor).exists()
