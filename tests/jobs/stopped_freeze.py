"""Keeps a campaign with opinions, or freezes it; kills this process, for real, after the function named. Called by the
tests alone: `stopped_freeze.py prepare|opinion|freeze [module function]`."""

import importlib
import os
import signal
import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from jobs.actions import opinions
    from jobs.actions.revision import freeze
    from jobs.models import Campaign, Mandate, Sheet
    from jobs.queries.opinions import wording_of
    from jobs.queries.revision import table_to_freeze
    from tests.jobs.opinions import KEY, committee

    act, *stop = sys.argv[1:]
    if stop:
        module = importlib.import_module(stop[0])
        done = getattr(module, stop[1])

        def then_die(*args, **kwargs):
            done(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, stop[1], then_die)

    user, _ = get_user_model().objects.get_or_create(username="rh", is_superuser=True)
    if act == "prepare":
        committee(user).gives("Unicancer", "favorable", remarks={"": "Bien."})
    elif act == "opinion":
        mandate = Mandate.objects.get(organisation__name="FO")
        draft = Sheet.objects.select_related("based_on").get(stage="avis", job__key=KEY)
        said = {"position": "reserve", "read": wording_of(draft).token, "remarks": {"": "Et les effectifs ?"}}
        opinions.give_opinion(mandate=mandate.pk, job=KEY, **said)
    elif act == "freeze":
        campaign = Campaign.objects.get()
        day = timezone.localdate()
        freeze(campaign, table=lambda: table_to_freeze(year=campaign.year, day=day), by=user)
