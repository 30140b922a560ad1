"""Gives a portal five people of the desk, each with a draft of their own, and prints as JSON how they sign in and where
they write. Run by the long checks, with the portal's environment."""

import json
import secrets

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.urls import reverse

    from jobs.actions import start_revision
    from jobs.models import Job

    desks = []
    jobs = Job.objects.filter(framework__code="clcc", sheets__state="adoptee").distinct().order_by("key")
    for number, job in enumerate(jobs[:5], 1):
        name, password = f"ecrit-{number}", secrets.token_urlsafe(16)
        writer = get_user_model().objects.create_user(name, password=password, is_staff=True)
        writer.groups.add(Group.objects.get(name="Rédacteur"))
        draft = start_revision(job, by=writer)
        desks.append({"name": name, "password": password, "page": reverse("admin:jobs_sheet_edit", args=[draft.pk])})
    print(json.dumps(desks))
