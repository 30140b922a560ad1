"""One screen where HR fills the group, position, stream and rating of every CLCC job, by one text."""

from dataclasses import astuple

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from grids.models import Grid
from texts.enums import Origin
from texts.models import Document

from ..actions import PlacesChanged, PlacesRefused, Refused, place_jobs
from ..models import Job
from ..placed import LONGEST, Placed, token
from ..queries.entered import places_to_fill
from .back_in import LOST, STALE, carried, from_our_form, signs_in

FRAMEWORK, GRID = "clcc", "clcc-non-cadres"
FIELDS = {"group": "groupe", "position": "position", "stream": "filiere", "rating": "cotation"}


def read_places(data, jobs) -> dict[int, Placed]:
    """What was typed for each job, without a NUL, which nobody types and PostgreSQL keeps nowhere."""

    def typed(field: str) -> str:
        return data.get(field, "").replace("\0", "").strip()

    return {job: Placed(**{name: typed(f"{field}-{job}") for name, field in FIELDS.items()}) for job in jobs}


def typed_rows(data) -> list[dict]:
    """The places that were typed, as words to read: the job, then its group, position, stream and rating."""
    cells = (key.partition("-") for key in data)
    jobs = {int(job) for name, _, job in cells if name in FIELDS.values() and job.isdecimal() and len(job) < 10}
    titles = dict(Job.objects.filter(pk__in=jobs).order_by("order").values_list("pk", "title"))
    places = read_places(data, titles)
    return [
        {"label": titles[job], "text": ", ".join(filter(None, astuple(place)))}
        for job, place in places.items()
        if not place.empty
    ]


class PlacesScreen:
    """Adds the screen to the admin of placements."""

    change_list_template = "desk/placement_list.html"

    def get_urls(self):
        return [path("saisie/", self.fill, name="jobs_placement_fill"), *super().get_urls()]

    # The form is looked at by hand: a token that no longer holds gives what was typed back, and not a refusal.
    @method_decorator([csrf_exempt, never_cache, sensitive_post_parameters("password")])
    def fill(self, request):
        """The places of every CLCC job by the text chosen in `texte`: shown, or kept as typed."""
        if not self.admin_site.has_permission(request):
            if request.method != "POST":
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            return self.back_in(request)
        if not request.user.has_perm("jobs.change_placement"):
            raise PermissionDenied
        if request.method == "POST" and not from_our_form(request):
            messages.warning(request, STALE)
            return self.screen(request, given=request.POST)
        return self.screen(request, given=request.POST, keep=request.method == "POST")

    def back_in(self, request):
        """Someone whose session ended comes back with what they typed: it waits in the page while they sign in."""
        form = signs_in(request, self.admin_site)
        if form is None:
            if not request.user.has_perm("jobs.change_placement"):
                raise PermissionDenied
            messages.warning(request, LOST)
            return self.screen(request, given=request.POST)
        context = {"form": form, "fields": carried(request), "rows": typed_rows(request.POST), "subtitle": None}
        page = self.admin_site.each_context(request) | context | {"title": "Votre session a pris fin", "typed": None}
        return self.admin_site.at_the_door(request, render(request, "desk/session_lost.html", page))

    def screen(self, request, *, given, keep: bool = False):
        """The screen with what was `given`, else with what is entered; `keep`: what was given is written first."""
        documents = {row.pk: row for row in Document.objects.with_dates().defer("text")}
        held = [row for row in documents.values() if row.origin == Origin.ENTERED]
        chosen = next((row for row in held if str(row.pk) == request.GET.get("texte", "")), None)
        page = self.admin_site.each_context(request) | {
            "title": "Classements des emplois CLCC", "subtitle": None, "opts": self.opts, "texts": held,
            "chosen": chosen, "rows": [], "read": "", "groups": [],
        }  # fmt: skip
        if chosen is None:
            return render(request, "desk/places.html", page)
        grid = Grid.objects.get(slug=GRID)
        day = timezone.localdate()
        found = places_to_fill(framework=FRAMEWORK, grid=GRID, document=chosen.pk, documents=documents, day=day)
        read = token({row.job: row.entered for row in found})
        typed, faults, others = read_places(given, [row.job for row in found]) if given else {}, {}, {}
        if given:
            read = given.get("lu", "")
        if keep:
            try:
                changed = place_jobs(document=chosen, grid=grid, wanted=typed, read=read, by=request.user)
            except PlacesRefused as refusal:
                faults = refusal.faults
                messages.error(request, str(refusal))
            except PlacesChanged as refusal:
                read = token({row.job: row.entered for row in found})
                others = {job: place for job, place in refusal.held.items() if place != typed.get(job)}
                others |= {job: Placed() for job, place in typed.items() if not place.empty and job not in refusal.held}
                messages.error(request, str(refusal))
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"{changed} classement{'s' * (changed > 1)} enregistré{'s' * (changed > 1)}.")
                return HttpResponseRedirect(f"{reverse('admin:jobs_placement_fill')}?texte={chosen.pk}")
        groups = list(grid.levels.order_by("rank", "between").values_list("code", "label"))
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
