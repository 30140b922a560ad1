"""The typesetter's one door: words are only ever words, and no character stops a page."""

import io
import shutil
from datetime import date
from traceback import format_exception
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pypdf import PdfReader

from texts import pdf_exports
from texts.models import Passage
from texts.pdf_exports import LONGEST_WORD, NotTypeset, as_data, pdf, shown
from texts.values import Badge, FactRow, FactValue, Source

DAY = date(2026, 3, 1)
SOURCE = Source("texte", "Texte", 12, 14)
BARE = '#import "/pdf/page.typ": *\n#show: paper.with(title: "Titre")\n#data.words\n'
HOSTILE = [
    '#panic("x") #import "@preview/a:1.0.0" #read("/etc/passwd")',
    "$ 1/0 $ \\ @label *fort* _penché_ = titre <label> // fin /* fin */ `brut`",
    '"] #text(99pt)[x',
    "\x00\x07 nul, \ud800 isolé, \ufffe non-caractère, \U0010ffff, \ue000 privé",
    "\u202eegasiled\u202c שלום العربية",
    "😀 中文 한국어 ✊🏽 e\u0301 ع\u0301 ▣\u0300",
    "a" * 10_000,
    "{{ x }} {% y %} %s {0} ${z}",
]


def with_page(folder, name, template):
    """`folder`, holding the sheet of paper of every PDF and one template."""
    (folder / "pdf").mkdir()
    shutil.copy(pdf_exports.FOLDER / "pdf/page.typ", folder / "pdf")
    (folder / name).write_text(template, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Typesets some words alone; gives the text read back from the PDF, blanks aside."""
    folder = with_page(tmp_path_factory.mktemp("pdf"), "bare.typ", BARE)

    def typeset(words: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf_exports, "FOLDER", folder)
            made = pdf("bare.typ", {"words": words}, site="", address="", today=DAY, description="")
        return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))

    return typeset


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("words", HOSTILE[:3] + HOSTILE[7:])
def test_markup_in_the_words_is_printed_and_never_run(bare, words):
    assert squeezed(words) in bare(words)


@pytest.mark.parametrize("words", HOSTILE[3:7])
def test_what_no_font_has_is_replaced_and_stops_nothing(bare, words):
    assert "Titre" in bare(words)


def test_a_word_longer_than_the_page_is_cut_and_whole(bare):
    assert bare("z" * 10_000).count("z") == 10_000


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_typeset(bare, words):
    assert bare(words).startswith("Titre")


def test_every_character_said_to_be_shown_has_a_glyph(bare):
    """As the fonts of another version of the typesetter may lose some."""
    every = [chr(code) for code in range(0x20, 0x10000) if not pdf_exports.UNSHOWN.match(chr(code))]
    alone = " ".join("o" + char if category(char)[0] == "M" else char for char in every if char != "\ufffd")

    assert pdf_exports.MISSING not in bare(alone)


@pytest.mark.django_db
def test_no_word_of_the_official_texts_is_touched():
    """Only spaces change: those that must not end a line, those that were line ends."""
    changed = [text for text in Passage.objects.values_list("text", flat=True).order_by("pk")
               if squeezed(shown(text)) != squeezed(text.replace("\u00ad", "")) ]  # fmt: skip

    assert changed == []


def test_french_spaces_hold():
    assert shown("Note : 5 % ; « oui » ? non ! 12 €") == (
        "Note\u00a0: 5\u00a0%\u00a0; «\u00a0oui\u00a0»\u00a0? non\u00a0! 12\u00a0€"
    )
    assert shown("à 3 :b, 4 €uros") == "à 3 :b, 4 €uros"


def test_long_words_may_be_cut_and_addresses_are_not():
    address = "/documents/" + "a" * 100

    assert shown("x" * (LONGEST_WORD + 1)) == "x" * LONGEST_WORD + "\u200bx"
    assert as_data({"url": address, "text": "x"}) == {"url": address, "text": "x"}


def test_values_ready_to_print_become_data():
    row = FactRow("Groupe", [FactValue("F")], [SOURCE], Badge("basis", "enonce", "énoncé"))

    assert as_data(row) == {
        "label": "Groupe",
        "values": [{"text": "F", "url": "", "badge": None}],
        "sources": [
            {
                "url": "/documents/texte/#l12",
                "short": "l.\u202f12–14",
                "label": "Texte, lignes 12 à 14",
                "document": "texte",
            }
        ],
        "basis": {"kind": "basis", "code": "enonce", "label": "énoncé"},
        "note": "",
    }


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="type object"):
        as_data({"form": object()})


def test_a_refusal_quotes_no_word_of_the_page(tmp_path, monkeypatch, settings):
    monkeypatch.setattr(pdf_exports, "FOLDER", with_page(tmp_path, "wrong.typ", BARE + "#panic(data.words)"))
    asked = {"context": {"words": "Confidentiel"}, "site": "", "address": "", "today": DAY, "description": ""}

    with pytest.raises(NotTypeset) as refused:
        pdf("wrong.typ", **asked)
    settings.DEBUG = True
    with pytest.raises(pdf_exports.typst.TypstError, match="Confidentiel"):
        pdf("wrong.typ", **asked)

    assert "Confidentiel" not in "".join(format_exception(refused.value))


def test_a_page_without_title_is_refused(tmp_path, monkeypatch):
    """The typesetter holds a page to the standard: what would break it never leaves."""
    monkeypatch.setattr(pdf_exports, "FOLDER", with_page(tmp_path, "untitled.typ", "= Titre"))

    with pytest.raises(NotTypeset, match=r"untitled\.typ"):
        pdf("untitled.typ", {}, site="", address="", today=DAY, description="")


def test_the_same_values_on_the_same_day_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_exports, "FOLDER", with_page(tmp_path, "bare.typ", BARE))

    def made(day):
        return pdf("bare.typ", {"words": "x"}, site="", address="", today=day, description="")

    assert made(DAY) == made(DAY)
    assert made(DAY) != made(date(2026, 3, 2))
