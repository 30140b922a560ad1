"""Lines find the passage that prints them: equal wordings link by themselves."""

from collections.abc import Collection

from django.db.models import Q

from texts.enums import PassageKind
from texts.models import Document, Passage

from ..models import Item, Sheet
from ..pasted_text import spelled


def link_lines(document: Document, *, sheets: Collection[Sheet] = ()) -> int:
    """Link the lines without a source of the sheets that `document` carries, and of `sheets`, to its passages of the
    same words, each passage once and in order; gives how many. Two queries, and three a line linked."""
    held: dict[str, list[int]] = {}
    passages = Passage.objects.filter(document=document).exclude(kind=PassageKind.MARKER).order_by("order")
    for pk, text in passages.values_list("pk", "text"):
        held.setdefault(spelled(text), []).append(pk)
    if not held:
        return 0
    unsourced = Item.objects.filter(
        Q(section__sheet__document=document) | Q(section__sheet__in=[sheet.pk for sheet in sheets]), passage=None
    )
    linked = 0
    ordered = unsourced.order_by("section__sheet", "section__order", "order")
    for pk, sheet, text in list(ordered.values_list("pk", "section__sheet", "text")):
        found = held.get(spelled(text))
        if found:
            passage = found.pop(0) if len(found) > 1 else found[0]
            # An adopted line too: that a text prints it is a fact about it, and none of its words change.
            Item.objects.rectifying().filter(pk=pk, section__sheet=sheet).update(passage=passage)
            linked += 1
    return linked
