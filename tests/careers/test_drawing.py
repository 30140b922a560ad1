"""The drawing as data: what leads where, in the order in which one walks it, whatever HR entered."""

from dataclasses import replace

from careers.drawing import chains
from careers.enums import NodeKind, StepKind
from careers.values import Citation, NodeValue, StepValue

SAID = Citation("Mots du texte.", "Article 1er", "Avenant", None)


def node(key: str) -> NodeValue:
    return NodeValue(key, NodeKind.JOB, key.upper(), None, "", "", "", None, "", None, 0, SAID)


def step(start: str, end: str) -> StepValue:
    departure = node(start) if start else None
    return StepValue(f"{start}-{end}", StepKind.PROMOTION, f"{start} vers {end}", "", departure, node(end), "", SAID)


def drawn(*steps: StepValue) -> list[list[tuple[list[str], str]]]:
    """Each chain as its stages: departures shown, arrival."""
    return [
        [([way.departure.key if way.departure else "" for way in stage.ways], stage.arrival.key) for stage in chain]
        for chain in chains(steps)
    ]


def test_ways_to_one_node_join_and_the_node_just_above_is_not_drawn_again():
    assert drawn(step("a", "c"), step("b", "c"), step("c", "d")) == [[(["a", "b"], "c"), ([""], "d")]]


def test_a_step_declared_before_the_one_it_follows_is_drawn_after_it():
    assert drawn(step("c", "d"), step("a", "c")) == [[(["a"], "c"), ([""], "d")]]


def test_what_no_step_joins_is_drawn_apart():
    assert drawn(step("", "corps"), step("grade", "next")) == [[([""], "corps")], [(["grade"], "next")]]


def test_a_departure_that_is_not_just_above_is_named():
    found = drawn(step("a", "b"), step("b", "c"), step("a", "d"), step("c", "d"))

    assert found == [[(["a"], "b"), ([""], "c"), (["a", ""], "d")]]


def test_a_path_that_comes_back_to_where_it_was_is_still_drawn():
    found = drawn(step("a", "b"), step("b", "a"))

    assert sorted(arrival for chain in found for _, arrival in chain) == ["a", "b"]


def test_a_path_without_steps_has_no_drawing():
    assert drawn() == []


def test_two_nodes_of_one_title_are_two_nodes():
    first, second = step("a", "b"), step("c", "d")
    second = replace(second, arrival=replace(second.arrival, title=first.arrival.title))

    assert len(drawn(first, second)) == 2
