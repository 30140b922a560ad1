"""When the text of a sheet is written again, each line keeps what it can of its past."""

from itertools import count

from jobs.lineage import carried, likeness
from jobs.wording import ItemWording, SectionWording


def section(*texts, kind="activites", level="", group="", passages=True):
    items = tuple(ItemWording(text, f"e-{text}{level}{group}", "", len(text) if passages else None) for text in texts)
    return SectionWording(kind, kind.capitalize(), 7, level, (), group, 8 if group else None, items)


def bare(*texts, kind="activites", level="", group=""):
    return SectionWording(kind, kind.capitalize(), None, level, (), group, None,
                          tuple(ItemWording(text, "") for text in texts))  # fmt: skip


def carry(wanted, *known):
    numbers = count(1)
    return carried(wanted, known, lambda: f"new-{next(numbers)}")


def lines(sections):
    return [(item.text, item.lineage, item.passage) for s in sections for item in s.items]


def test_lines_that_did_not_change_keep_lineage_and_passage_wherever_they_went():
    known = [section("trier", "classer", "ranger"), section("accueillir", kind="missions")]

    found = carry([bare("ranger", "trier", "accueillir"), bare("classer", kind="missions")], known)

    assert lines(found) == [
        ("ranger", "e-ranger", 6), ("trier", "e-trier", 5), ("accueillir", "e-accueillir", 10),
        ("classer", "e-classer", 7),
    ]  # fmt: skip
    assert [s.heading_passage for s in found] == [7, 7]


def test_a_reworded_line_keeps_its_lineage_and_loses_the_passage_that_printed_other_words():
    known = [section("accueillir les patients au guichet")]

    found = carry([bare("accueillir les patients et leurs familles au guichet")], known)

    assert lines(found) == [
        ("accueillir les patients et leurs familles au guichet", "e-accueillir les patients au guichet", None)
    ]


def test_a_new_line_draws_a_lineage_and_never_takes_that_of_another_section():
    known = [section("tenir le registre des entrées"), section("un tout autre métier", kind="connaissances")]

    found = carry([bare("cuisiner"), bare("tenir le registre des sorties", kind="missions")], known)

    assert [lineage for _, lineage, _ in lines(found)] == ["new-1", "new-2"]


def test_a_line_repeated_has_one_lineage_each_and_stays_at_its_level():
    known = [section("trier", level="3"), section("trier", level="4A")]

    found = carry([bare("trier", level="4A"), bare("trier", level="3"), bare("trier", level="5A")], known)

    assert [lineage for _, lineage, _ in lines(found)] == ["e-trier4A", "e-trier3", "new-1"]


def test_a_line_taken_out_then_put_back_is_itself_again():
    base, draft = [section("trier", "classer")], [section("trier")]

    found = carry([bare("trier", "classer")], draft, base)

    assert lines(found) == [("trier", "e-trier", 5), ("classer", "e-classer", 7)]


def test_a_line_reworded_then_restored_finds_its_passage_again():
    base = [section("accueillir les patients")]
    draft = carry([bare("accueillir les patients âgés")], base)

    assert lines(carry([bare("accueillir les patients")], draft, base)) == lines(base)


def test_sub_items_are_carried_with_their_line():
    child = ItemWording("par téléphone", "e-child", "", 3)
    known = [SectionWording("missions", items=(ItemWording("accueillir", "e-top", "", 2, (child,)),))]
    wanted = [
        SectionWording(
            "missions", items=(ItemWording("accueillir", "", "", None, (ItemWording("par téléphone", ""),)),)
        )
    ]

    assert carry(wanted, known) == known


def test_likeness_counts_words_in_their_order():
    assert likeness("Trier les déchets", "trier les dechets") == 1
    assert likeness("", "trier") == 0
    assert likeness("a b c d", "a b x y") == 0.5
