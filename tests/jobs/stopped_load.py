"""Runs load_fixtures in this process and kills it, for real, once a step is done. Called by the tests alone."""

import os
import signal
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()

    import jobs.loading

    step, folder = sys.argv[1:]
    done = getattr(jobs.loading, step)

    def then_die(*args, **kwargs):
        done(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(jobs.loading, step, then_die)
    call_command("load_fixtures", "--dossier", folder)
