"""A campaign as HR keeps it, to its end."""

from django.utils import timezone

from jobs.actions import revision as actions
from jobs.models import Campaign, Organisation
from jobs.queries.revision import table_to_freeze
from tests.jobs.versions import the_job


def frozen_campaign(by) -> Campaign:
    """The campaign of this year with one job and one union, frozen, its table sent, and open again."""
    today = timezone.localdate()
    union = Organisation.objects.create(name="FO", college="salaries")
    campaign = actions.open_campaign(year=today.year, jobs=[the_job()], organisations=[union], by=by)
    edition = actions.freeze(campaign, table=lambda: table_to_freeze(year=today.year, day=today), by=by)
    actions.record_transmission(edition, organisation=union, sent_on=today, means="Courriel", by=by)
    return actions.reopen(campaign, reason="Oubli.", by=by)
