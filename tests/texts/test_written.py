"""What the tags write by themselves escapes every value, as a template would."""

from texts.templatetags.written import compared_wording, facet_choice
from texts.values import Badge, Source

HOSTILE = "{}<script>\"'&{0}"
ESCAPED = "{}&lt;script&gt;&quot;&#x27;&amp;{0}"


def test_no_value_of_a_compared_wording_reaches_the_page_unescaped():
    parts = [{"own": True, "text": HOSTILE}, {"own": False, "text": HOSTILE}]
    source = Source(document=HOSTILE, title=HOSTILE, line_start=1, line_end=1)
    badges = [Badge("branch", "", HOSTILE)]
    entry = {"parts": parts, "under": HOSTILE, "code": HOSTILE, "level": HOSTILE, "branches": badges, "source": source}

    html = compared_wording(entry)

    assert HOSTILE not in html
    assert "<script" not in html
    # each part, the line above, the code, the level, the branch, and the document's address and title
    assert html.count(ESCAPED) == 8


def test_no_value_of_a_box_reaches_the_page_unescaped():
    choice = {"id": HOSTILE, "value": HOSTILE, "label": HOSTILE, "count": 2, "checked": True}

    html = facet_choice(choice, {"name": HOSTILE, "noun": HOSTILE})

    assert HOSTILE not in html
    assert "<script" not in html
    # the id twice (of the box, of what its label is for), the name, the value, the label, the noun
    assert html.count(ESCAPED) == 6
