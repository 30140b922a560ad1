"""The Atom feed of changes."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import printing
from .queries import history as queries

#: entries that the feed holds: the newest
LENGTH = 100


class ChangesFeed(Feed):
    """What the texts changed, the versions adopted since, and what we put right; the newest first."""

    feed_type = Atom1Feed
    title = "Repères : changements"
    link = "/changements/"
    subtitle = "Ce que les textes ont changé aux emplois, les versions adoptées, et nos rectifications."
    language = "fr"
    author_name = "Repères"

    def __call__(self, request, *args, **kwargs):
        """The feed without the date that Django takes from its newest entry: what an older one says may change."""
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response

    def items(self):
        rows, _ = queries.all_changes(day=timezone.localdate())
        return printing.feed_entries(rows, queries.rectifications())[:LENGTH]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return escape(item.summary)  # a summary of Atom is read as HTML

    def item_link(self, item):
        return item.url

    def item_guid(self, item):
        return f"urn:reperes:{item.identity}"

    def item_updateddate(self, item):
        return timezone.make_aware(datetime.combine(item.day, time.min))


changes = csrf_exempt(require_safe(ChangesFeed()))
