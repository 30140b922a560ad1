"""The history of a job and the differences of two versions, as programs read them."""

import pytest

from tests.jobs.versions import amendment, in_days, next_version, the_job

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/emplois/clcc/aide-soignant/versions"


def test_the_real_history(client):
    found = client.get("/api/v1/emplois/clcc/assistant-medical-specialise/versions").json()

    (version,) = found["versions"]
    assert (version["numero"], version["etat"], version["compte_depuis"], version["changements"]) == (
        1, "en_vigueur", "2023-01-31", None,
    )  # fmt: skip
    assert [fact["nature"] for fact in found["faits"]] == ["ajoute", "classe", "remunere", "premiere_fiche"]
    assert found["faits"][0]["sources"][0]["lignes"] == [182, 183]


def test_versions_and_what_changed(client, admin_user):
    text = amendment(admin_user, effect=in_days(10))
    next_version(the_job(), "Accueillir et installer", "Accueillir, asseoir et installer", document=text, by=admin_user)

    first, second = client.get(ADDRESS).json()["versions"]
    assert (first["etat"], first["jusqu_au"]) == ("en_vigueur", in_days(10).isoformat())
    assert (second["etat"], second["poids"], second["changements"]["reformulees"]) == ("a_venir", "redaction", 1)
    (change,) = client.get(f"{ADDRESS}/1...2").json()["changements"]
    assert (change["nature"], change["type"], change["apres"][:21]) == (
        "reformule",
        "activites",
        "Accueillir, asseoir e",
    )
    assert "".join(word["texte"] for word in change["mots"] if word["nature"] != "ajoute") == change["avant"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{ADDRESS}/1...1", 200),
        (f"{ADDRESS}/1...2", 404),
        (f"{ADDRESS}?au=2022-01-01", 400),
        ("/api/v1/emplois/clcc/nulle-part/versions", 404),
        ("/api/v1/emplois/ucanss/06030101/versions", 200),
    ],
)
def test_what_cannot_be_answered_is_refused(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert status == 200 or response.json()["erreur"]
