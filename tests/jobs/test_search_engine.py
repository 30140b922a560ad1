"""What a search reads, what words weigh and in what order answers come, without a database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.marking import PASSAGE, cut_around, marked, togetherness
from jobs.search import (
    BEGINNING_OF_A_KNOWN_WORD,
    CODE,
    FACT,
    LEAST_TITLE,
    OTHER_FORM,
    SYNONYM,
    TITLE,
    Hit,
    Known,
    Said,
    Spoken,
    Term,
    body_weight,
    closest,
    form,
    gather,
    indexable,
    kept_and_counted,
    next_word,
    posted,
    rank,
    split_pairs,
    telling,
    title_weight,
    typed_words,
)

SPOKEN = Spoken(
    titles=("Infirmier(e) de bloc opératoire (IBODE)",),
    codes=("060304", "06030102"),
    synonyms=("panseur",),
    facts=("Soins",),
    said=(
        Said(1, "connaissances", "Connaître le bloc et la stérilisation des instruments"),
        Said(2, "activites", "Instrumenter ; stérilisation"),
        Said(3, "autre", "Travailler au bio-nettoyage"),
    ),
)


def test_a_code_weighs_more_than_a_title_a_title_than_a_fact_and_a_fact_than_the_sheet():
    found = posted(SPOKEN)

    assert found["060304"].weight == found["06030102"].weight == CODE
    assert found["panseur"].weight == SYNONYM * TITLE  # a title that a text prints comes before a synonym of ours
    assert TITLE > found["infirmier"].weight > LEAST_TITLE > FACT == found["soins"].weight
    assert FACT > found["sterilisation"].weight > 0


@pytest.mark.parametrize("length", [1, 2, 10, 100])
@pytest.mark.parametrize("times", [1, 5, 1000])
def test_a_word_of_a_title_however_long_weighs_more_than_one_of_a_sheet_however_often(length, times):
    assert title_weight(length) * OTHER_FORM >= LEAST_TITLE * OTHER_FORM > body_weight(times, 1)


def test_the_shorter_the_title_the_more_its_words_weigh():
    assert title_weight(1) > title_weight(2) > title_weight(5)


def test_a_word_said_again_weighs_more_and_one_of_a_long_sheet_less():
    assert body_weight(1, 300) < body_weight(2, 300) < 2 * body_weight(1, 300)
    assert body_weight(1, 600) < body_weight(1, 300)


def test_a_word_points_to_the_item_that_says_it_best():
    found = posted(SPOKEN)

    assert found["sterilisation"].item == 2  # an activity before a knowledge
    assert found["bloc"].item == 1
    assert found["bloc"].title  # the title says it too
    assert not found["sterilisation"].title
    assert found["infirmier"].item is None


def test_words_that_join_others_are_not_held_and_hyphens_do_not_part_words():
    assert indexable("l’équipe de bio-nettoyage, d’un C.H.U.") == ["equipe", "bio", "nettoyage", "bionettoyage"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("l’infirmière de bloc", ["infirmiere", "bloc"]),
        ("06 03 01", ["060301"]),
        ("15 D 30", ["15d30"]),
        ("  AS ", ["as"]),
        ("de la", []),
        ("soins soins", ["soins"]),
        ("", []),
        ("😀 !?", []),
    ],
)
def test_what_is_typed_is_read_word_by_word(text, typed):
    assert typed_words(text) == typed


@pytest.mark.parametrize(
    ("prefix", "end"), [("kin", "kio"), ("060", "061"), ("069", "06a"), ("az", "b"), ("zz", ""), ("a9", "aa")]
)
def test_the_end_of_the_words_that_begin_so(prefix, end):
    assert next_word(prefix) == end


def known(*words: str) -> list[Known]:
    return [Known(number, word, word, 1, 0) for number, word in enumerate(words)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sterilisaton", ["sterilisation"]),
        ("ortophoniste", ["orthophoniste"]),
        ("infrimier", ["infirmier"]),
        ("kyne", ["kine"]),
        ("abc", []),  # too short to be a slip
        ("060302", []),  # a code is not mended
        ("zzzzzz", []),
    ],
)
def test_a_slip_is_read_as_the_nearest_word(typed, meant):
    words = known("sterilisation", "orthophoniste", "infirmier", "infirme", "kine", "060301", "comptable")

    assert [row.word for row in closest(typed, words)] == meant


def test_two_words_run_together_may_be_parted():
    assert ("tele", "conseiller") in split_pairs("teleconseiller")
    assert split_pairs("soins") == []


def test_rarer_words_count_more_and_a_past_job_comes_after_its_like():
    rare, common = Term("rare", {1: 1.0}, lines=1), Term("commun", {2: 1.0}, lines=90)
    hits = [
        Hit(1, (None, 2.0), past=False, rank=1),
        Hit(2, (2.0, None), past=False, rank=2),
        Hit(3, (2.0, 2.0), past=True, rank=3),
        Hit(4, (2.0, 2.0), past=False, rank=4),
    ]

    assert [hit.listing for hit in rank(hits, [rare, common], 100)] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("one", "other"), [("equipe", "equipements"), ("educatrices", "education"), ("paie", "paiement")]
)
def test_words_of_one_stem_and_two_meanings_are_kept_apart(one, other):
    assert form(one) != form(other)
    assert marked(f"un {other}", frozenset([form(one)])) == [(f"un {other}", False)]


def test_a_word_that_names_a_rank_counts_less_than_one_that_names_a_field():
    agent, field = Term("agent", {1: 1.0}, lines=5), Term("recouvrement", {2: 1.0}, lines=20)
    hits = [Hit(1, (8.0, None), past=False, rank=1), Hit(2, (None, 8.0), past=False, rank=2)]

    assert [hit.listing for hit in rank(hits, [agent, field], 100)] == [2, 1]


def test_a_title_may_leave_out_a_common_word_but_not_answer_by_a_rank():
    doctor, advice = Term("medecin", {1: 1.0}, lines=10), Term("conseil", {2: 1.0}, lines=40)
    about = (False, 1, "")
    rows = [
        (7, *about, 1, 1.0, False),
        (7, *about, 2, 1.0, False),
        (8, *about, 1, 9.0, True),
        (9, *about, 1, 1.0, False),
    ]

    enough = telling([doctor, advice], 100)
    assert enough == [doctor]
    assert [hit.listing for hit in gather(rows, [doctor, advice], every=True, enough=enough)] == [7, 8]
    assert telling([Term("responsable", lines=10), advice], 100) == []


def test_equals_come_in_the_order_of_the_texts():
    term = Term("mot", {1: 1.0}, lines=3)
    hits = [Hit(pk, (1.0,), past=False, rank=place) for pk, place in ((1, 30), (2, 10), (3, 20))]

    assert [hit.listing for hit in rank(hits, [term], 10)] == [2, 3, 1]


def test_the_best_of_the_words_that_answer_counts_and_a_beginning_may_answer_by_titles_alone():
    term = Term("admin", {1: 1.0, 2: 0.5}, titles_only=frozenset({2}), lines=3)
    about = (False, 1, "")
    rows = [
        (7, *about, 1, 2.0, False),
        (7, *about, 2, 10.0, True),
        (8, *about, 2, 10.0, False),
        (9, *about, 1, 1.0, True),
    ]

    assert {hit.listing: hit.best for hit in gather(rows, [term], every=True)} == {7: (5.0,), 9: (1.0,)}


def test_every_word_or_any():
    terms = [Term("un", {1: 1.0}), Term("deux", {2: 1.0})]
    about = (False, 1, "")
    rows = [(7, *about, 1, 2.0, False), (7, *about, 2, 3.0, False), (8, *about, 2, 3.0, False)]

    assert [(hit.listing, hit.best) for hit in gather(rows, terms, every=True)] == [(7, (2.0, 3.0))]
    assert [(hit.listing, hit.best) for hit in gather(rows, terms, every=False)] == [(7, (2.0, 3.0)), (8, (None, 3.0))]


def test_each_facet_counts_everything_but_itself():
    hits = [
        Hit(1, (1.0,), past=False, rank=1, facets="pays=fr\ntheme=a"),
        Hit(2, (1.0,), past=False, rank=2, facets="pays=be\ntheme=a"),
        Hit(3, (1.0,), past=False, rank=3, facets="pays=be\ntheme=b"),
    ]

    kept, counts = kept_and_counted(hits, {"pays": ["fr"], "theme": ["a"]})

    assert [hit.listing for hit in kept] == [1]
    assert counts == {"pays=fr": 1, "pays=be": 1, "theme=a": 1}  # the third bears neither
    assert kept_and_counted(hits, {})[1] == {"pays=fr": 1, "pays=be": 2, "theme=a": 2, "theme=b": 1}


def test_a_line_that_says_the_words_together_comes_first():
    terms = [Term("reseau", {1: 1.0}, lines=5), Term("sociaux", {2: 1.0}, lines=5)]
    hits = [Hit(1, (1.0, 1.1), past=False, rank=1), Hit(2, (1.0, 1.0), past=False, rank=2)]

    assert [hit.listing for hit in rank(hits, terms, 100)] == [1, 2]
    assert [hit.listing for hit in rank(hits, terms, 100, {2: 1.0})] == [2, 1]


@pytest.mark.parametrize(
    ("text", "far"),
    [
        ("les réseaux sociaux de l’établissement", 1.0),
        ("les réseaux de l’établissement sociaux", 0.5),
        ("les réseaux, et encore des réseaux", 0.0),
        ("", 0.0),
    ],
)
def test_how_far_words_stand_together(text, far):
    assert togetherness(marked(text, frozenset({"reseau", "social"})), 2) == far


def test_the_words_found_are_marked_as_printed():
    assert marked("Soigner l’Infirmière, l'infirmier(e) !", frozenset({"infirmi"})) == [
        ("Soigner l’", False), ("Infirmière", True), (", l'", False), ("infirmier", True), ("(e) !", False),
    ]  # fmt: skip


def test_a_long_passage_is_cut_between_words_around_what_was_found():
    text = "mot " * 200 + "aiguille " + "foin " * 200

    pieces = cut_around(marked(text, frozenset({"aiguill"})))

    whole = "".join(piece for piece, _ in pieces)
    assert ("aiguille", True) in pieces
    assert len(whole) <= PASSAGE + 4
    assert whole.startswith("… mot ")
    assert whole.endswith("foin …")


@given(
    text=st.text(max_size=600),
    wanted=st.frozensets(st.sampled_from(["soin", "infirmi", "a", "0"])),
    length=st.integers(20, 300),
)
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_marks_change_no_letter_and_cuts_add_only_dots(text, wanted, length):
    pieces = marked(text, wanted)

    assert "".join(piece for piece, _ in pieces) == text
    kept = "".join(piece for piece, _ in cut_around(pieces, length))
    assert kept.removeprefix("… ").removesuffix(" …") in text
    assert len(kept) <= max(length, 0) + 4 or kept == text


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_whatever_is_typed_gives_a_few_plain_words(text):
    typed = typed_words(text)

    assert len(typed) <= 12
    assert all(word.isascii() and word.isalnum() for word in typed)
    assert len(set(typed)) == len(typed)


def test_a_beginning_is_worth_less_than_the_word_itself():
    assert title_weight(2) > TITLE * BEGINNING_OF_A_KNOWN_WORD
