"""The page where a draft is written. Whatever happens to a save, what was typed is shown again, whole."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import DraftConflict, Refused, UnreadableDraft, save_draft
from ..enums import SheetState
from ..hints import hints
from ..models import Sheet
from ..printing import desk
from .back_in import LOST, STALE, from_our_form, signs_in
from .draft_pages import DRAFT, address, demand
from .facing import facing
from .typed import Typed, read_typed, shown, without_blank


class DraftWriting:
    """Adds to the admin of sheets the page where a draft is written."""

    def get_urls(self):
        return [path("<int:pk>/rediger/", self.edit, name="jobs_sheet_edit"), *super().get_urls()]

    # The form is looked at by hand: a token that no longer holds gives what was typed back, and not a refusal.
    @method_decorator([csrf_exempt, never_cache, sensitive_post_parameters("password")])
    def edit(self, request, pk):
        """Shows the form of a draft, or takes what was typed in it."""
        if not self.admin_site.has_permission(request):
            if request.method != "POST":
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            return self.back_in(request, pk)
        demand(request, DRAFT)
        if request.method != "POST":
            return self.editor(request, pk)
        typed = read_typed(request.POST)
        if not from_our_form(request):
            messages.warning(request, STALE)
            return self.editor(request, pk, typed)
        if "rubrique" in request.POST:
            return self.editor(request, pk, typed, asked=True)
        return self.save(request, pk, without_blank(typed))

    def back_in(self, request, pk):
        """Someone whose session ended comes back with their text: it waits in the page while they sign in."""
        typed = read_typed(request.POST)
        form = signs_in(request, self.admin_site)
        if form is None:
            demand(request, DRAFT)
            messages.warning(request, LOST)
            return self.editor(request, pk, typed)
        context = {"form": form, "typed": typed, "count": len(typed.fields), "title": "Votre session a pris fin"}
        context |= {"fields": (), "rows": ()}
        page = self.admin_site.each_context(request) | context | {"subtitle": None}
        return self.admin_site.at_the_door(request, render(request, "desk/session_lost.html", page))

    def save(self, request, pk, typed: Typed):
        if unchosen := typed.unchosen():
            messages.error(request, "Rien n’est enregistré : des rubriques marquées ont deux textes, choisissez.")
            return self.editor(request, pk, typed, misread=unchosen)
        try:
            saved = save_draft(Sheet(pk=pk), fields=typed.kept(), revision=typed.revision, by=request.user)
        except UnreadableDraft as refusal:
            messages.error(request, "Rien n’est enregistré : une ligne ne se lit pas, voyez les rubriques marquées.")
            return self.editor(request, pk, typed, misread=refusal.misread)
        except DraftConflict as conflict:
            messages.error(request, str(conflict))
            faced = facing(typed, conflict.theirs, conflict.revision)
            if faced.order:
                messages.warning(request, faced.order)
            return self.editor(request, pk, faced)
        except Refused as refusal:
            messages.error(request, f"{refusal} Votre texte est ci-dessous ; il n’est pas enregistré.")
            return self.editor(request, pk, typed)
        advice = len(hints(typed.kept()))
        told = f" {advice} conseil{'s' * (advice > 1)} de rédaction." if advice else ""
        messages.success(request, f"Brouillon enregistré.{told}")
        return HttpResponseRedirect(address("preview" if "apercu" in request.POST else "edit", saved))

    def editor(self, request, pk, typed: Typed | None = None, *, misread=(), asked=False):
        """The form with what was typed, else with the draft as it is; the text that it was prepared from beside it."""
        sheet = Sheet.objects.filter(pk=pk).select_related("job__framework", "document", "based_on").first()
        if sheet is None or sheet.state != SheetState.DRAFT:
            if typed is None:
                raise PermissionDenied
            return self.gone(request, typed)
        draft = self.draft(sheet)
        typed = typed or shown(draft.fields, draft.revision)
        page = self.page(
            request, sheet, "écrire", draft=draft, revision=typed.revision,
            **desk.editor(typed.fields, draft.base_fields, misread, asked=asked),
        )  # fmt: skip
        return render(request, "desk/edit.html", page)

    def gone(self, request, typed: Typed):
        """The draft was adopted or withdrawn meanwhile: what was typed is given back, to copy."""
        page = self.admin_site.each_context(request) | {"title": "Ce brouillon n’est plus là", "subtitle": None}
        return render(request, "desk/gone.html", page | {"typed": typed})
