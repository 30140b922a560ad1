"""The advice given while one types is that of the server: the same sentences, for the same lines."""

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from jobs.enums import SectionKind
from jobs.hints import OVERLONG, hints
from jobs.notation import SectionField
from tests.pages import words

#: lines that a rule of the advice could read one way in Python and another in a script
NASTY = """Accueillir
S’assurer du matériel
S'assurer du matériel
Se tenir prêt
Co-animer une équipe
Co - animer
Participation à l'accueil
Ériger un plan
œuvrer
ÉVALUER
Prendre_note
Préparer2
Serrer, ranger
er
Rendre
rendre compte.
Rendre compte
Réaliser ; soigner
réaliser ; soigner ;
[15214] Recherche clinique
[15214]
[trop long pour un code] Recherche
\\# au début
\\[code] qui n’en est pas un
- par téléphone
-  par téléphone
-
#
##
## 4A | Maladie
##4A
### Gérer un dossier :
###
Ça et là
ÇA ET LÀ
Accueillir\u00a0les usagers
Accueillir les usagers
\tAccueillir les usagers\t
Été 😀 comme hiver
   """
LONG = f"{'Expliquer longuement ' * 14}\n{'x' * OVERLONG}\n{'x' * (OVERLONG + 1)}\n{'é' * (OVERLONG + 1)}"
FORM = """<form class="desk-edit" data-overlong="{overlong}">{fields}</form>"""
FIELD = """<input name="nature-{n}"><textarea id="lignes-{n}"></textarea><ul data-hints="{n}"></ul>
<span data-count="lignes-{n}"></span>"""


def official() -> list[SectionField]:
    """The lines of every official activity, some hundred a field, and those of other sections."""
    sheets = json.loads((settings.BASE_DIR / "fixtures" / "sheets.json").read_text("utf-8"))
    sections = [section for sheet in sheets for section in sheet["sections"]]
    by_kind: dict[str, list[str]] = {}
    for section in sections:
        by_kind.setdefault(section["kind"], []).extend(item["text"] for item in section["items"])
    return [SectionField(kind, "", "\n".join(texts[:150])) for kind, texts in sorted(by_kind.items())]


@pytest.fixture
def form(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_the_script_gives_the_advice_of_the_server(form: Page) -> None:
    fields = [
        SectionField(SectionKind.ACTIVITIES, "", NASTY),
        SectionField(SectionKind.ACTIVITIES, "", LONG),
        SectionField(SectionKind.MISSIONS, "", f"{NASTY}\n{LONG}"),
        *official(),
    ]
    body = "".join(FIELD.format(n=number) for number in range(1, len(fields) + 1))
    form.set_content(FORM.format(overlong=OVERLONG, fields=body))
    for number, field in enumerate(fields, 1):
        form.locator(f"[name='nature-{number}']").fill(str(field.kind))
        form.locator(f"#lignes-{number}").evaluate("(area, text) => { area.value = text }", field.text)

    form.add_script_tag(content=(settings.BASE_DIR / "static" / "js" / "drafting.js").read_text("utf-8"))
    form.locator("#lignes-1").dispatch_event("input")
    form.wait_for_function("document.querySelector('[data-count]').textContent !== ''")

    said = hints(fields)
    assert len(said) > 20
    for number in range(1, len(fields) + 1):
        rows = form.locator(f"[data-hints='{number}'] li").all_text_contents()
        expected = [f"Ligne {hint.line} : {words(hint.sentence)}" for hint in said if hint.field == number]
        assert [words(row) for row in rows] == expected, fields[number - 1].kind
