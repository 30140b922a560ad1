"""What the head of a page says of it to those who do not see it: search engines, messages that quote its address."""

from __future__ import annotations

import json
import re

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: a string of JSON
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
#: what would end the script, or be taken for a mark of a template, inside a string
UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&{}\u2028\u2029"}


@register.simple_tag(takes_context=True)
def said(context: template.Context, name: str) -> str:
    """What the block `name` of the page says, to be said once more elsewhere in its frame."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(block.render(context).strip()) if block else ""


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, address: str = "") -> str:
    """An address of the portal, the site's name included; by default the page's own, less its question."""
    return context.request.build_absolute_uri(address or context.request.path)


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """Data of schema.org as a script that no browser runs: the content security policy has nothing to allow."""
    # one value a line: braces of the data never stand side by side, as those of a template would
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, indent=0)
    text = STRING.sub(lambda found: found[0].translate(UNSAFE), text)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag(takes_context=True)
def breadcrumb_ld(context: template.Context) -> str:
    """The `crumbs` and the `current` page of components/breadcrumb.html as a `BreadcrumbList`; nothing on a page made
    without a request."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    crumbs = [(said_of(crumb, "label"), said_of(crumb, "url")) for crumb in context.get("crumbs") or ()]
    way = [("Accueil", "/"), *crumbs, (context["current"], request.path)]
    items = [
        {"@type": "ListItem", "position": rank, "name": str(name), "item": request.build_absolute_uri(address)}
        for rank, (name, address) in enumerate(way, 1)
    ]
    return json_ld({"@type": "BreadcrumbList", "itemListElement": items})


def said_of(value: object, name: str) -> str:
    """What a template reads as `value.name`."""
    return value[name] if isinstance(value, dict) else getattr(value, name)
