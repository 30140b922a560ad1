"""The simulator of a path. It reads the address and writes nothing: no answer is stored, and the log drops them."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from jobs.queries import group_choices
from texts.views import read_only

from . import queries
from . import simulation_printing as printing
from .eligibility import judge
from .enums import CriterionKind
from .forms import SimulationForm
from .kept_queries import step_rules
from .outcome import outcome
from .selection import chosen_step


@read_only
def path_simulation(request, path):
    """The choice of a step, its questions, or what the rules answer of what the address says."""
    asked = request.GET.get("etape", "")
    found = step_rules(slug=path, day=timezone.localdate(), step=asked)
    if found is None:
        raise unknown_path(path)
    step, unknown = chosen_step(found, asked)
    if step is None:
        context = printing.page(found, None, unknown=unknown)
        return render(request, "careers/simulation.html", context, status=400 if unknown else 200)
    groups = groups_of(step)
    form = SimulationForm(step=step, groups=groups)
    if form.names.isdisjoint(request.GET):
        return render(request, "careers/simulation.html", printing.page(found, step, form))
    form = SimulationForm(request.GET, step=step, groups=groups)
    context = printing.page(found, step, form)
    if form.is_valid():
        by = printing.assessor(found)
        judgement = judge(step, form.situation, by=by)
        context["result"] = printing.result(judgement, outcome(found, step, form.situation), by=by)
    response = render(request, "careers/simulation.html", context)
    # A person's situation: their own browser may keep it, to go back to it, and nobody between.
    patch_cache_control(response, private=True, max_age=0)
    return response


def groups_of(step):
    """The groups that the form offers; asked only when a criterion needs them. One query or none."""
    return group_choices() if any(row.kind == CriterionKind.GROUP for row in step.criteria) else []


def unknown_path(slug):
    """A 404 that says which paths there are."""
    error = Http404(slug)
    error.sentence = "Aucun parcours ne porte ce nom."
    error.suggestions = [(card.title, card.simulation_url) for card in queries.path_cards(day=timezone.localdate())]
    return error
