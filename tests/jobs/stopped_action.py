"""Does one step in the life of a version; kills this process, for real, after the function named. Called by the
tests alone: `stopped_action.py prepare|submit|adopt|decide|undo|withdraw|place [module function]`."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model

    from grids.models import Grid
    from jobs.actions import (
        adopt,
        adopt_by_decision,
        place_jobs,
        save_draft,
        start_revision,
        submit,
        undo_adoption,
        withdraw,
    )
    from jobs.models import Sheet
    from jobs.placed import Placed, token
    from tests.jobs.stopping import after, die
    from tests.jobs.versions import amendment, edited, fields_of, in_days, the_job
    from texts.models import Document

    act, *stop = sys.argv[1:]
    after(stop, die)

    user, _ = get_user_model().objects.get_or_create(username="rh", is_superuser=True)
    sheet = Sheet.objects.filter(job=the_job()).order_by("-number").first()
    if act == "prepare":
        amendment(user, effect=in_days(10), wording="– Rassurer le patient ;")
        draft = start_revision(the_job(), by=user)
        fields = edited(fields_of(draft), "Accueillir et installer le patient", "Rassurer le patient")
        save_draft(draft, fields=fields, revision=0, by=user)
    elif act == "submit":
        submit(sheet, revision=sheet.revision, by=user)
    elif act == "decide":
        guard = {"revision": sheet.revision, "by": user}
        adopt_by_decision(sheet, title="Décision", decided_on=in_days(0), effect_on=in_days(9), **guard)
    elif act == "place":
        document, grid = Document.objects.get(short_title="Avenant 2026-01"), Grid.objects.get(slug="clcc-non-cadres")
        wanted = {the_job(key=key).pk: Placed("E", "3") for key in ("aide-soignant", "brancardier")}
        place_jobs(document=document, grid=grid, wanted=wanted, read=token({}), by=user)
    elif act == "adopt":
        document = Document.objects.get(short_title="Avenant 2026-01")
        adopt(sheet, document=document, revision=sheet.revision, by=user)
    elif act == "undo":
        undo_adoption(sheet, reason="Essai", by=user)
    elif act == "withdraw":
        withdraw(sheet, reason="Essai", revision=sheet.revision, by=user)
