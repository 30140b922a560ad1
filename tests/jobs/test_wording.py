"""The wording of a sheet as values: its flat order, its published words, its fingerprint."""

from dataclasses import replace

from jobs.wording import ItemWording, SectionWording, fingerprint, flatten, published

SHEET = [
    SectionWording(
        "missions",
        "Missions",
        items=(ItemWording("a", "e-1", children=(ItemWording("b", "e-2", "X1"),)), ItemWording("c", "e-3", passage=7)),
    ),
    SectionWording("activites", level="4A", branches=("Maladie",), group="Dans tous les cas :"),
]


def test_sub_items_follow_the_item_that_they_detail():
    found = [(row.section, row.order, row.parent, row.item.text) for row in flatten(SHEET)]

    assert found == [(0, 1, "", "a"), (0, 2, "e-1", "b"), (0, 3, "", "c")]


def test_the_published_words_say_all_that_a_reader_sees():
    assert published(SHEET) == [
        {
            "type": "missions",
            "intitule": "Missions",
            "niveau": "",
            "branches": [],
            "groupe": "",
            "elements": [
                {"texte": "a", "code": "", "sous_elements": [{"texte": "b", "code": "X1", "sous_elements": []}]},
                {"texte": "c", "code": "", "sous_elements": []},
            ],
        },
        {
            "type": "activites",
            "intitule": "",
            "niveau": "4A",
            "branches": ["Maladie"],
            "groupe": "Dans tous les cas :",
            "elements": [],
        },
    ]


def test_the_fingerprint_follows_the_words_and_not_their_source():
    first, second = SHEET
    moved = replace(first, items=tuple(replace(item, passage=99) for item in first.items))

    assert fingerprint(published([moved, second])) == fingerprint(published(SHEET))
    assert fingerprint(published([second, first])) != fingerprint(published(SHEET))
