"""Parts that a page repeats a hundred times, each written in one go: as templates they took half the time of the page.

Every value is escaped, as in a template.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

BOX = (
    '<label class="choice{}" for="{}"><input type="checkbox" id="{}" name="{}" value="{}"{}><span>{}</span>'
    '<span class="choice__count"><span class="vh">, </span>{}<span class="vh"> {}{}</span></span></label>'
)
OWN = '<mark class="own"><span class="vh">[</span>{}<span class="vh">]</span></mark>'
SOURCE = '<a class="source" href="{}">{}<span class="vh"> ({})</span></a>'


@register.simple_tag
def facet_choice(choice: dict, facet: dict) -> SafeString:
    """A box of a facet. `choice`: id, value, label, count, checked; `facet`: name, and noun (what is counted)."""
    count = choice["count"]
    look, mark = "" if count else " choice--none", " checked" if choice["checked"] else ""
    place = (look, choice["id"], choice["id"], facet["name"], choice["value"], mark, choice["label"])
    return format_html(BOX, *place, count, facet["noun"], "s" if count > 1 else "")


@register.simple_tag
def compared_wording(entry: dict) -> SafeString:
    """A wording of a comparison: what governs it, the words with those of its own marked, and its line in its text.

    `entry`: parts (own: words that the other cells of the line do not all have, text), under (heading, sub-heading or
    line above), level (when the line stands at another one than its row), branches (badges), code, source or None.
    """
    shape, values = [], []

    def add(html: str, *said: str) -> None:
        shape.append(html)
        values.extend(said)

    if entry["under"]:
        add('<p class="cmp__under">{}</p>', entry["under"])
    add('\n<p class="cmp__text">')
    for part in entry["parts"]:
        add(OWN if part["own"] else "{}", part["text"])
    if entry["code"]:
        add(' <span class="item__code">code {}</span>', entry["code"])
    add('</p>\n<p class="cmp__foot">')
    if entry["level"]:
        add('<span class="badge badge--level">{}</span> ', entry["level"])
    for badge in entry["branches"]:
        add('<span class="badge badge--branch">{}</span> ', badge.label)
    if source := entry["source"]:
        add(SOURCE, source.url, source.short, source.label)
    else:
        add('<span class="source">sans texte</span>')
    add("</p>")
    return format_html("".join(shape), *values)
