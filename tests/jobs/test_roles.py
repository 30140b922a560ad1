"""`docs/roles.md`, row by row: who may do what, at every address of the admin, whoever asks."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, reverse

from careers.models import PromotionCount, Step
from jobs.actions import record_synonym, register_text, save_draft, start_revision, submit
from jobs.models import Erratum, Job, Mandate, Sheet, Synonym
from jobs.notation import SectionField
from tests.jobs.campaigns import spoken_campaign
from tests.jobs.desk import person
from tests.jobs.versions import the_job
from tests.jobs.workbooks import Workbook
from texts.models import Anomaly, AnomalyDecision

pytestmark = pytest.mark.django_db

DOORS = {"login"}  # anyone may knock
ROLES = ("Rédacteur", "Valideur", "Membre de commission", "Administrateur", None)
COLUMNS = ("rédacteur", "valideur", "membre de commission", "administrateur", "no role")


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    patterns: tuple[str, ...]
    methods: tuple[str, ...]
    allowed: dict[str | None, bool]


def rows() -> list[Row]:
    """The table of the documentation."""
    table = (settings.BASE_DIR / "docs" / "roles.md").read_text("utf-8")
    lines = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in table.splitlines() if line[:1] == "|"]
    assert tuple(lines[0][3:]) == COLUMNS
    found = []
    for _, names, method, *answers in lines[2:]:
        assert set(answers) <= {"oui", "–"}, names
        methods = ("GET", "POST") if method == "both" else (method,)
        allowed = {role: answer == "oui" for role, answer in zip(ROLES, answers, strict=True)}
        found.append(Row(tuple(re.findall(r"`([^`]+)`", names)), methods, allowed))
    return found


def names(patterns=None) -> list[tuple[str, bool]]:
    """Every named address of the admin, and whether it is that of one row."""
    found = []
    for entry in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            found += names(entry.url_patterns)
        elif entry.name and entry.name not in DOORS:
            found.append((entry.name, bool(entry.pattern.regex.groupindex)))
    return found


@pytest.fixture
def held(admin_user):
    """A row of each model that the admin shows, and a draft under opinion."""
    job = the_job()
    draft = start_revision(job, by=admin_user)
    fields = [SectionField("missions", "Missions", "Accompagner la personne")]
    save_draft(draft, fields=fields, revision=0, by=admin_user)
    submit(draft, revision=1, by=admin_user)
    record_synonym(Synonym(term="soigneur"), jobs=[job], by=admin_user)
    Erratum.objects.create(sheet=Sheet.objects.adopted().first(), before=[], after=[], reason="Mal lu.")
    PromotionCount.objects.create(step=Step.objects.first(), year=2025, count=1, recorded_by=admin_user)
    text = register_text(kind="avenant", title="Avenant sans rédaction", by=admin_user)
    anomaly = Anomaly.objects.first()
    AnomalyDecision.objects.create(anomaly=anomaly, wording="Lu tel quel.", document=text, recorded_by=admin_user)
    spoken_campaign(admin_user)
    Workbook("brancardier").given(admin_user)
    rows = {model: model._default_manager.order_by("-pk").first() for model in admin.site._registry}
    rows[get_user_model()] = person("collègue")  # of a superuser, only a superuser decides
    return rows | {Sheet: Sheet.objects.get(pk=draft.pk), Synonym: Synonym.objects.get(term="soigneur")}


def address(name: str, of_one: bool, held: dict) -> str:
    """The address of that name, of a row that exists."""
    if name == "view_on_site":
        return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(Job).pk, held[Job].pk])
    if name == "app_list":
        return reverse("admin:app_list", args=["jobs"])
    if name == "autocomplete":
        asked = "app_label=texts&model_name=textdate&field_name=document&term=a"
        return f"{reverse('admin:autocomplete')}?{asked}"
    if name == "jobs_job_revise":
        return reverse("admin:jobs_job_revise", args=[the_job(key="brancardier").pk])
    if not of_one:
        return reverse(f"admin:{name}")
    app, model = name.split("_")[:2]
    return reverse(f"admin:{name}", args=[held[apps.get_model(app, model)].pk])


def answer(client: Client, method: str, place: str) -> str:
    """« answers », « refuses », « door » (sign in first) or « 405 » (not with this method)."""
    response = client.generic(method, place) if method == "GET" else client.post(place, {})
    assert response.status_code < 500, place
    if response.status_code == 405:
        return "405"
    if response.status_code in {403, 404}:
        return "refuses"
    signing = response.status_code == 302 and response["Location"].startswith(reverse("admin:login"))
    if signing or (
        response.status_code == 200
        and b'name="password"' in response.content
        and settings.SESSION_COOKIE_NAME not in client.cookies
    ):
        return "door"
    return "answers"


def visited(held, client_of):
    for name, of_one in names():
        for method in ("GET", "POST"):
            client = client_of()
            yield name, method, answer(client, method, address(name, of_one, held))


def speaks_for_their_organisation(user, other: Mandate) -> None:
    """Gives `user` a mandate beside another, so that only their role keeps them from giving an opinion."""
    given = {"campaign": other.campaign, "organisation": other.organisation, "starts_on": other.starts_on}
    Mandate.objects.create(holder="Quelqu’un", user=user, **given)


@pytest.mark.parametrize("role", ROLES, ids=COLUMNS)
@pytest.mark.long
def test_each_address_answers_as_the_table_says(held, role):
    user = person("quelqu’un", *([role] if role else []))
    speaks_for_their_organisation(user, held[Mandate])
    table = rows()
    faults, used = [], set()

    def signed_in() -> Client:
        client = Client()
        client.force_login(user)
        return client

    for name, method, said in visited(held, signed_in):
        row = next(
            (r for r in table if method in r.methods and any(fnmatchcase(name, p) for p in r.patterns)),
            None,
        )
        if row:
            used.add(table.index(row))
        allowed = row is not None and row.allowed[role]
        if said not in {"405", "answers" if allowed else "refuses"}:
            faults.append(f"{method} {name}: {said}, the table says {'oui' if allowed else '–'}")

    assert faults == []
    assert used == set(range(len(table)))


def test_a_visitor_is_always_sent_to_the_door_and_nothing_is_written(held):
    sheets = list(Sheet.objects.order_by("pk").values())

    # the frame of the admin's scripts, and the door itself when one leaves, hold nothing
    kept = {name for name, method, said in visited(held, Client) if said not in {"door", "405"}} - {"jsi18n", "logout"}

    assert kept == set()
    assert list(Sheet.objects.order_by("pk").values()) == sheets


def test_a_person_who_is_not_of_the_desk_is_sent_to_the_door(held):
    user = get_user_model().objects.create_user("ailleurs")
    user.groups.set(Group.objects.all())

    def signed_in() -> Client:
        client = Client()
        client.force_login(user)
        return client

    for page in ("edit", "steps", "preview"):
        place = reverse(f"admin:jobs_sheet_{page}", args=[held[Sheet].pk])
        assert signed_in().get(place).status_code == 302
    assert signed_in().post(reverse("admin:jobs_job_revise", args=[held[Job].pk])).status_code == 302
