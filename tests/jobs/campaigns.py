"""A campaign as HR keeps it, to its end."""

from datetime import timedelta

from django.utils import timezone

from jobs.actions import freezing, mandates, opinions
from jobs.actions import revision as actions
from jobs.models import Campaign, Mandate, Organisation, Sheet
from jobs.queries.opinions import wording_of
from jobs.queries.revision import table_to_freeze
from tests.jobs.versions import the_job


def frozen_campaign(by, name: str = "FO") -> Campaign:
    """The campaign of this year with one job and one union, frozen, its table sent, and open again."""
    today = timezone.localdate()
    union = Organisation.objects.create(name=name, college="salaries")
    campaign = actions.open_campaign(year=today.year, jobs=[the_job()], organisations=[union], by=by)
    edition = freezing.freeze(campaign, table=lambda: table_to_freeze(year=today.year, day=today), by=by)
    freezing.record_transmission(edition, organisation=union, sent_on=today, means="Courriel", by=by)
    return freezing.reopen(campaign, reason="Oubli.", by=by)


def spoken_campaign(by) -> Mandate:
    """The same, its union having said what it thinks of the draft under opinion, by a personal link: a remark and a
    request wait for an answer."""
    today = timezone.localdate()
    campaign = frozen_campaign(by)
    union = campaign.organisations.get()
    mandate = mandates.give_mandate(campaign=campaign, organisation=union, holder="Zoé Petit", starts_on=today, by=by)
    mandates.make_link(mandate, expires_on=today + timedelta(days=9), by=by)
    draft = Sheet.objects.select_related("based_on").get(job=the_job(), stage="avis")
    read, remarks = wording_of(draft).token, {"": "Et les effectifs ?"}
    opinions.give_opinion(mandate=mandate.pk, job=the_job().key, position="reserve", read=read, remarks=remarks)
    opinions.file_request(mandate=mandate.pk, job=the_job(key="secretaire").pk, reason="Le télétravail.")
    return mandate
