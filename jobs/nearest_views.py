"""Pages of the nearest jobs. They read and write nothing: what is pasted is neither stored nor logged."""

from functools import wraps
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from texts.queries import document_card
from texts.views import read_only, refused, table_file

from . import nearest_exports, pdf_exports, printing, queries
from .filters import read_near, shown
from .forms import LONGEST_REQUEST, PastedForm, ProposalForm
from .pdf_views import pdf_answer
from .repositioning import ABOVE, DOCUMENT, Term, term_of
from .selection import Problem
from .throttle import Throttle
from .views import unknown_job

throttle = Throttle(settings.REPERES_PASTES_PER_MINUTE)


def fewest_words() -> int:
    """Distinct words that count, under which a paste leads to no conclusion."""
    return settings.REPERES_NEAREST_FEWEST_WORDS


def thresholds() -> dict[str, int]:
    """What makes the page say that no job is near, or that two are."""
    return {
        "none_below": settings.REPERES_NEAREST_NONE_BELOW,
        "between_within": settings.REPERES_NEAREST_BETWEEN_WITHIN,
    }


URLENCODED = "application/x-www-form-urlencoded"


def is_text(body: bytes) -> bool:
    """Whether what a form sends is UTF-8: other bytes would be compared as something else than what was pasted."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def bounded(view):
    """Refuses a paste that is too large (413) or too frequent (429), before reading a byte of it, and one that is not
    text (400), as for an address."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > LONGEST_REQUEST:
            return render(request, "jobs/paste_refused.html", printing.paste_refused(0), status=413)
        if wait := throttle.wait(request.META.get("REMOTE_ADDR", "")):
            response = render(request, "jobs/paste_refused.html", printing.paste_refused(wait), status=429)
            response["Retry-After"] = str(wait)
            return response
        body = request.body
        if not is_text(unquote_to_bytes(body) if request.content_type == URLENCODED else body):
            raise BadRequest
        response = view(request, *args, **kwargs)
        # The visitor's browser may keep it, so that going back does not ask to send the paste again.
        patch_cache_control(response, private=True, max_age=0)
        return response

    return guarded


def pasting(view):
    """A page that a paste is sent to: bounded, kept by no shared cache, never shown in an error report.

    No proof of origin is asked (csrf_exempt): the answer only depends on what is sent, nothing is written, and a
    token would need a cookie.
    """
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(bounded(view))))


def term() -> Term:
    """The six months of article 5, as far as the text's dates are known. One query."""
    found = document_card(slug=DOCUMENT)
    card = found[1] if found else None
    return term_of(signed_on=card and card.signed_on, effect_on=card and card.effect_on)


@pasting
def nearest_jobs(request):
    """The page: its form, the jobs near to a known one, or those near to what is pasted."""
    return (from_paste if request.method == "POST" else from_job)(request)


def from_job(request):
    """The jobs nearest to the one that the address names, or the form alone."""
    wanted, day, problems = read_near(request.GET, today=timezone.localdate())
    groups = queries.group_choices(day=day)
    found = queries.nearest_to_job(framework=wanted.framework, key=wanted.key, day=day) if wanted else None
    if wanted and found is None:
        sentence = f"Aucun emploi ne se trouve à « {shown(request.GET['emploi'])} » ce jour-là."
        problems.append(Problem("emploi", sentence))
    if found is None:
        return render(request, "jobs/nearest.html", printing.nearest_form(PastedForm(groups=groups), problems))
    form = PastedForm(groups=groups, initial={"intitule": found.job.title} if not found.lines else None)
    context = printing.nearest_to_job(found, form, problems=problems, **thresholds())
    return render(request, "jobs/nearest.html", context)


@read_only
def nearest_file(request, suffix):
    """The jobs nearest to the one that the address names, as a table; refused when it names none."""
    wanted, day, problems = read_near(request.GET, today=timezone.localdate())
    if not wanted and not problems:
        problems = [Problem("emploi", "Dites de quel emploi : emploi=clcc/aide-soignant, par exemple.")]
    if problems:
        return refused(problems)
    found = queries.nearest_to_job(framework=wanted.framework, key=wanted.key, day=day)
    if found is None:
        raise unknown_job(wanted.key)
    rows = nearest_exports.nearest_table(found, base=request.build_absolute_uri("/"))
    return table_file(rows, f"proches-{found.job.framework}-{found.job.key}", suffix, title="Emplois proches")


def from_paste(request):
    """The CLCC jobs nearest to what is pasted."""
    form = PastedForm(request.POST, groups=queries.group_choices(day=timezone.localdate()))
    if not form.is_valid():
        return render(request, "jobs/nearest.html", printing.nearest_form(form))
    return render(request, "jobs/nearest.html", paste_context(form))


def paste_context(form) -> dict:
    found = nearest_of(form)
    return printing.nearest_to_text(found, form, term=term(), fewest_words=fewest_words(), **thresholds())


def nearest_of(form):
    """The jobs nearest to the description of a valid form."""
    rank = form.group[2] if form.group else None
    return queries.nearest_to_text(texts=form.pasted.texts, group=rank, groups=form.groups, day=timezone.localdate())


@pasting
def proposal(request):
    """A proposal of repositioning to print, with blanks for the centre. Made from what is sent, and forgotten."""
    return proposed(request, lambda context: render(request, "jobs/proposal.html", context))


@pasting
def proposal_pdf(request):
    """The same proposal as PDF."""
    today, site = timezone.localdate(), request.build_absolute_uri("/")
    return proposed(
        request,
        lambda context: pdf_answer(
            pdf_exports.proposal_pdf(context, site=site, today=today), "proposition-de-repositionnement"
        ),
    )


def proposed(request, answer):
    """What `answer` makes of the proposal that the form asks for; the page again, with what stops it, if it cannot."""
    if request.method != "POST":
        return redirect("nearest_jobs")
    form = ProposalForm(request.POST, groups=queries.group_choices(day=timezone.localdate()))
    if form.is_valid():
        found = nearest_of(form)
        chosen = next((row for row in found.candidates if row.line.key == form.cleaned_data["emploi"]), None)
        form.judge(chosen=chosen, above=bool(chosen) and chosen.answer == ABOVE)
        if not form.errors:
            today, fewest = timezone.localdate(), fewest_words()
            return answer(printing.proposal(found, chosen, form, term=term(), today=today, fewest_words=fewest))
    if form.pasted is None or form.pasted.empty:
        return render(request, "jobs/nearest.html", printing.nearest_form(form))
    return render(request, "jobs/nearest.html", paste_context(form))
