"""A campaign whose organisations give their opinion of one proposal."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from jobs.actions import mandates as mandate_actions
from jobs.actions import opinions as actions
from jobs.actions import resume, revision, save_draft, start_revision, submit
from jobs.mandate_links import token_of
from jobs.models import Campaign, Entry, Item, Mandate, MandateLink, Opinion, Organisation, Sheet
from jobs.opinions import Wording
from tests.jobs.versions import edited, fields_of, the_job

OLD, NEW = "Accueillir et installer le patient", "Accueillir, installer et rassurer le patient"
KEY = "aide-soignant"


@dataclass
class Committee:
    """Three organisations, of which the employers and one union have someone to speak for them without an account."""

    campaign: Campaign
    organisations: dict[str, Organisation]
    mandates: dict[str, Mandate]
    by: object

    @property
    def entry(self) -> Entry:
        return Entry.objects.get(campaign=self.campaign, job__key=KEY)

    @property
    def draft(self) -> Sheet:
        return Sheet.objects.select_related("based_on", "job").get(job__key=KEY, job__framework__code="clcc", number=2)

    @property
    def read(self) -> str:
        """The token of the words that are proposed."""
        draft = self.draft
        return Wording(draft.content_hash, draft.based_on.content_hash).token

    @property
    def anchor(self) -> str:
        """The line that the proposal rewords."""
        return Item.objects.get(section__sheet=self.draft, text=NEW).lineage

    def gives(self, name: str, position: str, *, remarks=None, read: str = "", by=None) -> Opinion:
        """The opinion of an organisation."""
        return actions.give_opinion(
            mandate=self.mandates[name].pk, job=KEY, position=position, read=read or self.read, remarks=remarks or {},
            by=by,
        )  # fmt: skip

    def link(self, name: str, days: int = 30) -> MandateLink:
        expires_on = timezone.localdate() + timedelta(days=days)
        return mandate_actions.make_link(self.mandates[name], expires_on=expires_on, by=self.by)

    def address(self, link: MandateLink, key: str = "") -> str:
        """The secret address of a link, or of a proposal by it."""
        return f"/avis/{token_of(link.key)}/" + (f"{key}/" if key else "")

    def rewrites(self, old: str, new: str) -> None:
        """HR takes the proposal up again, changes its words and submits it again."""
        draft = resume(self.draft, by=self.by)
        fields = edited(fields_of(draft), old, new)
        draft = save_draft(draft, fields=fields, revision=draft.revision, by=self.by)
        submit(draft, revision=draft.revision, by=self.by)


def committee(by, *, user=None) -> Committee:
    """The campaign of this year with one proposal out for opinion; `user` speaks for the second union."""
    today = timezone.localdate()
    colleges = {"Unicancer": "employeurs", "CFDT": "salaries", "FO": "salaries"}
    held = {name: Organisation.objects.create(name=name, college=college) for name, college in colleges.items()}
    job = the_job(key=KEY)
    campaign = revision.open_campaign(
        year=today.year, jobs=[job, the_job(key="brancardier")], organisations=held.values(), by=by
    )
    draft = start_revision(job, by=by)
    draft = save_draft(draft, fields=edited(fields_of(draft), OLD, NEW), revision=0, by=by)
    submit(draft, revision=draft.revision, by=by)
    mandates = {
        name: mandate_actions.give_mandate(
            campaign=campaign, organisation=held[name], holder=f"Porteur de {name}", starts_on=today, by=by,
            user=user if name == "CFDT" else None,
        )
        for name in (["Unicancer", "FO", "CFDT"] if user else ["Unicancer", "FO"])
    }  # fmt: skip
    return Committee(campaign, held, mandates, by)
