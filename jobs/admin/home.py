"""What the home of the desk shows first: what waits for the person who signed in, and that they may open."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ..queries import waiting
from ..queries.waiting import Waiting

#: rows named one by one; the rest is behind the link
NAMED = 5


def tasks_of(user) -> list[dict]:
    """The tasks of `user`, those that hold something: label, count, url, and the first of their rows (label, url).

    Six queries at most for who adopts, two for who writes, four for a member of the committee.
    """
    may = user.has_perm
    found = []
    if may("jobs.draft_sheet"):
        mine = waiting.drafts_written_by(person=user.pk)
        found.append(
            task("Vos brouillons en rédaction", mine, "jobs_sheet_changelist", "?state__exact=brouillon", "steps")
        )
    if may("jobs.adopt_sheet"):
        own = settings.REPERES_ADOPT_OWN_SHEETS or may("jobs.adopt_own_sheet")
        out = waiting.drafts_to_adopt(person=None if own else user.pk)
        found.append(
            task(
                "Fiches soumises pour avis, à adopter ou à renvoyer",
                out,
                "jobs_sheet_changelist",
                "?stage__exact=avis",
                "steps",
            )
        )
    if may("jobs.give_opinion") and not user.is_superuser:
        asked = waiting.proposals_unspoken(person=user, day=timezone.localdate())
        found.append(counted("Avis demandés à votre organisation", asked, "jobs_opinion_asked"))
    if may("jobs.change_revisionrequest"):
        count = waiting.requests_to_answer()
        found.append(
            counted("Demandes de révision sans réponse", count, "jobs_revisionrequest_changelist", "?reponse=non")
        )
    if may("jobs.change_remark"):
        count = waiting.remarks_to_answer()
        found.append(counted("Remarques sans réponse", count, "jobs_remark_changelist", "?reponse=non"))
    if may("jobs.draft_sheet"):
        given = waiting.imports_given_by(person=user.pk)
        found.append(task("Vos imports à relire", given, "jobs_import_changelist", "", "import"))
    if may("texts.add_textdate"):
        undated = waiting.texts_without_effect()
        found.append(
            task("Textes qui portent une version adoptée et n’ont pas de date d’effet connue", undated,
                 "texts_textdate_changelist", "", "date")
        )  # fmt: skip
    return [row for row in found if row["count"]]


def task(label: str, rows: Waiting, page: str, asked: str, kind: str) -> dict:
    """A task whose rows are named, the first of them at least."""
    named = [{"label": name, "url": WAYS[kind](pk)} for pk, name in rows[:NAMED]]
    return counted(label, len(rows), page, asked) | {"rows": named, "more": max(0, len(rows) - NAMED)}


def counted(label: str, count: int, page: str, asked: str = "") -> dict:
    return {"label": label, "count": count, "url": f"{reverse(f'admin:{page}')}{asked}", "rows": [], "more": 0}


WAYS = {
    "steps": lambda pk: reverse("admin:jobs_sheet_steps", args=[pk]),
    "import": lambda pk: reverse("admin:jobs_import_change", args=[pk]),
    "date": lambda pk: f"{reverse('admin:texts_textdate_add')}?document={pk}&kind=effet",
}
