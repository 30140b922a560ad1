"""Which version is in force on a day, until when, and what a line became: rules over plain values."""

from datetime import date

from jobs.history import Carrier, Version, as_printed, rectified, standing, wordings_of
from jobs.values import ItemValue, SectionValue, SheetValue

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


def version(number, *lines):
    """Lines as « anchor:words »."""
    items = [ItemValue(text, anchor, None) for anchor, _, text in (line.partition(":") for line in lines)]
    sheet = SheetValue(
        number, "d", "D", "", None, None, [SectionValue("missions", "", "", [], "", items, None, None)], []
    )
    return Version(sheet, Carrier("d", "D", "D", "", None), False, False, None, None, (), None)


def test_the_newest_version_that_counts_is_in_force_and_ends_the_others():
    numbers = [(1, None), (2, JUNE), (3, AUGUST)]

    assert standing(numbers, JULY) == {1: (False, False, JUNE), 2: (True, False, AUGUST), 3: (False, True, None)}
    assert standing(numbers, date(2026, 5, 31))[1] == (True, False, JUNE)
    assert standing(numbers, AUGUST)[3] == (True, False, None)


def test_a_version_passed_by_a_later_one_that_counts_earlier_was_never_the_last():
    assert standing([(1, JUNE), (2, AUGUST), (3, JULY)], AUGUST) == {
        1: (False, False, JULY), 2: (False, False, JULY), 3: (True, False, None),
    }  # fmt: skip


def test_no_version_counts_yet():
    assert standing([(1, AUGUST)], JULY) == {1: (False, True, None)}
    assert standing([], JULY) == {}


def test_a_line_through_its_wordings():
    versions = [version(1, "a:trier"), version(2, "a:trier", "b:x"), version(3, "a:trier tout"), version(4, "b:x")]

    found, gone = wordings_of(versions, "a")

    assert [(w.text, w.versions) for w in found] == [("trier", (1, 2)), ("trier tout", (3,))]
    assert gone == 4
    assert wordings_of(versions, "b")[1] == 0
    assert wordings_of(versions, "z") == ((), 0)


def test_an_erratum_tells_the_lines_that_were_misread():
    def line(words):
        return {"texte": words, "code": "", "sous_elements": []}

    def section(*lines):
        return [
            {"type": "missions", "intitule": "", "niveau": "", "branches": [], "groupe": "", "elements": list(lines)}
        ]

    misread, right = (
        section(line("trier les dechets"), line("ranger")),
        section(line("trier les déchets"), line("ranger")),
    )

    found = rectified(JUNE, "mal lu", misread, right)

    assert [change.kind for change in found.changes.blocks[0].changes] == ["reformule", "inchange"]
    assert as_printed(right)[0].items[0].text == "trier les déchets"
