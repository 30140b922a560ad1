"""From which day a text counts, and the sentence that says it."""

from datetime import date

import pytest

from texts.effect import Basis, counts, effect_of, french_date
from texts.enums import DateKind, DocumentKind
from texts.models import Document, TextDate

SIGNED, EFFECT = date(2021, 4, 1), date(2021, 7, 1)


def test_a_known_date_of_effect_counts_from_that_day():
    found = effect_of(signed_on=SIGNED, effect_on=EFFECT)

    assert (found.basis, found.since) == (Basis.EFFECT, EFFECT)
    assert found.sentence == "en vigueur depuis le 1er juillet 2021"
    assert [counts(found.since, day) for day in (date(2021, 6, 30), EFFECT)] == [False, True]


def test_an_unknown_date_of_effect_counts_from_signature_and_says_so():
    found = effect_of(signed_on=SIGNED, effect_on=None)

    assert (found.basis, found.since) == (Basis.SIGNATURE, SIGNED)
    assert found.sentence == "signé le 1er avril 2021, date d’effet non connue"
    assert [counts(found.since, day) for day in (date(2021, 3, 31), SIGNED)] == [False, True]


def test_a_text_without_any_date_counts_on_every_day():
    found = effect_of(signed_on=None, effect_on=None)

    assert (found.basis, found.since, found.sentence) == (Basis.UNDATED, None, "texte non daté")
    assert counts(found.since, date.min)
    assert counts(found.since, date.max)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2021, 4, 1), "1er avril 2021"),
        (date(2023, 1, 31), "31 janvier 2023"),
        (date(2024, 8, 2), "2 août 2024"),
        (date(2026, 12, 11), "11 décembre 2026"),
    ],
)
def test_a_date_is_printed_in_french(day, printed):
    assert french_date(day) == printed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "signed_on"),
    [
        ("clcc-avenant-2021-01", date(2021, 4, 1)),  # line 226: « Fait à Paris, le 1er avril 2021. »
        ("clcc-avenant-2023-06", date(2023, 1, 31)),  # line 256: « Fait à Paris, le 31 janvier 2023. »
        ("ucanss-annexe-1-metiers-reperes", None),
        ("aphp-fiche-metier-15d30", None),
    ],
)
def test_each_official_text_counts_from_what_it_prints(slug, signed_on):
    row = Document.objects.with_dates().get(slug=slug)

    assert (row.signed_on, row.effect_on, row.counts_from) == (signed_on, None, signed_on)


@pytest.mark.django_db
def test_the_database_and_the_rule_agree_on_which_texts_count(admin_user):
    """The same question asked of SQL and of the pure function, around every date."""
    text = Document.objects.get(slug="clcc-avenant-2021-01")
    TextDate.objects.create(document=text, kind=DateKind.EFFECT, value=EFFECT, recorded_by=admin_user)
    Document.objects.create(slug="decision", kind=DocumentKind.DECISION, title="D", short_title="D", issuer="RH")
    rows = list(Document.objects.with_dates())

    for day in (date(1999, 1, 1), SIGNED, date(2021, 6, 30), EFFECT, date(2023, 1, 30), date(2023, 1, 31)):
        counting = set(Document.objects.counting_on(day).values_list("slug", flat=True))
        ruled = {r.slug for r in rows if counts(effect_of(signed_on=r.signed_on, effect_on=r.effect_on).since, day)}
        assert counting == ruled


@pytest.mark.django_db
def test_the_last_date_recorded_counts_and_the_earlier_ones_stay(admin_user):
    text = Document.objects.get(slug="clcc-avenant-2023-06")
    for value in (date(2023, 5, 1), date(2023, 4, 1)):
        TextDate.objects.create(document=text, kind=DateKind.EFFECT, value=value, recorded_by=admin_user)

    row = Document.objects.with_dates().get(pk=text.pk)

    assert row.counts_from == row.effect_on == date(2023, 4, 1)
    assert row.dates.filter(kind=DateKind.EFFECT, recorded_by=admin_user).count() == 2
