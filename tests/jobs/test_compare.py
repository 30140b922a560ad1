"""Jobs side by side: what is put on one line, on made-up, hostile and real sheets."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.compare import NEAR, Comparison, Line, compare
from jobs.queries import job_sheet
from jobs.values import ItemValue, JobLine, JobSheet, SectionValue, SheetValue

DAY = date(2025, 6, 1)
LEVELS = ("1", "2", "3", "4A", "4B")


def section(kind: str, *texts: str, level: str = "", heading: str = "") -> SectionValue:
    items = [ItemValue(text, f"e-{number}", None) for number, text in enumerate(texts)]
    return SectionValue(kind, heading, level, [], "", items, None, None)


def job(name: str, *sections: SectionValue) -> JobSheet:
    """A job that says only what a test gives it."""
    line = JobLine("clcc", "CLCC", name, "", name, "emploi", "en_vigueur")
    sheet = SheetValue(1, "texte", "Texte", "texte non daté", None, None, list(sections), [])
    return JobSheet(DAY, line, "", [], [], [], [], None, [], [], [], [], {}, [], sheet, None, [], [])


def lines(found: Comparison) -> list[Line]:
    return [line for section in found.sections for block in section.blocks for line in block.lines]


def texts(line: Line) -> tuple[str | None, ...]:
    return tuple(cell.entry.text if cell else None for cell in line.cells)


def alone(found: Comparison) -> list[tuple[int, str]]:
    blocks = [block for section in found.sections for block in section.blocks]
    return [(entry.job, entry.text) for block in blocks for entries in block.alone for entry in entries]


def marked(line: Line) -> list[list[str]]:
    """The words marked in each cell."""
    return [[part.text for part in cell.parts if part.kind != "same"] if cell else [] for cell in line.cells]


def test_the_same_words_are_identical_whatever_their_accents_case_and_feminine():
    left = job("a", section("activites", "Accueillir l’infirmier(e) À L'ENTRÉE."))
    right = job("b", section("activites", "accueillir l'infirmier à l’entrée"))

    [line] = lines(compare([left, right]))

    assert (line.identical, line.nearness, marked(line)) == (True, 100, [[], []])


def test_nearness_is_what_a_reader_recomputes():
    """« Accueillir le patient » holds 2 words, « Accueillir et installer le patient » 3, of which 2: 2 × 2 / 5."""
    left = job("a", section("activites", "Accueillir le patient"))
    right = job("b", section("activites", "Accueillir et installer le patient"))

    [line] = lines(compare([left, right]))

    assert (line.identical, line.nearness) == (False, 80)
    assert marked(line) == [[], ["installer"]]


def test_words_that_many_lines_repeat_count_for_a_quarter():
    """« connaître » and « base » weigh a quarter: ½ in common of 1½ and 1½ is a third, which is not near."""
    left = job("a", section("connaissances", "Connaître les bases de la nutrition"))
    right = job("b", section("connaissances", "Connaître les bases de la communication"))

    found = compare([left, right])

    assert lines(found) == []
    assert found.totals.alone == (1, 1)


def test_words_that_are_not_in_every_cell_are_marked_and_each_wording_stays_whole():
    left = job("a", section("activites", "Préparer les dossiers des patients du service de jour"))
    middle = job("b", section("activites", "Préparer les dossiers des enfants du service de jour"))
    right = job("c", section("activites", "Préparer les dossiers du service de jour"))

    [line] = lines(compare([left, middle, right]))

    assert marked(line) == [["patients"], ["enfants"], []]
    assert [{part.kind for part in cell.parts} for cell in line.cells] == [{"same", "del"}, {"same", "ins"}, {"same"}]
    assert all("".join(part.text for part in cell.parts) == cell.entry.text for cell in line.cells)


def test_the_nearest_lines_meet_first():
    left = job("a", section("activites", "Gérer les stocks de linge", "Gérer les stocks de linge propre"))
    right = job("b", section("activites", "Gérer les stocks de linge propre"))

    found = compare([left, right])

    assert [texts(line) for line in lines(found)] == [("Gérer les stocks de linge propre",) * 2]
    assert alone(found) == [(0, "Gérer les stocks de linge")]


def test_three_lines_meet_only_when_each_is_near_each_other():
    one = job("a", section("activites", "laver peindre coudre tisser"))
    two = job("b", section("activites", "coudre tisser broder tricoter"))
    three = job("c", section("activites", "broder tricoter filer nouer"))

    found = compare([one, two, three])

    assert [texts(line).count(None) for line in lines(found)] == [1]
    assert len(alone(found)) == 1


def test_lines_meet_inside_a_kind_of_section_only():
    left = job("a", section("missions", "Accueillir les patients"))
    right = job("b", section("activites", "Accueillir les patients"))

    found = compare([left, right])

    assert lines(found) == []
    assert [row.kind for row in found.sections] == ["missions", "activites"]
    assert [row.headings for row in found.sections] == [("", None), (None, "")]


def test_levels_are_rows_in_the_order_of_their_grid():
    left = job("a", section("activites", "Tenir le registre", level="4B"), section("activites", "Trier", level="3"))
    right = job("b", section("activites", "Tenir le registre", level="4A"), section("activites", "Classer"))

    [row] = compare([left, right], levels=LEVELS).sections

    assert [block.level for block in row.blocks] == ["", "3", "4A"]
    assert [len(block.lines) for block in row.blocks] == [0, 0, 1]
    assert row.blocks[2].lines[0].cells[0].entry.level == "4B"
    assert row.blocks[1].described == (True, False)


def test_sub_items_are_lines_that_say_what_they_stand_under():
    child = ItemValue("le linge propre", "e-2", None)
    above = ItemValue("Distribuer :", "e-1", None, "", [child])
    left = job("a", SectionValue("activites", "", "", [], "", [above], None, None))
    right = job("b", section("activites", "Le linge propre"))

    [line] = lines(compare([left, right]))

    assert line.identical
    assert line.cells[0].entry.under == "Distribuer :"


def test_only_differences_leaves_out_what_all_say_word_for_word_and_counts_it():
    left = job("a", section("activites", "Trier le linge", "Laver le linge blanc"))
    middle = job("b", section("activites", "Trier le linge", "Laver le linge"))
    right = job("c", section("activites", "Trier le linge", "Laver le linge blanc"))

    whole = compare([left, middle, right])
    found = compare([left, middle, right], differences=True)

    assert [texts(line)[0] for line in lines(whole)] == ["Trier le linge", "Laver le linge blanc"]
    assert [texts(line)[0] for line in lines(found)] == ["Laver le linge blanc"]
    assert found.sections[0].blocks[0].hidden == 1
    assert found.totals == whole.totals


def test_what_two_of_three_say_word_for_word_is_a_difference():
    left = job("a", section("activites", "Trier le linge"))
    right = job("b", section("activites", "Trier le linge"))

    found = compare([left, right, job("c")], differences=True)

    assert [texts(line) for line in lines(found)] == [("Trier le linge", "Trier le linge", None)]


def test_jobs_without_a_sheet_or_without_a_line_are_compared_without_fault():
    silent = job("a")
    bare = replace(silent, sheet=None)

    assert compare([silent, bare]).sections == ()
    assert compare([silent, bare]).totals.alone == (0, 0)
    assert compare([]).facts == ()


# Words that meet often, so that lines do; and anything at all.
SOME_WORDS = st.lists(
    st.sampled_from(["laver", "trier", "linge", "propre", "blanc", "le", "du", "assurer", "service"]), max_size=6
)
TEXTS = st.one_of(SOME_WORDS.map(" ".join), st.text(max_size=30))
SECTIONS = st.lists(
    st.builds(
        lambda kind, level, said: section(kind, *said, level=level),
        st.sampled_from(["missions", "activites"]),
        st.sampled_from(["", "3", "4A", "inconnu"]),
        st.lists(TEXTS, max_size=5),
    ),
    max_size=3,
)
JOBS = st.lists(SECTIONS, min_size=2, max_size=4)


def made(drawn) -> list[JobSheet]:
    return [job(f"emploi-{index}", *sections) for index, sections in enumerate(drawn)]


@given(JOBS)
@settings(max_examples=150, deadline=None)
def test_every_line_stands_once_and_whole(drawn):
    jobs = made(drawn)
    found = compare(jobs, levels=LEVELS)
    cells = [cell for line in lines(found) for cell in line.cells if cell]

    given_lines = [(index, item.text) for index, sections in enumerate(drawn) for row in sections for item in row.items]
    shown = [(cell.entry.job, cell.entry.text) for cell in cells] + alone(found)
    assert sorted(shown) == sorted(given_lines)
    assert all("".join(part.text for part in cell.parts) == cell.entry.text for cell in cells)
    assert all(
        cell is None or cell.entry.job == place for line in lines(found) for place, cell in enumerate(line.cells)
    )
    assert all(NEAR <= line.nearness <= 100 and sum(map(bool, line.cells)) > 1 for line in lines(found))


@given(JOBS)
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_jobs_changes_nothing_but_their_order(drawn):
    def seen(order):
        found = compare([jobs[place] for place in order], levels=LEVELS)
        names = [jobs[place].line.key for place in order]
        return sorted(
            (line.nearness, sorted((names[i], text) for i, text in enumerate(texts(line)) if text is not None))
            for line in lines(found)
        )

    jobs = made(drawn)
    orders = list(permutations(range(len(jobs))))

    assert all(seen(order) == seen(orders[0]) for order in (orders[-1], orders[len(orders) // 2]))


@given(JOBS)
@settings(max_examples=60, deadline=None)
def test_comparing_twice_says_the_same(drawn):
    assert compare(made(drawn), levels=LEVELS) == compare(made(drawn), levels=LEVELS)


@pytest.mark.parametrize("text", ["", " ", "…", "de la", "<script>alert(1)</script>", "\u0000\u202e", "a " * 5000])
def test_hostile_wordings_are_kept_as_they_are(text):
    found = compare([job("a", section("activites", text)), job("b", section("activites", text))])

    [line] = lines(found)
    assert line.identical
    assert texts(line) == (text, text)


# What follows was judged by eye on the official texts.


def real(*places: str, differences: bool = False) -> Comparison:
    jobs = [job_sheet(framework=place.split("/")[0], key=place.split("/")[1], day=DAY) for place in places]
    return compare(jobs, levels=LEVELS, differences=differences)


def pairs(found: Comparison) -> list[tuple]:
    """The lines put side by side: how near, then the first words of each."""
    return [(line.nearness, *(text and " ".join(text.split()[:4]) for text in texts(line))) for line in lines(found)]


@pytest.mark.django_db
def test_the_two_nursing_assistants_share_their_diploma_and_little_wording():
    found = real("ucanss/060101", "clcc/aide-soignant")

    assert pairs(found) == [
        (50, "Dispenser des soins d'hygiène", "Dispenser des soins d’hygiène,"),
        (89, "DE - Aide-Soignant", "Diplôme d’État d’aide-soignant"),
    ]
    assert found.totals.alone == (9, 22)


@pytest.mark.django_db
def test_the_medical_assistant_and_the_specialised_one():
    found = real("clcc/assistant-medical", "clcc/assistant-medical-specialise")

    assert pairs(found) == [
        (55, "Collaborer à la préparation", "Collaborer à la préparation"),
        (100, "Recueillir, traiter et transmettre", "Recueillir, traiter et transmettre"),
        (53, "Connaître les circuits internes", "Connaissance de l’organisation de"),
    ]


@pytest.mark.django_db
def test_two_metiers_are_compared_level_by_level():
    found = real("ucanss/0111", "ucanss/0112")
    [activities] = [row for row in found.sections if row.kind == "activites"]

    assert [(block.level, len(block.lines)) for block in activities.blocks] == [("3", 0), ("4A", 2), ("4B", 1)]
    assert marked(activities.blocks[1].lines[1]) == [["expérience"], ["expertise"]]
    assert activities.blocks[2].lines[0].identical


@pytest.mark.django_db
def test_a_nursing_assistant_and_a_childcare_assistant_of_one_text_share_nearly_everything():
    found = real("clcc/aide-soignant", "clcc/auxiliaire-de-puericulture")

    assert (found.totals.identical, found.totals.near) == (11, 8)
    assert ["patient"] in marked(next(line for line in lines(found) if "état général" in texts(line)[0]))


@pytest.mark.django_db
def test_four_jobs_of_four_frameworks():
    found = real(
        "anap/assistant-technique-d-anesthesie", "fph/15d30", "clcc/attache-de-recherche-clinique", "ucanss/060101"
    )

    assert [(nearness, *(bool(text) for text in rest)) for nearness, *rest in pairs(found)] == [
        (57, False, True, True, False),
        (59, False, True, True, False),
        (94, False, True, True, False),
    ]
    assert {texts(line)[1] for line in lines(found)} == {
        "Anglais scientifique", "Réglementation relative à la recherche clinique", "Vocabulaire médical",
    }  # fmt: skip


def test_a_word_that_every_line_bears_does_not_bring_every_line_together():
    texts = [f"Trier le linge numéro {number}" for number in range(40)]

    found = compare([job(name, section("activites", *texts)) for name in "abcd"])

    assert found.totals.identical == 40
    assert found.totals.alone == (0, 0, 0, 0)
