"""Registering a text that the portal does not hold yet, and giving it its wording."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from texts.admin.pages import DocumentAdmin
from texts.enums import College, DateKind, Origin
from texts.models import Document
from texts.pdf_files import LARGEST, MEGABYTE

from ..actions import Refused, paste_wording, register_text
from ..actions.official_texts import LONGEST, look_alikes
from ..actions.text_files import keep_pdf, refuse_pdf
from .trace import Traced

COLLEGES = {college.value: college.label for college in College}
DATES = {f"date_{kind.value}": kind for kind in DateKind}
DAY = {"type": "date"}
A_PDF = {"accept": ".pdf,application/pdf"}
PDF_HELP = (
    f"Tel que signé ou publié, {LARGEST // MEGABYTE} Mo au plus : la page publique du texte le donne à télécharger."
)


def read_pdf(given) -> bytes:
    """The bytes of a file that is given, looked at. `ValidationError` when it is no PDF, or too heavy to be read."""
    if given.size > LARGEST:
        raise ValidationError(f"Ce fichier pèse plus de {LARGEST // MEGABYTE} Mo.")
    content = given.read()
    try:
        refuse_pdf(content)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return content


class NotKept(Exception):
    """What was tried is taken back."""


def read_signatories(text: str) -> list[dict]:
    """One organisation a line, then « | » and its college. `ValidationError` names the line that cannot be read."""
    found = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        organisation, _, college = (part.strip() for part in line.rpartition("|"))
        named = next((value for value, label in COLLEGES.items() if college.casefold() in {value, label}), None)
        if not organisation or named is None:
            raise ValidationError(f"Ligne {number} : écrivez l’organisation, puis « | employeurs » ou « | salariés ».")
        found.append({"organisation": organisation, "college": named})
    return found


def leading_to(sentence: str, *held: Document):
    """A sentence, then the texts that it speaks of as links to their pages at the desk."""
    links = ((reverse("admin:texts_document_change", args=[row.pk]), row) for row in held)
    return format_html("{} {}", sentence, format_html_join(", ", '<a href="{}">Voir « {} »</a>', links))


def box_to_tick() -> forms.BooleanField:
    """The person's word that a text is another one; shown when it is doubted."""
    label = "C’est un autre texte : l’enregistrer tout de même"
    return forms.BooleanField(label=label, required=False, widget=forms.HiddenInput)


class Doubting:
    """For the form of a text: one that looks like a text of the portal is doubted once, then the person believed."""

    def doubt(self, **words: str) -> None:
        """Adds the warning, and the box to tick, unless it was ticked."""
        found = look_alikes(**words)
        if not found or self.cleaned_data.get("distinct"):
            return
        self.fields["distinct"].widget = forms.CheckboxInput()
        for row, same in found:
            sentence = (
                f"Le portail a déjà un texte de même {same}. Si c’est un autre texte, cochez la case et enregistrez à "
                "nouveau."
            )
            self.add_error("distinct", leading_to(sentence, row))


class TextForm(Doubting, forms.ModelForm):
    """A text with its signatories, the dates that are known and, if one has it, its wording."""

    signataires = forms.CharField(
        label="Signataires", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Un par ligne : « Fédération X | employeurs », « Syndicat Y | salariés ».",
    )  # fmt: skip
    pdf = forms.FileField(
        label="PDF du texte", required=False, widget=forms.ClearableFileInput(attrs=A_PDF), help_text=PDF_HELP
    )
    redaction = forms.CharField(
        label="Rédaction du texte", required=False, strip=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Collée telle quelle : chaque ligne devient un passage, et ne se remplace plus. On peut la donner "
        "plus tard.",
    )  # fmt: skip

    distinct = box_to_tick()

    class Meta:
        model = Document
        fields = ("kind", "title", "short_title", "issuer", "reference", "nor", "idcc")
        help_texts = {"short_title": "Comment les pages l’appellent : « Avenant 2026-01 ». Vide : la référence."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, kind in DATES.items():
            widget = forms.DateInput(format="%Y-%m-%d", attrs=DAY)
            self.fields[name] = forms.DateField(label=kind.label.capitalize(), required=False, widget=widget)
        for name in ("short_title", "issuer"):
            self.fields[name].required = False

    def clean_signataires(self):
        return read_signatories(self.cleaned_data["signataires"])

    def clean_pdf(self):
        """The bytes of the PDF, or nothing."""
        given = self.cleaned_data["pdf"]
        return read_pdf(given) if given else b""

    def wanted(self) -> dict:
        """What the action takes."""
        typed = self.cleaned_data
        dates = {kind.value: typed[name] for name, kind in DATES.items() if typed.get(name)}
        said = {name: typed[name] for name in self.Meta.fields}
        return said | {"signatories": typed["signataires"], "dates": dates}

    def try_out(self, by) -> None:
        """Says beside its field why the action would refuse; its wording is not tried, only its length was."""
        try:
            with transaction.atomic():
                register_text(**self.wanted(), by=by)
                raise NotKept
        except NotKept:
            pass
        except Refused as refusal:
            field, twin = getattr(refusal, "field", None), getattr(refusal, "twin", None)
            told = leading_to(str(refusal), twin) if twin else str(refusal)
            self.add_error(field if field in self.fields else None, told)
            return
        typed = self.cleaned_data
        self.doubt(title=typed["title"], reference=typed["reference"], wording=typed["redaction"])


class PdfForm(forms.Form):
    """The PDF of a text that is already registered."""

    pdf = forms.FileField(label="PDF du texte", widget=forms.ClearableFileInput(attrs=A_PDF), help_text=PDF_HELP)


class WordingForm(Doubting, forms.Form):
    """The wording of a text that was registered without it."""

    redaction = forms.CharField(
        label="Rédaction du texte", strip=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Collée telle quelle : chaque ligne devient un passage, et ne se remplace plus.",
    )  # fmt: skip

    distinct = box_to_tick()

    def clean(self):
        values = super().clean()
        if not self.errors:
            self.doubt(wording=values["redaction"])
        return values


admin.site.unregister(Document)


@admin.register(Document)
class RegisteringAdmin(Traced, DocumentAdmin):
    """The texts, to read; one adds those that the portal does not hold, by the action that registers them."""

    change_form_template = "desk/text_change.html"

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_urls(self):
        pages = {"redaction": ("wording", self.wording), "pdf": ("pdf", self.pdf)}
        own = [
            path(f"<int:pk>/{place}/", self.admin_site.admin_view(view), name=f"texts_document_{name}")
            for place, (name, view) in pages.items()
        ]
        return own + super().get_urls()

    def get_fields(self, request, obj=None):
        written = (*TextForm.Meta.fields, *DATES, "signataires", "pdf", "redaction", "distinct")
        return super().get_fields(request, obj) if obj else written

    def get_readonly_fields(self, request, obj=None):
        return super().get_readonly_fields(request, obj) if obj else ()

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj:
            return super().get_form(request, obj, change=change, **kwargs)

        class Trying(TextForm):
            def clean(self):
                values = super().clean()
                if not self.errors:
                    self.try_out(request.user)
                return values

        return Trying

    def save_model(self, request, obj, form, change):
        held = register_text(**form.wanted(), wording=form.cleaned_data["redaction"], by=request.user)
        if content := form.cleaned_data["pdf"]:
            keep_pdf(held, content=content, by=request.user)
        obj.__dict__.update(held.__dict__)

    def pdf(self, request, pk):
        """Keeps the PDF of a text; another one takes its place on the public page, and both stay."""
        if not request.user.has_perm("texts.add_document"):
            raise PermissionDenied
        held = get_object_or_404(Document.objects.defer("text"), pk=pk)
        form = PdfForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                keep_pdf(held, content=read_pdf(form.cleaned_data["pdf"]), by=request.user)
            except ValidationError as fault:
                form.add_error("pdf", fault)
            else:
                messages.success(request, "Le PDF est joint à ce texte.")
                return redirect("admin:texts_document_change", pk)
        page = {"title": f"{held.short_title} : PDF", "subtitle": None, "form": form, "held": held}
        files = held.files.select_related("recorded_by").order_by("-recorded_at", "-pk")
        return render(request, "desk/text_pdf.html", self.admin_site.each_context(request) | page | {"files": files})

    def wording(self, request, pk):
        """Gives a text its wording, once."""
        if not request.user.has_perm("texts.add_document"):
            raise PermissionDenied
        held = get_object_or_404(Document, pk=pk, origin=Origin.ENTERED, text="")
        form = WordingForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                paste_wording(held, wording=form.cleaned_data["redaction"], by=request.user)
            except Refused as refusal:
                form.add_error("redaction", str(refusal))
            else:
                messages.success(request, "La rédaction est enregistrée, ligne à ligne.")
                return redirect("admin:texts_document_change", pk)
        page = {"title": f"{held.short_title} : rédaction", "subtitle": None, "form": form, "held": held}
        return render(request, "desk/wording.html", self.admin_site.each_context(request) | page)
