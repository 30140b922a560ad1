"""Two people wrote one draft: who changed what is told from the text that the second had read."""

from dataclasses import replace

from jobs.admin.facing import BOTH_ORDERS, THEIR_ORDER, facing
from jobs.admin.typed import MINE, THEIRS, ReadField, Typed, TypedField, read_typed, shown, without_blank
from jobs.notation import SectionField

READ = [
    SectionField("missions", "Missions", "Soigner"),
    SectionField("activites", "Activités", "Accueillir\nOrienter"),
    SectionField("contexte", "Contexte", "De jour"),
]


def wrote(**texts: str) -> Typed:
    """The form as read, with other words in the sections of some kinds."""
    form = shown(READ, 4)
    return replace(form, fields=tuple(replace(f, text=texts.get(f.kind, f.text)) for f in form.fields))


def saved(**texts: str) -> list[SectionField]:
    return [replace(field, text=texts.get(field.kind, field.text)) for field in READ]


def told(form: Typed) -> list[tuple]:
    return [(f.heading, f.text, f.theirs, f.choice) for f in form.fields if f.theirs is not None]


def test_a_section_is_of_who_touched_it_and_asked_when_both_did():
    mine = wrote(activites="Accueillir", contexte="De nuit")

    form = facing(mine, saved(missions="Guérir", contexte="Le soir"), 5)

    assert told(form) == [
        ("Missions", "Soigner", "Guérir", THEIRS),
        ("Activités", "Accueillir", "Accueillir\nOrienter", MINE),
        ("Contexte", "De nuit", "Le soir", ""),
    ]
    assert [row.field for row in form.unchosen()] == [3]
    assert [field.text for field in form.kept()[:2]] == ["Guérir", "Accueillir"]
    assert form.revision == 5


def test_what_both_wrote_alike_is_not_asked():
    assert told(facing(wrote(missions="Guérir"), saved(missions="Guérir "), 5)) == []


def test_a_title_or_a_kind_alone_is_a_difference():
    theirs = [replace(READ[0], heading="Sa mission"), replace(READ[1], kind="autre"), READ[2]]

    form = facing(shown(READ, 4), theirs, 5)

    assert [(f.text, f.theirs, f.choice) for f in form.fields if f.theirs is not None] == [
        ("Soigner", "Soigner", THEIRS),
        ("Accueillir\nOrienter", "Accueillir\nOrienter", THEIRS),
    ]
    assert form.kept() == theirs


def test_what_one_takes_out_stays_out_unless_the_other_wrote_it():
    gone = facing(wrote(missions=""), saved(), 5)
    assert told(gone) == [("Missions", "", "Soigner", MINE)]

    theirs = facing(wrote(contexte="De nuit"), READ[1:2], 5)
    assert told(theirs) == [("Missions", "Soigner", "", THEIRS), ("Contexte", "De nuit", "", "")]


def test_what_each_adds_is_kept_at_its_place():
    mine = wrote()
    mine = replace(mine, fields=(*mine.fields, TypedField("autre", "Le mien", "Un")))
    theirs = [READ[0], SectionField("autre", "Le leur", "Deux"), *READ[1:]]

    form = facing(mine, theirs, 5)

    assert [f.heading for f in form.kept()] == ["Missions", "Le leur", "Activités", "Contexte", "Le mien"]
    assert [f.text for f in form.kept()] == ["Soigner", "Deux", "Accueillir\nOrienter", "De jour", "Un"]


def test_the_order_is_of_who_changed_it():
    turned = [READ[2], READ[0], READ[1]]
    mine = shown(READ, 4)
    moved = replace(mine, fields=mine.fields[::-1])
    headings = lambda form: [field.heading for field in form.fields]  # noqa: E731

    assert headings(facing(mine, turned, 5)) == ["Contexte", "Missions", "Activités"]
    assert facing(mine, turned, 5).order == THEIR_ORDER
    assert headings(facing(moved, READ, 5)) == ["Contexte", "Activités", "Missions"]
    both = facing(moved, turned, 5)
    assert (headings(both), both.order) == (["Contexte", "Activités", "Missions"], BOTH_ORDERS)
    assert [field.their_rank for field in both.fields] == [1, 3, 2]


def test_a_third_save_is_faced_from_the_second():
    second = facing(wrote(missions="Guérir"), saved(contexte="De nuit"), 5)

    third = facing(second, saved(contexte="Le soir"), 6)

    assert told(third) == [("Missions", "Guérir", "Soigner", MINE), ("Contexte", "De nuit", "Le soir", THEIRS)]


def test_a_form_that_carries_nothing_of_what_was_read_is_asked():
    fields = tuple(replace(field, read=None) for field in wrote(missions="Guérir").fields)

    form = facing(Typed(fields, 4), saved(contexte="De nuit"), 5)

    assert told(form) == [("Missions", "Guérir", "Soigner", ""), ("Contexte", "De jour", "De nuit", "")]


def test_what_was_read_comes_through_the_form_and_hostile_words_do_not():
    row = ReadField("missions", "Missions", "L’un\n« deux »", 1)
    data = {"rubriques": "5", "lu-1": row.carried}
    data |= {"lu-2": "[", "lu-3": "[1, 2, 3, 4]", "lu-4": "null", "lu-5": '["a", "b", "c", "d"]'}

    form = read_typed(data)

    assert [field.read for field in form.fields] == [row, None, None, None, None]
    (emptied,) = without_blank(form).fields
    assert (emptied.kind, emptied.heading, emptied.text) == ("missions", "Missions", "")
