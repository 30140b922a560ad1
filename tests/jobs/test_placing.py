"""Which rows a grid has, and what a sheet says of a level beside the one below."""

from grids.values import GridValue, LevelValue
from jobs.enums import JobKind, Status, TitleKind
from jobs.placing import Placed, Printed, arrange, step_to
from jobs.values import ItemValue, JobLine, PlacementValue, SectionValue


def line(key: str, kind: str = JobKind.JOB, status: str = Status.IN_FORCE) -> JobLine:
    return JobLine("ucanss", "Sécurité sociale", key, key, f"Emploi {key}", kind, status)


def place(*codes: str) -> PlacementValue:
    return PlacementValue("g", "G", [(c, f"Niveau {c}") for c in codes], "", "", "", "enonce", "énoncé", "", None)


def keys(rows) -> list:
    return [(row.job.line.key, [other.line.key for other in row.attached]) for row in rows]


def test_attached_jobs_stand_under_their_metier_in_the_order_of_the_text():
    jobs = {
        1: Placed(line("0101", JobKind.REFERENCE), place("3")),
        2: Placed(line("010101", JobKind.ATTACHED)),
        3: Placed(line("0102", JobKind.REFERENCE), place("4A")),
        4: Placed(line("010103", JobKind.ATTACHED)),
        5: Placed(line("010201", JobKind.ATTACHED)),
    }

    rows, unplaced, deleted = arrange(jobs, {2: 1, 4: 1, 5: 3}, whole=False)

    assert keys(rows) == [("0101", ["010101", "010103"]), ("0102", ["010201"])]
    assert (unplaced, deleted) == ([], [])


def test_an_attached_job_that_hr_placed_has_a_row_of_its_own_under_its_metier():
    jobs = {
        1: Placed(line("0101", JobKind.REFERENCE), place("3", "4A")),
        2: Placed(line("010101", JobKind.ATTACHED), place("4A")),
        3: Placed(line("010102", JobKind.ATTACHED)),
        4: Placed(line("0102", JobKind.REFERENCE), place("3")),
    }

    rows, _, _ = arrange(jobs, {2: 1, 3: 1}, whole=False)

    assert keys(rows) == [("0101", ["010102"]), ("010101", []), ("0102", [])]


def test_a_job_without_place_keeps_its_row_in_a_table_and_stands_apart_in_a_whole_grid():
    jobs = {1: Placed(line("a"), place("B")), 2: Placed(line("b")), 3: Placed(line("c", status=Status.DELETED))}

    in_table, _, gone = arrange(jobs, {}, whole=False)
    rows, unplaced, deleted = arrange(jobs, {}, whole=True)

    assert (keys(in_table), [job.line.key for job in gone]) == ([("a", []), ("b", [])], ["c"])
    assert (keys(rows), [j.line.key for j in unplaced], [j.line.key for j in deleted]) == ([("a", [])], ["b"], ["c"])


def test_an_attached_job_whose_metier_is_elsewhere_is_not_lost():
    jobs = {2: Placed(line("010101", JobKind.ATTACHED))}

    rows, unplaced, _ = arrange(jobs, {2: 1}, whole=True)

    assert (rows, [job.line.key for job in unplaced]) == ([], ["010101"])


def test_an_empty_grid_has_no_row():
    assert arrange({}, {}, whole=True) == ([], [], [])


def test_only_titles_that_differ_are_said_again_each_once():
    printed = Printed(
        (
            (TitleKind.SHEET, "Emploi 1"),
            (TitleKind.TABLE, "Emploi un"),
            (TitleKind.TABLE, "Emploi un"),
            (TitleKind.LIST, "Emploi premier"),
            (TitleKind.FORMER, "Emploi zéro"),
        )
    )

    assert Placed(line("1"), printed=printed).other_titles == [
        (TitleKind.TABLE, "Emploi un"),
        (TitleKind.FORMER, "Emploi zéro"),
    ]


def test_a_job_of_the_list_alone_is_said_to_be_out_of_the_table():
    assert Placed(line("1"), printed=Printed(((TitleKind.LIST, "x"),))).out_of_table
    assert not Placed(line("1"), printed=Printed(((TitleKind.LIST, "x"), (TitleKind.BRANCH, "x")))).out_of_table
    assert not Placed(line("1"), printed=Printed()).out_of_table


# A level beside the one below

LEVELS = [LevelValue(code, f"Niveau {code}", "", code, None) for code in ("3", "4A", "4B", "5A")]
GRID = GridValue("g", "ucanss", "G", "t", "T", "", [], None, LEVELS)


def section(level: str, *texts: str) -> SectionValue:
    items = [ItemValue(text, f"e-{level}-{n}", None) for n, text in enumerate(texts)]
    return SectionValue("activites", f"Activités - Niveau {level}", level, [], "", items, None, None)


def step(code: str, *sections: SectionValue):
    level = next(level for level in LEVELS if level.code == code)
    return step_to(level, job=Placed(line("1")), sections=list(sections), grid=GRID, attached=[])


def test_the_level_below_is_the_nearest_that_the_sheet_describes():
    found = step("5A", section("3", "Un"), section("4A", "Deux"), section("5A", "Trois"), section("", "Autre"))

    assert [s.level for s in found.sections] == ["5A"]
    assert found.below.code == "4A"
    assert [item.text for s in found.below_sections for item in s.items] == ["Deux"]


def test_the_lowest_level_of_a_sheet_has_none_below():
    found = step("3", section("3", "Un"), section("4A", "Deux"))

    assert (found.below, found.below_sections, found.repeated) == (None, [], [])


def test_a_level_that_the_sheet_does_not_describe_is_compared_with_nothing():
    found = step("4B", section("3", "Un"), section("4A", "Deux"))

    assert (found.sections, found.below, found.repeated) == ([], None, [])


def test_words_printed_at_both_levels_are_named_case_and_spaces_aside():
    found = step(
        "4A",
        section("3", "Assurer un soutien  technique", "Traiter"),
        section("4A", "Assurer un Soutien technique", "X"),
    )

    assert found.repeated == ["Assurer un Soutien technique"]


def test_a_sheet_without_section_gives_an_empty_step():
    assert step("3").sections == []
