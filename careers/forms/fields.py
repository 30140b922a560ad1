"""The fields of the simulator: numbers, days, choices, each with the message that stands beside it."""

from __future__ import annotations

import datetime

from django import forms

#: days of an interview that can be meant
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
#: years that a working life can hold
MOST_YEARS = 50
#: what a number cannot exceed, and what to write instead
MOST_MONTHS, MOST_DAYS = 11, 30


class Number(forms.IntegerField):
    """A whole number from `least` to `most`; `unit` is what is counted, shown beside the field."""

    def __init__(self, unit: str, most: int, least: int = 0, too_large: str = "", carried: str = ""):
        self.carried = carried
        super().__init__(
            label=unit,
            required=False,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
            error_messages={
                "invalid": "Écrivez un nombre entier, en chiffres.",
                "min_value": f"Ce nombre ne peut pas être inférieur à {least}.",
                "max_value": too_large or f"Ce nombre paraît trop grand\u202f: {most} au plus.",
            },
        )

    def run_validators(self, value):
        """As a number, and what is too large for its unit says how many of the unit above it makes."""
        if value is not None and self.carried and value > self.max_value:
            raise forms.ValidationError(carry(value, self.max_value, self.carried))
        super().run_validators(value)


def lengths() -> list[Number]:
    """Years, months and days, in that order."""
    return [
        Number("ans", MOST_YEARS, too_large=f"Cette durée paraît trop longue\u202f: {MOST_YEARS} ans au plus."),
        Number("mois", MOST_MONTHS, carried="année"),
        Number("jours", MOST_DAYS, carried="mois"),
    ]


def carry(value: int, most: int, unit: str) -> str:
    """« Au-delà de 11 mois, comptez 3 années de plus. »: what `value`, more than `most`, comes to in the unit above."""
    above = value // (most + 1) if unit == "année" else value // most
    one = {"année": "une année", "mois": "un mois"}[unit]
    many = {"année": "années", "mois": "mois"}[unit]
    below = "mois" if unit == "année" else "jours"
    return f"Au-delà de {most} {below}, comptez {one if above < 2 else f'{above} {many}'} de plus."


class Unsure(forms.BooleanField):
    """« Je ne sais pas », beside numbers."""

    def __init__(self):
        super().__init__(label="Je ne sais pas", required=False)


class Day(forms.DateField):
    """A day, as people write it."""

    def __init__(self):
        super().__init__(
            label="jour, mois, année",
            required=False,
            input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"],
            error_messages={"invalid": "Cette date ne se lit pas\u202f: donnez-la comme 31/12/2025."},
        )

    def clean(self, value):
        """Refuses a day that no interview can have."""
        day = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(f"Donnez une année de {FIRST_DAY.year} à {LAST_DAY.year}.")
        return day


class Choice(forms.ChoiceField):
    """One answer among a few, all in view."""

    widget = forms.RadioSelect

    def __init__(self, label: str, choices: list[tuple[str, str]]):
        super().__init__(
            label=label,
            required=False,
            choices=choices,
            error_messages={"invalid_choice": "Choisissez l’une des réponses proposées."},
        )


class List(Choice):
    """One answer among many, in a list that opens."""

    widget = forms.Select
