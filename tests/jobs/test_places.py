"""HR fills the places of every CLCC job on one screen, by a text of their own; what the texts give is not touched."""

from datetime import date

import pytest
from django.urls import reverse

from grids.models import Grid
from jobs.actions import DateRefused, PlacesChanged, PlacesRefused, Refused, place_jobs, record_date, register_text
from jobs.models import GuaranteedPay, Placement, Trace
from jobs.placed import Placed, fault_of, token
from tests.harness import CheckingClient, page_faults
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import amendment, in_days, the_job
from tests.pages import read
from texts.enums import Origin
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db
NOTHING = token({})
PLACE = Placed("E", "3", "SO", "187")


@pytest.fixture
def text(admin_user):
    return amendment(admin_user, signed=date(2026, 3, 2))


@pytest.fixture
def grid(db):
    return Grid.objects.get(slug="clcc-non-cadres")


@pytest.fixture
def desk(db):
    return signed_in(person("valideuse", "Valideur"))


def screen(text) -> str:
    return f"{reverse('admin:jobs_placement_fill')}?texte={text.pk}"


def words(response) -> str:
    html = response.content.decode()
    assert page_faults(html) == []
    return html.replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def sent(job, place: Placed, read: str) -> dict[str, str]:
    names = {"groupe": place.group, "position": place.position, "filiere": place.stream, "cotation": place.rating}
    return {"lu": read} | {f"{name}-{job.pk}": value for name, value in names.items()}


def test_the_screen_shows_every_job_with_what_stands_and_asks_for_a_source(desk, text):
    start = words(desk.get(reverse("admin:jobs_placement_fill")))
    page = words(desk.get(screen(text)))

    assert "Avenant 2026-01" in start
    assert "Aide-soignant" not in start
    assert page.count('<th scope="row"') > 30
    assert "Aujourd’hui : Groupe F, position 4, filière MT, cotation 212 (énoncé par le texte)" in page


def test_what_is_entered_is_shown_as_entered_with_its_text(desk, text, client):
    job = the_job()

    assert desk.post(screen(text), sent(job, PLACE, NOTHING)).status_code == 302

    placement = Placement.objects.get(job=job, document=text)
    assert (placement.basis, placement.origin, placement.levels.get().code) == ("saisi", "saisie", "E")
    trace = Trace.objects.get(deed="classement_saisi")
    assert (trace.job, trace.before, trace.after["rating"], trace.after["texte"]) == (
        job, None, "187", "avenant-2026-01",
    )  # fmt: skip
    public = client.get("/emplois/clcc/aide-soignant/").content.decode()
    assert "saisi par les ressources humaines" in public
    assert "D’après «\u202fAvenant 2026-01\u202f»." in public
    assert "187" in public


def test_a_place_of_a_text_stands_before_an_older_one_and_leaves_it(desk, grid, text, admin_user):
    job = the_job(key="assistant-medical-specialise")
    official = list(Placement.objects.filter(job=job).values())

    place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)
    place_jobs(document=text, grid=grid, wanted={job.pk: Placed()}, read=token({job.pk: PLACE}), by=admin_user)

    assert list(Placement.objects.filter(job=job).values()) == official
    assert Trace.objects.get(deed="classement_retire").before["group"] == "E"


def test_nothing_is_written_unless_everything_can_be(desk, grid, text):
    good, bad = the_job(), the_job(key="brancardier")
    data = sent(good, PLACE, NOTHING) | sent(bad, Placed(position="3"), NOTHING)

    page = words(desk.post(screen(text), data))

    assert "Donnez le groupe" in page
    assert 'value="187"' in page
    assert not Placement.objects.filter(document=text).exists()


def test_a_place_that_a_pay_rests_on_is_not_taken_out_under_it(grid, text, admin_user):
    job = the_job(key="brancardier")
    place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)
    GuaranteedPay.objects.create(
        job=job, document=text, group="E", rmag=25_000, rmag_1=25_000, rmag_2=25_000, origin=Origin.ENTERED
    )

    with pytest.raises(PlacesRefused) as refused:
        place_jobs(document=text, grid=grid, wanted={job.pk: Placed()}, read=token({job.pk: PLACE}), by=admin_user)

    assert "repose sur ce classement" in refused.value.faults[job.pk]
    assert Placement.objects.filter(job=job, document=text).exists()


def test_a_text_without_a_date_places_nothing(desk, grid, admin_user):
    job, undated = the_job(), register_text(kind="avenant", title="Avenant sans date", by=admin_user)

    page = words(desk.post(screen(undated), sent(job, PLACE, NOTHING)))

    assert "Ce texte n’a aucune date" in page
    assert not Placement.objects.filter(document=undated).exists()


def test_two_texts_of_one_day_do_not_both_place_a_job(grid, text, admin_user):
    job, other = the_job(), the_job(key="brancardier")
    twin = amendment(admin_user, signed=date(2026, 3, 2), name="Avenant 2026-09")
    place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)

    with pytest.raises(PlacesRefused) as refused:
        place_jobs(document=twin, grid=grid, wanted={job.pk: PLACE, other.pk: PLACE}, read=NOTHING, by=admin_user)

    assert set(refused.value.faults) == {job.pk}
    assert "« Avenant 2026-01 » le donne déjà, à compter du même jour" in refused.value.faults[job.pk]
    assert not Placement.objects.filter(document=twin).exists()


def test_a_date_does_not_bring_two_texts_to_one_day_nor_take_the_day_away(desk, grid, text, admin_user):
    job = the_job()
    later = amendment(admin_user, signed=date(2026, 4, 2), name="Avenant 2026-09")
    for document in (text, later):
        place_jobs(document=document, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)
    held = TextDate.objects.count()

    with pytest.raises(DateRefused, match="« Avenant 2026-09 » le donne déjà, à compter du même jour, le 2 avril"):
        record_date(TextDate(document=text, kind="effet", value=date(2026, 4, 2)), by=admin_user)
    form = {"document": text.pk, "kind": "signature", "value": "", "passage": ""}
    page = words(signed_in(admin_user).post(reverse("admin:texts_textdate_add"), form))

    assert "Aide-soignant : Ce texte n’a aucune date" in page
    assert TextDate.objects.count() == held
    record_date(TextDate(document=text, kind="effet", value=date(2026, 4, 3)), by=admin_user)


def test_a_date_does_not_leave_a_pay_without_its_place(grid, text, admin_user):
    job = the_job(key="brancardier")
    place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)
    paying = amendment(admin_user, signed=date(2026, 4, 2), name="Avenant 2026-09")
    GuaranteedPay.objects.create(
        job=job, document=paying, group="E", rmag=25_000, rmag_1=25_000, rmag_2=25_000, origin=Origin.ENTERED
    )

    with pytest.raises(DateRefused, match="repose sur ce classement"):
        record_date(TextDate(document=text, kind="effet", value=date(2026, 5, 1)), by=admin_user)


def test_two_people_on_the_screen_the_second_is_told_and_keeps_what_was_typed(desk, text):
    job = the_job()
    desk.post(screen(text), sent(job, PLACE, NOTHING))

    page = words(desk.post(screen(text), sent(job, Placed("D", "1", "", ""), NOTHING)))

    assert "Saisi entre-temps : E, 3, SO, 187" in page
    assert '<option value="D" selected>' in page
    assert Placement.objects.get(document=text).levels.get().code == "E"
    desk.post(screen(text), sent(job, Placed("D", "1", "", ""), token({job.pk: PLACE})))
    assert Placement.objects.get(document=text).levels.get().code == "D"


def test_what_does_not_change_leaves_no_trace(grid, text, admin_user):
    job = the_job()
    place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=NOTHING, by=admin_user)

    read = token({job.pk: PLACE})
    assert place_jobs(document=text, grid=grid, wanted={job.pk: PLACE}, read=read, by=admin_user) == 0
    assert Trace.objects.filter(deed="classement_saisi").count() == 1


def test_refusals(grid, text, admin_user):
    job = the_job()
    official = Document.objects.get(slug="clcc-avenant-2023-06")
    asked = {"grid": grid, "by": admin_user}

    with pytest.raises(Refused, match="texte enregistré ici"):
        place_jobs(document=official, wanted={job.pk: PLACE}, read=NOTHING, **asked)
    with pytest.raises(PlacesRefused):
        place_jobs(document=text, wanted={job.pk: Placed("Z")}, read=NOTHING, **asked)
    with pytest.raises(PlacesChanged):
        place_jobs(document=text, wanted={job.pk: PLACE}, read="autre", **asked)
    assert fault_of(Placed("E", "123456789"), frozenset("E")) != ""


def test_a_text_to_come_places_from_its_day(grid, admin_user, client):
    later = amendment(admin_user, effect=in_days(20))

    place_jobs(document=later, grid=grid, wanted={the_job().pk: PLACE}, read=NOTHING, by=admin_user)

    assert "187" not in client.get("/emplois/clcc/aide-soignant/").content.decode()
    day = in_days(20).isoformat()
    assert "187" in client.get(f"/emplois/clcc/aide-soignant/?au={day}").content.decode()


def test_the_screen_costs_the_same_however_much_is_filled(desk, grid, text, admin_user, django_assert_num_queries):
    with django_assert_num_queries(10):
        desk.get(screen(text))
    jobs = [the_job().pk, the_job(key="brancardier").pk]
    place_jobs(document=text, grid=grid, wanted=dict.fromkeys(jobs, PLACE), read=NOTHING, by=admin_user)
    with django_assert_num_queries(11):  # and the levels of what is entered
        desk.get(screen(text))


def test_a_lost_session_gives_back_what_was_typed_after_signing_in_again(text):
    person("valideuse", "Valideur")
    job, client = the_job(), CheckingClient()
    typed = sent(job, PLACE, NOTHING)

    lost = client.post(screen(text), typed)
    page = words(lost)
    assert "Votre session a pris fin" in page
    assert "E, 3, SO, 187</textarea>" in page
    kept = {field.attrs["name"]: field.attrs["value"] for field in read(lost).one("form", "desk").all("input")
            if field.attrs["type"] == "hidden"}  # fmt: skip
    assert kept.items() >= typed.items()
    again = client.post(screen(text), kept | {"username": "valideuse", "password": "x"})
    assert "E, 3, SO, 187</textarea>" in words(again)

    back = words(client.post(screen(text), kept | {"username": "valideuse", "password": "un mot de passe"}))

    assert "Rien n’est perdu" in back
    assert 'value="187"' in back
    assert '<option value="E" selected>' in back
    assert not Placement.objects.filter(document=text).exists()
    assert client.post(screen(text), typed).status_code == 302
    assert Placement.objects.get(document=text).rating == "187"


def test_a_screen_of_another_session_is_not_kept_but_given_back(text):
    client = signed_in(person("valideuse", "Valideur"), enforce_csrf_checks=True)

    page = words(client.post(screen(text), sent(the_job(), PLACE, NOTHING)))

    assert "une autre session" in page
    assert 'value="187"' in page
    assert not Placement.objects.filter(document=text).exists()


def test_who_signs_in_again_without_the_right_is_refused(text):
    person("rédactrice", "Rédacteur")
    client = CheckingClient()
    kept = sent(the_job(), PLACE, NOTHING) | {"reconnexion": "1"}

    answer = client.post(screen(text), kept | {"username": "rédactrice", "password": "un mot de passe"})

    assert answer.status_code == 403
