"""Runs load_fixtures in this process and kills it, for real, once a step is done. Called by the tests alone."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()

    from tests.jobs.stopping import after, die

    step, folder = sys.argv[1:]
    after(["jobs.loading", step], die)
    call_command("load_fixtures", "--dossier", folder)
