"""The one door to the typesetter: values ready to print become a tagged PDF (PDF/UA-1).

Words reach the templates of `templates/pdf/` as data and are never joined to markup, so that nothing in them runs.
The fonts are those that the typesetter carries: the same page everywhere, nothing to install, nothing fetched.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from threading import Lock

import typst
from django.conf import settings

from .effect import french_date
from .values import Source

PDF = "application/pdf"
FOLDER = settings.BASE_DIR / "templates"
#: characters that the fonts have, besides controls; the standard refuses a page that lacks the glyph of one
SHOWN = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u1e00-\u1eff\ufb00-\ufb06"  # Latin, and its marks
    "\u0391-\u03a1\u03a3-\u0482\u0484-\u0487\u048a-\u04ff"  # Greek, Cyrillic
    "\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0660-\u066d"  # Hebrew, Arabic
    "\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070-\u2071\u2074-\u208e\u20a0-\u20bf"  # punctuation, currencies
    "\u2100-\u211e\u2126\u2153-\u2184\u2190-\u23ff\u2460-\u262f\u2713-\u2718\u2794\u2798-\u27af\ufffd"  # signs
)
UNSHOWN = re.compile(f"[^{SHOWN}]")
#: what is left when marks of one script stand on letters of another, which no one font has
PLAIN = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u20ac\ufffd]"
)
#: what has no shape: controls, marks of direction, joiners, soft hyphens
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
MISSING = "\ufffd"
#: a space that must not end a line: before ; : ! ? » % €, after «
CLINGING = re.compile("(?<=\\S) (?=[;:!?»%€](?:\\W|$))|(?<=«) ")
#: characters of a word after which it may be cut anywhere
LONGEST_WORD = 40
LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
#: values that lead somewhere, and are not words
ADDRESSES = {"url", "site", "address"}

_one_at_a_time = Lock()


class NotTypeset(Exception):
    """The typesetter refused a page. Names its template and nothing else: an error is logged, the page is not.

    What it says of the page is told where DEBUG is on.
    """


def shown(text: str, *, unshown: re.Pattern[str] = UNSHOWN) -> str:
    """`text` as the fonts can show it: what has no shape is left out, what they lack becomes « \ufffd ».

    Its words are left as they are; a space that must not end a line is made to hold, a word longer than a line may be
    cut. Line breaks and tabs count as spaces.
    """
    kept = unshown.sub(MISSING, INVISIBLE.sub("", re.sub(r"[\t-\r\x85\u2028\u2029]", " ", text)))
    return LONG.sub("\\g<0>\u200b", CLINGING.sub("\u00a0", kept))


def as_data(value: object, *, unshown: re.Pattern[str] = UNSHOWN) -> object:
    """`value` as JSON holds it, each string as it can be shown; a source says its address and both its labels.

    Raises TypeError for what is no value ready to print, such as a form.
    """
    if isinstance(value, str):
        return shown(value, unshown=unshown)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Source):
        labels = {"url": value.url, "short": value.short, "label": value.label, "document": value.document}
        return as_data(labels, unshown=unshown)
    if is_dataclass(value):
        return as_data({field.name: getattr(value, field.name) for field in fields(value)}, unshown=unshown)
    if isinstance(value, dict):
        return {k: v if k in ADDRESSES else as_data(v, unshown=unshown) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(one, unshown=unshown) for one in value]
    raise TypeError(f"a PDF cannot show a value of type {type(value).__name__}")


def pdf(
    template: str, context: dict, *, site: str, address: str, today: date, description: str = "", document: str = ""
) -> bytes:
    """The PDF that a template (« pdf/sheet.typ ») makes of `context`, the values that the page of the same name takes.

    `site`: the portal's address; `address`: that of the page, printed at the foot; `description`: for search engines;
    `document`: the slug of the text whose lines need not be named. The same values on the same day give the same bytes.
    Raises NotTypeset when the template itself is at fault.
    """
    told = {
        "site": site.rstrip("/"),
        "address": address,
        "today": french_date(today),
        "description": description,
        "document": document,
    }
    try:
        return _typeset(template, as_data(context | told), today)
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            if settings.DEBUG:
                raise
            raise NotTypeset(template) from None
    return _typeset(template, as_data(context | told, unshown=PLAIN), today)


@cache
def fonts() -> typst.Fonts:
    """The fonts that the typesetter carries (SIL Open Font Licence, DejaVu's licence), and none of the machine."""
    return typst.Fonts(include_system_fonts=False)


def _typeset(template: str, data: object, today: date) -> bytes:
    # The typesetter lets other threads go on: several pages set at once would take as many times its memory.
    with _one_at_a_time:
        return typst.compile(
            FOLDER / template,
            root=FOLDER,
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(data)},
            pdf_standards="ua-1",
            timestamp=datetime(today.year, today.month, today.day, tzinfo=UTC),
        )
