"""What people did, to read: the actions write it, and nobody changes it."""

import json

from django.contrib import admin
from django.utils.html import format_html

from texts.admin.desk import DeskAdmin

from ..models import Trace


@admin.register(Trace)
class TraceAdmin(DeskAdmin):
    list_display = ("at", "by", "deed", "name", "reason")
    list_filter = ("deed", "by")
    search_fields = ("name", "reason", "by__username", "job__fold")
    date_hierarchy = "at"
    fields = ("at", "by", "deed", "name", "job", "reason", "was", "became")
    readonly_fields = ("at", "was", "became")
    joined = ("by", "job")

    @admin.display(description="avant")
    def was(self, obj):
        return printed(obj.before)

    @admin.display(description="après")
    def became(self, obj):
        return printed(obj.after)


def printed(words):
    """What a trace kept, one value a line; nothing when it kept nothing."""
    if words is None:
        return None
    return format_html("<pre>{}</pre>", json.dumps(words, ensure_ascii=False, indent=1))
