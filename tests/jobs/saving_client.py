"""One of several people who save drafts at once, as fast as they can. Called by the tests alone:
`saving_client.py NAME SAVES KEY` saves the draft of the CLCC job KEY, opened when there is none; it prints how many
saves were accepted, how many conflicts were told, the number of its last save and how many texts the history holds."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model

    from jobs.actions import DraftConflict, save_draft, start_revision
    from jobs.models import Sheet, Trace
    from jobs.notation import SectionField
    from tests.jobs.versions import the_job

    name, saves, key = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    user = get_user_model().objects.get(username="rh")
    drafts = Sheet.objects.filter(state="brouillon", job__key=key)
    if not drafts.exists():
        start_revision(the_job(key=key), by=user)
    accepted = told = 0
    for number in range(saves):
        draft = drafts.get()
        fields = [SectionField("missions", "Missions", f"Ligne {number} de {name}")]
        try:
            save_draft(draft, fields=fields, revision=draft.revision, by=user)
            accepted += 1
        except DraftConflict as conflict:
            told += conflict.revision > draft.revision and conflict.mine == fields
    saved = Trace.objects.filter(deed="brouillon_enregistre", job__key=key)
    kept = {str(words) for words in saved.values_list("after", flat=True)}
    print(accepted, told, drafts.get().revision, len(kept))
