"""One of several people who save one draft at once, as fast as they can. Called by the tests alone:
`saving_client.py NAME SAVES` prints how many saves were accepted, how many conflicts were told, the number of the last
save and how many texts the history holds."""

import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.contrib.auth import get_user_model

    from jobs.actions import DraftConflict, save_draft
    from jobs.models import Sheet, Trace
    from jobs.notation import SectionField

    name, saves = sys.argv[1], int(sys.argv[2])
    user = get_user_model().objects.get(username="rh")
    accepted = told = 0
    for number in range(saves):
        draft = Sheet.objects.get(state="brouillon")
        fields = [SectionField("missions", "Missions", f"Ligne {number} de {name}")]
        try:
            save_draft(draft, fields=fields, revision=draft.revision, by=user)
            accepted += 1
        except DraftConflict as conflict:
            told += conflict.revision > draft.revision and conflict.mine == fields
    kept = {str(words) for words in Trace.objects.filter(deed="brouillon_enregistre").values_list("after", flat=True)}
    print(accepted, told, Sheet.objects.get(state="brouillon").revision, len(kept))
