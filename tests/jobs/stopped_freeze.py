"""Keeps a campaign with opinions, or freezes it; kills this process, for real, after the function named, or waits there
for a word when the act begins by « slow- ». Called by the tests alone:
`stopped_freeze.py prepare|opinion|adopt|freeze|freeze-once|told|frozen [module function]`; `told` prints the table as
it would be frozen, `frozen` as it was; `freeze-once` never begins again."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from jobs.actions import adopt_by_decision, one_moment, opinions
    from jobs.actions.freezing import canonical, freeze
    from jobs.models import Campaign, Edition, Mandate, Sheet
    from jobs.queries.opinions import wording_of
    from jobs.queries.revision import table_to_freeze
    from tests.jobs.opinions import KEY, committee
    from tests.jobs.stopping import after, die, wait

    act, *stop = sys.argv[1:]
    after(stop, wait if act.startswith("slow-") else die)
    act = act.removeprefix("slow-")

    user, _ = get_user_model().objects.get_or_create(username="rh", is_superuser=True)
    day = timezone.localdate()
    table = lambda: table_to_freeze(year=day.year, day=day)  # noqa: E731
    if act == "prepare":
        committee(user).gives("Unicancer", "favorable", remarks={"": "Bien."})
    elif act == "opinion":
        mandate = Mandate.objects.get(organisation__name="FO")
        draft = Sheet.objects.select_related("based_on").get(stage="avis", job__key=KEY)
        said = {"position": "reserve", "read": wording_of(draft).token, "remarks": {"": "Et les effectifs ?"}}
        opinions.give_opinion(mandate=mandate.pk, job=KEY, **said)
    elif act == "adopt":
        other, _ = get_user_model().objects.get_or_create(username="valideur", is_superuser=True)
        draft = Sheet.objects.get(stage="avis", job__key=KEY)
        adopt_by_decision(draft, title="Décision", decided_on=day, effect_on=None, revision=draft.revision, by=other)
    elif act in {"freeze", "freeze-once"}:
        one_moment.MOST_TRIES = 1 if act == "freeze-once" else one_moment.MOST_TRIES
        freeze(Campaign.objects.get(), table=table, by=user)
    elif act == "told":
        print(canonical(table()))
    elif act == "frozen":
        print(Edition.objects.get().content)
