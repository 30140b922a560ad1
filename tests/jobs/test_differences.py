"""Two versions of a sheet: each line is the same, moved, reworded, added or taken out, and nothing is lost."""

import pytest

from jobs.differences import Kind, Part, Weight, differences, word_parts
from jobs.values import ItemValue, SectionValue


def section(*lines, kind="activites", heading="Activités", level="", group=""):
    """Lines as « anchor:words »."""
    items = [ItemValue(text, anchor, None) for anchor, _, text in (line.partition(":") for line in lines)]
    return SectionValue(kind, heading, level, [], group, items, None, None)


def told(found):
    return [(change.kind, (change.new or change.old).text) for block in found.blocks for change in block.changes]


def test_a_version_against_itself_has_no_difference():
    sheet = [section("a:trier", "b:classer"), section("c:trier", kind="missions", heading="Missions")]

    found = differences(sheet, sheet)

    assert {kind for kind, _ in told(found)} == {Kind.SAME}
    assert found.weight is Weight.NONE


def test_empty_versions():
    assert differences([], []).blocks == ()
    assert told(differences([], [section("a:trier")])) == [(Kind.ADDED, "trier")]
    assert told(differences([section("a:trier")], [])) == [(Kind.REMOVED, "trier")]


def test_each_kind_of_change_where_it_stands():
    old = [section("a:trier", "b:classer les dossiers", "c:ranger", "d:jeter"), section("e:savoir", kind="missions")]
    new = [
        section("c:ranger", "a:trier", "b:classer les dossiers reçus", "f:numériser"),
        section("e:savoir", kind="missions"),
    ]

    found = differences(old, new)

    assert told(found) == [
        (Kind.MOVED, "ranger"),
        (Kind.SAME, "trier"),
        (Kind.REWORDED, "classer les dossiers reçus"),
        (Kind.REMOVED, "jeter"),
        (Kind.ADDED, "numériser"),
        (Kind.SAME, "savoir"),
    ]
    assert found.weight is Weight.CONTENT


def test_one_line_moved_far_is_one_move_and_not_a_dozen():
    letters = [f"{n}:ligne {n}" for n in range(12)]

    found = differences([section(*letters)], [section(*letters[1:], letters[0])])

    assert [text for kind, text in told(found) if kind is Kind.MOVED] == ["ligne 0"]
    assert found.weight is Weight.WORDING


def test_a_line_that_changes_level_or_section_is_moved_and_says_from_where():
    old = [section("a:trier", level="3"), section("b:classer", level="4A")]
    new = [section(level="3"), section("b:classer", "a:trier", level="4A")]

    (block,) = differences(old, new).blocks

    (same, moved) = block.changes
    assert (same.kind, moved.kind) == (Kind.SAME, Kind.MOVED)
    assert (moved.old.place.level, moved.new.place.level) == ("3", "4A")


def test_a_line_reworded_and_moved_says_both():
    old = [section("a:trier les déchets", "b:classer", "c:ranger")]
    new = [section("b:classer", "c:ranger", "a:trier les déchets verts")]

    change = differences(old, new).blocks[0].changes[-1]

    assert (change.kind, change.moved) == (Kind.REWORDED, True)


def test_lines_without_a_common_anchor_meet_by_their_words():
    old = [section("x:trier les déchets", "y:accueillir les visiteurs du centre")]
    new = [section("a:trier les déchets", "b:accueillir les patients du centre")]

    assert [kind for kind, _ in told(differences(old, new))] == [Kind.SAME, Kind.REWORDED]


def test_a_repeated_line_is_paired_once():
    old, new = [section("x:trier")], [section("a:trier", "b:trier")]

    assert [kind for kind, _ in told(differences(old, new))] == [Kind.SAME, Kind.ADDED]


def test_a_code_that_changes_is_a_rewording():
    old = SectionValue("connaissances", "", "", [], "", [ItemValue("Droit", "a", None, "15214")], None, None)
    new = SectionValue("connaissances", "", "", [], "", [ItemValue("Droit", "a", None, "15215")], None, None)

    (change,) = differences([old], [new]).blocks[0].changes

    assert change.parts == (
        Part("same", "Droit (code "), Part("del", "15214"), Part("ins", "15215"), Part("same", ")"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("", "a"), ("a", ""), ("trier", "trier"), ("l’accueil des patients", "l'accueil du patient"),
     ("<b>&amp;", "<i>"), ("a  b\tc", "a b c"), ("é" * 50, "e" * 50)],
)  # fmt: skip
def test_the_words_of_both_wordings_are_all_there(old, new):
    parts = word_parts(old, new)

    assert "".join(part.text for part in parts if part.kind != "ins") == old
    assert "".join(part.text for part in parts if part.kind != "del") == new


def test_only_the_words_that_changed_are_marked():
    assert word_parts("accueillir les patients", "accueillir les usagers") == (
        Part("same", "accueillir les "), Part("del", "patients"), Part("ins", "usagers"),
    )  # fmt: skip
