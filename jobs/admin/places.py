"""One screen where HR fills the group, position, stream and rating of every CLCC job, by one text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from grids.models import Grid
from texts.enums import Origin
from texts.models import Document

from ..actions import PlacesChanged, PlacesRefused, Refused, place_jobs
from ..placed import LONGEST, Placed, token
from ..queries.entered import places_to_fill

FRAMEWORK, GRID = "clcc", "clcc-non-cadres"
FIELDS = {"group": "groupe", "position": "position", "stream": "filiere", "rating": "cotation"}


def read_places(data, jobs) -> dict[int, Placed]:
    """What was typed for each job."""
    return {
        job: Placed(**{name: data.get(f"{field}-{job}", "").strip() for name, field in FIELDS.items()}) for job in jobs
    }


class PlacesScreen:
    """Adds the screen to the admin of placements."""

    change_list_template = "desk/placement_list.html"

    def get_urls(self):
        screen = self.admin_site.admin_view(self.fill)
        return [path("saisie/", screen, name="jobs_placement_fill"), *super().get_urls()]

    def fill(self, request):
        """The places of every CLCC job by the text chosen in `texte`: shown, or kept as typed."""
        if not request.user.has_perm("jobs.change_placement"):
            raise PermissionDenied
        documents = {row.pk: row for row in Document.objects.with_dates().defer("text")}
        held = [row for row in documents.values() if row.origin == Origin.ENTERED]
        chosen = next((row for row in held if str(row.pk) == request.GET.get("texte", "")), None)
        page = self.admin_site.each_context(request) | {
            "title": "Classements des emplois CLCC", "subtitle": None, "opts": self.opts, "texts": held,
            "chosen": chosen, "rows": [], "read": "", "groups": [],
        }  # fmt: skip
        if chosen is None:
            return render(request, "desk/places.html", page)
        day = timezone.localdate()
        grid = Grid.objects.get(slug=GRID)
        found = places_to_fill(framework=FRAMEWORK, grid=GRID, document=chosen.pk, documents=documents, day=day)
        read = token({row.job: row.entered for row in found})
        typed, faults, others = {}, {}, {}
        if request.method == "POST":
            typed = read_places(request.POST, [row.job for row in found])
            try:
                asked = {"wanted": typed, "read": request.POST.get("lu", ""), "by": request.user}
                changed = place_jobs(document=chosen, grid=grid, **asked)
            except PlacesRefused as refusal:
                faults, read = refusal.faults, request.POST.get("lu", "")
                messages.error(request, str(refusal))
            except PlacesChanged as refusal:
                others = {job: place for job, place in refusal.held.items() if place != typed.get(job)}
                others |= {job: Placed() for job, place in typed.items() if not place.empty and job not in refusal.held}
                messages.error(request, str(refusal))
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"{changed} classement{'s' * (changed > 1)} enregistré{'s' * (changed > 1)}.")
                return HttpResponseRedirect(f"{reverse('admin:jobs_placement_fill')}?texte={chosen.pk}")
        groups = list(grid.levels.order_by("rank").values_list("code", "label"))
        rows = [self.row(row, typed.get(row.job, row.entered), faults, others) for row in found]
        return render(request, "desk/places.html", page | {"rows": rows, "read": read, "groups": groups})

    def row(self, row, place: Placed, faults: dict, others: dict) -> dict:
        """A job as the screen shows it."""
        other = others.get(row.job)
        said = ", ".join(filter(None, (other.group, other.position, other.stream, other.rating))) if other else ""
        return {
            "job": row.job,
            "title": row.title,
            "standing": row.standing,
            "group": place.group,
            "cells": [
                {"field": FIELDS[name], "label": label, "value": getattr(place, name), "longest": LONGEST[name]}
                for name, label in (("position", "Position"), ("stream", "Filière"), ("rating", "Cotation"))
            ],
            "fault": faults.get(row.job, ""),
            "other": "" if other is None else said or "rien",
        }
