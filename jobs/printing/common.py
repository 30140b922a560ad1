"""Words and marks that every page of the jobs shares."""

from __future__ import annotations

from texts.effect import french_date
from texts.values import Badge, Link, Notice

from ..comparing import job_address
from ..enums import JobKind, Status
from ..values import (
    JobLine,
)

KIND_LABELS = dict(JobKind.choices)
STATUS_LABELS = dict(Status.choices)


#: what is said of another day than today's
PAST_DAY = "Ce que vous lisez n’est pas le portail d’aujourd’hui, mais ce que les textes donnaient ce jour-là."
FUTURE_DAY = (
    "Ce que vous lisez n’est pas le portail d’aujourd’hui, mais ce que donneront ce jour-là les textes que l’on "
    "connaît aujourd’hui."
)


def framework_badge(line: JobLine) -> Badge:
    return Badge("framework", line.framework, line.framework_name)


def status_badge(line: JobLine, *, always: bool = False) -> Badge | None:
    """The status when it says more than « en vigueur », or always."""
    if line.status == Status.IN_FORCE and not always:
        return Badge("status", "annonce", "remplacement annoncé") if line.note else None
    return Badge("status", line.status, STATUS_LABELS[line.status])


def nature(line: JobLine) -> str:
    return KIND_LABELS[line.kind].capitalize()


def linked(line: JobLine) -> str:
    return f"{line.code} {line.title}".strip()


def offered(line: JobLine) -> str:
    """A job offered among those of every framework: two may print one title."""
    return f"{linked(line)} ({line.framework_name})"


def compare_link(line: JobLine) -> dict:
    """What « Comparer » takes."""
    return {
        "url": job_address(line.framework, line.key),
        "reference": f"{line.framework}/{line.key}",
        "title": line.title,
    }


def day_notice(day, today) -> list[Notice]:
    """« Vous lisez le portail au … », when the day shown is not today."""
    if day == today:
        return []
    return [
        Notice(
            "attention",
            f"Portail au {french_date(day)}.",
            FUTURE_DAY if day > today else PAST_DAY,
            [Link("Revenir à aujourd’hui", "?")],
        )
    ]


def versions_url(line: JobLine) -> str:
    return f"{line.url}versions/"


def version_url(line: JobLine, number: int) -> str:
    return f"{line.url}versions/{number}/"


def differences_url(line: JobLine, old: int, new: int) -> str:
    return f"{line.url}versions/{old}...{new}/"


def line_url(line: JobLine, anchor: str) -> str:
    return f"{line.url}lignes/{anchor}/"


def with_histories(printed: list[dict], line: JobLine) -> list[dict]:
    """Sections whose lines lead to their own history."""

    def lead(items: list[dict]) -> None:
        for item in items:
            item["history"] = line_url(line, item["anchor"])
            lead(item["sub_items"])

    for section in printed:
        for group in section["groups"]:
            lead(group["items"])
    return printed
