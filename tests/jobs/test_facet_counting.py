"""A selection by facets, counted by sets of bits, is what counting line by line gives."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jobs.facet_counting import BorneValues

KEYS = st.sets(st.sampled_from([f"{facet}={value}" for facet in "abc" for value in "xyz"]))
HELD = st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from("xyzw"), min_size=1), max_size=3)


def bears(keys, held) -> bool:
    return all(any(f"{name}={value}" in keys for value in values) for name, values in held.items())


@given(st.lists(KEYS, max_size=40), HELD)
def test_each_facet_counts_everything_but_itself(lines, held):
    counted = Counter()
    for keys in lines:
        for key in keys:
            others = {name: values for name, values in held.items() if name != key[0]}
            counted[key] += bears(keys, others)

    found = BorneValues(lines)

    assert found.counts(held) == {key: number for key, number in counted.items() if number}
    assert found.number(held) == sum(bears(keys, held) for keys in lines)
