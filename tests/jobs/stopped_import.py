"""Gives a file of three sheets and confirms it (`prepare`), or applies it and kills this process, for real, after the
call of the function named. Called by the tests alone: `stopped_import.py prepare|apply [module function call]`."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model

    from jobs.actions.imports import confirm_import, plan_import, run_imports
    from tests.jobs.stopping import after, die
    from tests.jobs.workbooks import Workbook

    act, *stop = sys.argv[1:]
    after(stop, die)

    if act == "prepare":
        user, _ = get_user_model().objects.get_or_create(username="rh", is_superuser=True)
        keys = ("aide-soignant", "brancardier", "dieteticien")
        book = Workbook(*keys)
        for key in keys:
            book.put(book.first_of(key), élément=f"Ligne écrite dans un classeur pour {key}")
        kept = book.given(user)
        confirm_import(kept, token=plan_import(kept).token, by=user)
    else:
        run_imports()
