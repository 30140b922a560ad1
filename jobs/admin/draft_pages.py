"""The pages where a version is prepared: its steps, its text, what it changes, what the public will read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from texts.effect import effect_of
from texts.models import Document
from texts.values import Link

from ..actions import (
    DraftConflict,
    NotADraft,
    Refused,
    adopt,
    adopt_by_decision,
    may_adopt,
    may_undo,
    resume,
    send_back,
    submit,
    undo_adoption,
    withdraw,
)
from ..enums import SheetState, Stage
from ..models import Sheet
from ..printing import desk
from ..providers import leads_of
from ..queries import job_sheet
from ..queries.drafts import deeds_of, draft_of
from .draft_forms import AdoptForm, ReasonForm, StepForm

DRAFT, ADOPT, REVIEW = "jobs.draft_sheet", "jobs.adopt_sheet", "jobs.review_sheet"

SAVED_SINCE = "Quelqu’un a enregistré cette fiche depuis que vous l’avez lue : relisez ce qui change, puis recommencez."


def demand(request, *rights: str) -> None:
    """`PermissionDenied` to one who has none of `rights`."""
    if not any(request.user.has_perm(right) for right in rights):
        raise PermissionDenied


def address(page: str, sheet: Sheet) -> str:
    return reverse(f"admin:jobs_sheet_{page}", args=[sheet.pk])


class DraftPages:
    """Adds to the admin of sheets the pages of those in preparation."""

    def get_urls(self):
        pages = {
            "revision": ("steps", self.steps),
            "apercu": ("preview", self.preview),
            "differences": ("differences", self.differences),
            "revision/soumettre": ("submit", self.submit),
            "revision/reprendre": ("resume", self.resume),
            "revision/renvoyer": ("return", self.send_back),
            "revision/adopter": ("adopt", self.adopt),
            "revision/retirer": ("withdraw", self.withdraw),
            "revision/annuler-adoption": ("undo", self.undo),
        }
        own = [
            path(f"<int:pk>/{place}/", self.admin_site.admin_view(view), name=f"jobs_sheet_{name}")
            for place, (name, view) in pages.items()
        ]
        return own + super().get_urls()

    def held(self, pk: int) -> Sheet:
        joined = ("job__framework", "document", "based_on")
        return get_object_or_404(Sheet.objects.select_related(*joined), pk=pk)

    def draft(self, sheet: Sheet):
        return draft_of(framework=sheet.job.framework.code, key=sheet.job.key, day=timezone.localdate())

    def page(self, request, sheet: Sheet, title: str, **more) -> dict:
        """What every page of a draft shares: where one is, where one may go."""
        draft = sheet.state == SheetState.DRAFT
        reads, writes = request.user.has_perm("jobs.view_sheet"), request.user.has_perm(DRAFT)
        ways = [
            ("steps", "Étapes", reads),
            ("edit", "Écrire", draft and writes and sheet.stage != Stage.SUBMITTED),
            ("differences", "Ce qui change", draft),
            ("preview", "Aperçu public", draft),
            ("history", "Historique", reads),
        ]
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "sheet": sheet,
            "title": f"{sheet.job} : {title}",
            "subtitle": None,
            "here": title,
            "ways": [Link(label, address(name, sheet)) for name, label, there in ways if there],
            "public": reverse("job_detail", args=[sheet.job.framework.code, sheet.job.key]),
            "reads": reads,
            **more,
        }

    # What is read

    def steps(self, request, pk):
        """How far a version is, what was done to it, and what one may do now."""
        demand(request, "jobs.view_sheet")
        return self.steps_page(request, self.held(pk), {})

    def steps_page(self, request, sheet: Sheet, bound: dict):
        """The page of the steps; `bound`: the form of the step that was refused, by its name."""
        acts = self.acts(request, sheet, bound)
        for errors in (form.errors.values() for name, form in bound.items() if name not in {a["name"] for a in acts}):
            messages.error(request, " ".join(sentence for row in errors for sentence in row))
        deeds = deeds_of(sheet=sheet)
        draft = sheet.state == SheetState.DRAFT
        return render(
            request,
            "desk/steps.html",
            self.page(
                request,
                sheet,
                "étapes",
                draft=draft,
                stale=draft and self.draft(sheet).stale,
                stages=self.stages(sheet, deeds),
                deeds=desk.deed_rows(deeds),
                acts=acts,
                blocked=draft and request.user.has_perm(ADOPT) and not may_adopt(sheet, by=request.user),
            ),
        )

    def stages(self, sheet: Sheet, deeds) -> list[dict]:
        text = Document.objects.with_dates().defer("text").get(pk=sheet.document_id) if sheet.document_id else None
        day = timezone.localdate()
        effect = effect_of(signed_on=text.signed_on, effect_on=text.effect_on, day=day).sentence if text else ""
        in_force = Sheet.objects.in_force(day).filter(pk=sheet.pk).exists()
        adopted = sheet.state == SheetState.ADOPTED
        return desk.stage_rows(stage=sheet.stage, adopted=adopted, in_force=in_force, deeds=deeds, effect=effect)

    def acts(self, request, sheet: Sheet, bound: dict) -> list[dict]:
        """What `request.user` may do to the sheet as it is: each with its form, its address and its words."""
        draft, submitted = sheet.state == SheetState.DRAFT, sheet.stage == Stage.SUBMITTED
        writes, adopts = request.user.has_perm(DRAFT), request.user.has_perm(ADOPT)
        offered = [
            ("submit", StepForm, "Soumettre pour avis", draft and writes and not submitted),
            ("resume", StepForm, "Reprendre la rédaction", draft and writes and submitted),
            ("adopt", AdoptForm, "Adopter", draft and adopts and may_adopt(sheet, by=request.user)),
            ("return", ReasonForm, "Renvoyer en rédaction", draft and adopts and submitted),
            ("withdraw", ReasonForm, "Retirer le brouillon", draft and writes),
            ("undo", ReasonForm, "Annuler l’adoption", not draft and adopts and may_undo(sheet)),
        ]
        start = {"enregistrement": sheet.revision}
        return [
            {
                "name": name,
                "label": label,
                "address": address(name, sheet),
                "form": bound.get(name) or form(initial=start, auto_id=f"{name}_%s"),
            }
            for name, form, label, there in offered
            if there
        ]

    def read_draft(self, request, pk):
        """The draft that this person may read: all of them at the desk, a submitted one by a member."""
        demand(request, "jobs.view_sheet", REVIEW)
        sheet = get_object_or_404(Sheet.objects.select_related("job__framework"), pk=pk, state=SheetState.DRAFT)
        if not request.user.has_perm("jobs.view_sheet") and sheet.stage != Stage.SUBMITTED:
            raise PermissionDenied
        return sheet, self.draft(sheet)

    def differences(self, request, pk):
        """What a draft changes, beside the version that it was prepared from."""
        sheet, draft = self.read_draft(request, pk)
        found = desk.side_by_side(draft.changes)
        page = self.page(request, sheet, "ce qui change", base=draft.base, stale=draft.stale, **found)
        return render(request, "desk/differences.html", page)

    def preview(self, request, pk):
        """The public page with the words of the draft; it stays at the desk."""
        sheet, draft = self.read_draft(request, pk)
        today = timezone.localdate()
        job = job_sheet(framework=sheet.job.framework.code, key=sheet.job.key, day=today)
        reads = request.user.has_perm("jobs.view_sheet")
        back = (
            Link("Revenir au bureau", address("steps", sheet))
            if reads
            else Link("Les avis demandés", reverse("admin:jobs_opinion_asked"))
        )
        context = desk.preview(job, draft.sections, number=sheet.number, leads=leads_of(job), back=back, today=today)
        response = render(request, "jobs/job_detail.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    # What is done

    def act(self, request, pk, *, right, name, form_class, do, said):
        """One step: asked for by a form, done by an action, told in a sentence; refused, what was typed is kept."""
        demand(request, right)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        sheet = self.held(pk)
        form = form_class(request.POST, auto_id=f"{name}_%s")
        revision = sheet.revision
        if form.is_valid():
            try:
                do(sheet, form.cleaned_data)
            except NotADraft as refusal:
                messages.error(request, str(refusal))
                return self.onward(pk)
            except DraftConflict as conflict:
                form.add_error(None, SAVED_SINCE)
                revision = conflict.revision
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return self.onward(pk)
        form.data = form.data.copy()
        form.data["enregistrement"] = revision
        return self.steps_page(request, sheet, {name: form})

    def onward(self, pk):
        """To the steps of a version that is still there, else to the list."""
        there = Sheet.objects.filter(pk=pk).first()
        return HttpResponseRedirect(address("steps", there) if there else reverse("admin:jobs_sheet_changelist"))

    def submit(self, request, pk):
        return self.act(
            request, pk, right=DRAFT, name="submit", form_class=StepForm, said="La fiche est soumise pour avis.",
            do=lambda sheet, typed: submit(sheet, revision=typed["enregistrement"], by=request.user),
        )  # fmt: skip

    def resume(self, request, pk):
        return self.act(
            request, pk, right=DRAFT, name="resume", form_class=StepForm, said="La rédaction est reprise.",
            do=lambda sheet, typed: resume(sheet, by=request.user),
        )  # fmt: skip

    def send_back(self, request, pk):
        return self.act(
            request, pk, right=ADOPT, name="return", form_class=ReasonForm, said="La fiche est renvoyée en rédaction.",
            do=lambda sheet, typed: send_back(sheet, reason=typed["raison"], by=request.user),
        )  # fmt: skip

    def adopt(self, request, pk):
        def do(sheet, typed):
            guard = {"revision": typed["enregistrement"], "by": request.user}
            if typed["texte"]:
                return adopt(sheet, document=typed["texte"], **guard)
            dates = {"decided_on": typed["prise_le"], "effect_on": typed["effet_le"]}
            return adopt_by_decision(sheet, title=typed["decision"], **dates, **guard)

        said = "La version est adoptée."
        return self.act(request, pk, right=ADOPT, name="adopt", form_class=AdoptForm, said=said, do=do)

    def withdraw(self, request, pk):
        return self.act(
            request, pk, right=DRAFT, name="withdraw", form_class=ReasonForm, said="Le brouillon est retiré.",
            do=lambda sheet, typed: withdraw(
                sheet, reason=typed["raison"], revision=typed["enregistrement"], by=request.user
            ),
        )  # fmt: skip

    def undo(self, request, pk):
        return self.act(
            request, pk, right=ADOPT, name="undo", form_class=ReasonForm, said="L’adoption est annulée.",
            do=lambda sheet, typed: undo_adoption(sheet, reason=typed["raison"], by=request.user),
        )  # fmt: skip
