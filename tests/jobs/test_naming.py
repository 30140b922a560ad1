"""Which printed title names a job, and by which words it is found."""

from jobs.enums import JobKind, TitleKind
from jobs.naming import PrintedTitle, main_title, search_text


def titles(*pairs):
    return [PrintedTitle(text, kind, *rank) for text, kind, *rank in pairs]


def test_the_heading_of_the_sheet_names_a_job_before_the_table():
    given = titles(("Conseiller offre services", TitleKind.TABLE), ("Conseiller offre de services", TitleKind.SHEET))

    assert main_title(JobKind.REFERENCE, given) == "Conseiller offre de services"


def test_a_new_label_wins_over_the_heading_of_the_same_text():
    given = titles(
        ("Aide médico-psychologique", TitleKind.SHEET),
        ("Accompagnant éducatif et social (AES)", TitleKind.NEW_LABEL),
        ("Accompagnant (e) éducatif", TitleKind.TABLE),
    )

    assert main_title(JobKind.JOB, given) == "Accompagnant éducatif et social (AES)"


def test_the_newest_text_names_the_job():
    given = titles(("Ancien libellé", TitleKind.NEW_LABEL, 1), ("Titre de la nouvelle fiche", TitleKind.SHEET, 2))

    assert main_title(JobKind.JOB, given) == "Titre de la nouvelle fiche"


def test_an_attached_job_is_named_by_the_list_of_its_metier():
    given = titles(("Gestionnaire de flux entrants", TitleKind.TABLE), ("Gestionnaire des flux", TitleKind.LIST))

    assert main_title(JobKind.ATTACHED, given) == "Gestionnaire des flux"


def test_an_attached_job_absent_from_the_list_is_named_by_the_table():
    given = titles(("Libellé d’une branche", TitleKind.BRANCH), ("Libellé du tableau", TitleKind.TABLE))

    assert main_title(JobKind.ATTACHED, given) == "Libellé du tableau"


def test_a_job_known_by_a_mention_alone_is_named_by_it():
    assert main_title(JobKind.JOB, titles(("aide-cuisinier", TitleKind.TEXT))) == "aide-cuisinier"


def test_a_foreign_title_names_a_job_only_when_nothing_else_does():
    given = titles(("Outpatient Manager", TitleKind.FOREIGN), ("Gestionnaire", TitleKind.TEXT))

    assert main_title(JobKind.JOB, given) == "Gestionnaire"
    assert main_title(JobKind.JOB, given[:1]) == "Outpatient Manager"
    assert main_title(JobKind.JOB, []) == ""


def test_the_search_text_holds_each_title_and_code_once_and_folded():
    found = search_text("Infirmière", ["Infirmière", "INFIRMIERE", "Aide d’Été"], ["060302", "", "06030201"])

    assert found == "infirmiere\naide d'ete\n060302\n06030201"
