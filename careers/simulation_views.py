"""The simulator of a path. It reads the address and writes nothing: no answer is stored, and the log drops them."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from jobs.pdf_views import pdf_answer
from jobs.queries import group_choices
from texts.views import read_only, refused

from . import pdf_exports, queries
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
    found, step, unknown = step_asked(request, path)
    if step is None:
        context = printing.page(found, None, unknown=unknown)
        return render(request, "careers/simulation.html", context, status=400 if unknown else 200)
    form = read_form(request, step)
    context = printing.page(found, step, form)
    if form.is_bound and form.is_valid():
        context |= answer(found, step, form, request)
    response = render(request, "careers/simulation.html", context)
    return personal(response) if form.is_bound else response


@read_only
def path_simulation_pdf(request, path):
    """The answer to take away; 400, and why, when there is none."""
    found, step, _ = step_asked(request, path)
    form = read_form(request, step) if step else None
    if form is None or not form.is_bound or not form.is_valid():
        return refused(printing.refusals(found, form))
    context = printing.page(found, step, form) | answer(found, step, form, request)
    site = request.build_absolute_uri("/")
    content = pdf_exports.simulation_pdf(found, step, context, site=site, today=timezone.localdate())
    return personal(pdf_answer(content, f"simulation-{step.key}"))


def step_asked(request, slug):
    """The path, the step that the address names, and what it asked when nothing bears that name. 404 without a path."""
    asked = request.GET.get("etape", "")
    found = step_rules(slug=slug, day=timezone.localdate(), step=asked)
    if found is None:
        raise unknown_path(slug)
    return (found, *chosen_step(found, asked))


def read_form(request, step):
    """The questions of a step, answered when the address answers one of them."""
    form = SimulationForm(request.GET, step=step, groups=groups_of(step))
    form.is_bound = not form.names.isdisjoint(request.GET)
    return form


def answer(path, step, form, request):
    """What the rules answer of a form that could be read."""
    judgement = judge(step, form.situation, by=printing.assessor(path))
    findings = outcome(path, step, form.situation)
    return printing.answered(path, judgement, findings, form, request.GET.urlencode())


def personal(response):
    """A person's situation: their own browser may keep it, to go back to it, and nobody between."""
    patch_cache_control(response, private=True, max_age=0)
    return response


def groups_of(step):
    """The groups that the form offers; asked only when a criterion needs them. One query or none."""
    asks = any(row.kind == CriterionKind.GROUP for row in step.criteria)
    return group_choices(day=timezone.localdate()) if asks else []


def unknown_path(slug):
    """A 404 that says which paths there are."""
    error = Http404(slug)
    error.sentence = "Aucun parcours ne porte ce nom."
    error.suggestions = [(card.title, card.simulation_url) for card in queries.path_cards(day=timezone.localdate())]
    return error
