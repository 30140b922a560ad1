"""The engine of the nearest jobs, on descriptions small enough to be counted by hand."""

import pytest

from jobs.nearest import (
    COMMON_FROM,
    PADDING,
    PAIRED_FROM,
    SOUGHT_WORDS,
    Description,
    compare,
    likeness,
    order,
    ordered,
    percentage,
    set_aside,
)
from jobs.weighing import ACTIVITIES, KNOWLEDGE, Weights, count_weights, make_line, mean_weight, meaningful

WEIGHTS = Weights({"soin": 20, "hygien": 40, "confort": 60}, {"soin": 9, "hygien": 3, "confort": 1}, 60)


def line(text, part=ACTIVITIES, weights=WEIGHTS):
    return make_line(part, text, weights)


def description(*texts, weights=WEIGHTS):
    return Description([line(text, weights=weights) for text in texts], weights)


# Words


def test_words_that_join_others_do_not_count():
    assert list(meaningful("Pour les règles de l’hygiène et du confort")) == ["regl", "hygien", "confort"]


def test_a_word_said_twice_counts_once():
    assert list(meaningful("Soins et soin")) == ["soin"]


def test_an_endless_word_keeps_its_beginning():
    assert list(meaningful("x" * 5_000)) == ["x" * 60]


@pytest.mark.parametrize(
    ("one", "two"),
    [("infirmière", "Infirmier(e)"), ("OEUVRE", "œuvre"), ("l’hygiène", "L'HYGIENE"), ("soignants", "soignante")],
)
def test_spellings_of_one_word_meet(one, two):
    assert list(meaningful(one)) == list(meaningful(two))


def test_a_rarer_word_weighs_more():
    """Ten times the natural logarithm of sheets over sheets that bear it, rounded: ln 4 = 1.386, ln 2 = 0.693."""
    weights = count_weights([(1, ["soin", "nuit"]), (1, ["soin"]), (2, ["soin"]), (3, ["soin", "jour"]), (4, ["jour"])])

    assert weights.by_stem == {"soin": 3, "nuit": 14, "jour": 7}
    assert weights.bearing == {"soin": 4, "nuit": 1, "jour": 2}


def test_a_word_that_many_lines_repeat_weighs_a_quarter():
    """A quarter of ten times ln 4."""
    weights = count_weights([(1, ["effectu", "nuit"]), (2, []), (3, ["soin"]), (4, ["soin"])])

    assert (weights.of("effectu"), weights.of("nuit")) == (3, 14)


def test_a_repeated_word_alone_makes_no_pair_but_the_same_line_does():
    weights = Weights({"effectu": 40, "collabor": 20, "soin": 20}, {}, 40)
    ours = description("effectuer", "collaborer, soins", weights=weights)

    match = compare(ours, [line("effectuer, soin", weights=weights), line("Effectuer", weights=weights)])

    same, other = match.parts[0].forward.answers
    assert (same.other_number, same.likeness) == (2, 100)
    assert (other.other_number, other.shared) == (1, ("soin",))
    assert compare(ours, [line("effectuer, licorne", weights=weights)]).forward == 0


def test_a_word_of_no_sheet_weighs_as_much_as_the_rarest():
    weights = count_weights([(1, ["soin"]), (2, ["soin"]), (3, ["jour"])])

    assert weights.of("licorne") == weights.of("jour") == weights.rarest == 11


def test_a_corpus_without_lines_weighs_nothing():
    assert count_weights([]) == Weights({}, {}, 0)


# Lines


def test_a_line_weighs_the_mean_of_its_words_the_half_rounded_up():
    assert line("soins et hygiène").weight == 30
    assert mean_weight(25, 2) == 13
    assert mean_weight(0, 0) == 0


def test_likeness_is_what_is_shared_over_the_lighter_line_and_the_padding():
    """Shared 60, lighter 60: 60 / (60 + 50) = 54.5 %, the half rounded up."""
    assert PADDING == 50
    assert likeness(60, 60, 160) == 55


def test_lines_that_share_every_word_are_alike():
    assert likeness(20, 20, 20) == 100
    assert likeness(0, 0, 0) == 0


def test_short_lines_that_share_one_word_are_not_alike():
    assert likeness(20, 40, 60) == 22


@pytest.mark.parametrize(
    ("covered", "weight", "expected"), [(0, 0, 0), (1, 2, 1), (1, 3, 0), (150, 2, 75), (199, 2, 100)]
)
def test_a_percentage_is_rounded_from_the_half_up(covered, weight, expected):
    assert percentage(covered, weight) == expected


# Two descriptions


def test_each_way_is_counted_by_itself():
    """Ours: « soins, hygiène » (weight 30) and « confort » (60). Theirs: « soins, hygiène, confort » (total 120).

    60 / (60 + 50) = 55 and 60 / (60 + 50) = 55, so (30 × 55 + 60 × 55) / 90 = 55. The other way the only line
    keeps its first best, 55.
    """
    match = compare(description("soins, hygiène", "confort"), [line("soins, hygiène, confort")])

    assert (match.forward, match.backward) == (55, 55)
    first, second = match.parts[0].forward.answers
    assert (first.shared, first.other_number, first.likeness) == (("hygien", "soin"), 1, 55)
    assert (second.shared, second.likeness) == (("confort",), 55)
    assert match.parts[0].backward.answers[0].other_number == 1


def test_a_line_without_equivalent_counts_zero_and_is_shown():
    match = compare(description("soins", "confort"), [line("soins")])

    alone = match.parts[0].forward.answers[1]
    assert (alone.other, alone.likeness, alone.shared) == (None, 0, ())
    assert (match.forward, match.backward) == (25, 100)


def test_a_likeness_under_the_floor_is_no_equivalent():
    weights = Weights({"soin": 5} | {f"mot{n}": 60 for n in range(20)}, {}, 60)
    ours = description("soin mot0 mot1 mot2", weights=weights)
    theirs = [line("soin mot3 mot4 mot5", weights=weights)]

    assert likeness(5, 185, 185) < PAIRED_FROM
    assert compare(ours, theirs).parts[0].forward.answers[0].other is None
    assert compare(ours, theirs).forward == 0


def test_activities_and_knowledge_are_never_matched_with_each_other():
    ours = Description([line("soins", ACTIVITIES), line("hygiène", KNOWLEDGE)], WEIGHTS)

    match = compare(ours, [line("hygiène", ACTIVITIES), line("soins", KNOWLEDGE)])

    assert (match.forward, match.backward) == (0, 0)
    assert [part.part for part in match.parts] == [ACTIVITIES, KNOWLEDGE]


def test_a_part_that_one_side_lacks_is_not_counted_and_is_named():
    ours = Description([line("soins", ACTIVITIES), line("hygiène", KNOWLEDGE)], WEIGHTS)

    match = compare(ours, [line("soins", ACTIVITIES)])

    assert (match.forward, match.backward, match.missing) == (100, 100, (KNOWLEDGE,))


def test_nothing_to_compare_gives_zero():
    match = compare(Description([], WEIGHTS), [])

    assert (match.forward, match.backward, match.parts, match.missing) == (0, 0, (), ())


def test_the_order_is_that_of_the_printed_percentages():
    ours = description("soins, hygiène", "confort")
    theirs = [line("soins, hygiène, confort")]

    match = compare(ours, theirs)

    assert order(ours, theirs)[0] == match.forward + match.backward


def test_candidates_come_best_first_ties_in_their_order_and_those_that_share_nothing_are_left_out():
    candidates = {1: [line("licorne")], 2: [line("soins")], 3: [line("soins, confort")], 4: [line("soins")]}

    assert ordered(description("soins, confort"), candidates) == [3, 2, 4]


# Candidates


def test_candidates_are_sought_by_the_rarest_words_of_the_corpus():
    ours = description("soins, hygiène, confort, licorne")

    assert ours.sought() == ["confort", "hygien", "soin"]


def test_words_that_too_many_lines_bear_are_not_sought():
    weights = Weights({"confort": 60, "soin": 1}, {"confort": 1, "soin": 100_000}, 60)

    assert description("confort, soins", weights=weights).sought() == ["confort"]


def test_only_so_many_words_are_sought():
    weights = Weights({f"mot{n}": 60 for n in range(500)}, {f"mot{n}": 1 for n in range(500)}, 60)

    ours = description(" ".join(f"mot{n}" for n in range(500)), weights=weights)

    assert len(ours.sought()) == SOUGHT_WORDS


# The common base


def test_a_line_that_repeats_the_common_base_is_set_aside():
    common = [line("soins, hygiène, confort")]

    kept, aside = set_aside([line("Soins, hygiène et confort"), line("confort, licorne")], common, WEIGHTS)

    assert [row.text for row in aside] == ["Soins, hygiène et confort"]
    assert [row.text for row in kept] == ["confort, licorne"]
    assert COMMON_FROM == 60
