"""What no one should type at the desk or by a personal link: never a 500, never markup, nothing lost without a word.

Each form is opened as a person opens it, every field of words filled with the same hostile one, and sent.
"""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.actions import mandates, start_revision
from jobs.models import Remark, Sheet
from tests.jobs.desk import at
from tests.jobs.opinions import KEY, committee
from tests.jobs.versions import the_job
from tests.pages import Node, read

pytestmark = pytest.mark.django_db

#: all that may be kept, in one; what no database keeps; a hundred kilobytes
WORDS = {
    "odd": '=HYPERLINK("x")"><script>alert(1)</script><img src=x onerror="alert(2)">'
    "\u202eeduts\u2066\u061c\x1b[31m\u2028\ufffe\n## 9Z | ?\n### \n- \n[123456789012345]\n\\",
    "nul": "avant\0après",
    "long": "[mot " * 20_000,
}
#: fields of the desk that take a day, an hour or a number: one that is right lets the words beside it be looked at
RIGHT = {"vDateField": "02/03/2026", "vTimeField": "12:00:00"}
#: so many fields take the long words, and no request is as large as the server refuses
FILLED = 12


def is_of_words(node: Node) -> bool:
    """Whether a person writes words in this field."""
    kind = node.attrs.get("type", "text")
    return node.tag == "textarea" or (node.tag == "input" and kind in {"text", "search", "email", "url"})


def sent_by(form: Node, words: str) -> dict[str, list[str]]:
    """What the form sends when each of its fields of words says `words`, and the others what they may."""
    data: dict[str, list[str]] = {}
    filled = 0
    for node in form.walk():
        name, kind = node.attrs.get("name", ""), node.attrs.get("type", "text")
        if not name or "disabled" in node.attrs:
            continue
        right = next((value for css, value in RIGHT.items() if css in node.attrs.get("class", "").split()), None)
        if is_of_words(node) and right is None and filled < FILLED:
            filled += 1
            data.setdefault(name, []).append(words)
        elif node.tag == "textarea":
            data.setdefault(name, []).append(node.text)
        elif node.tag == "select":
            options = [option.attrs.get("value", "") for option in node.all("option")]
            data.setdefault(name, []).append(next(filter(None, options), ""))
        elif node.tag == "input" and kind in {"radio", "checkbox"}:
            data[name] = [node.attrs.get("value", "on")]
        elif node.tag == "input" and kind not in {"submit", "file", "password", "image"}:
            given = "1" if kind == "number" else node.attrs.get("value", "")
            data.setdefault(name, []).append(right or given)
    return data


def places(user) -> list[str]:
    """Each form of the desk: a new row of each kind, a row that is there, and those of a draft."""
    request = RequestFactory().get("/")
    request.user = user
    found = [reverse("admin:jobs_placement_fill"), reverse("admin:password_change")]
    for model, desk in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if desk.has_add_permission(request):
            found.append(reverse(f"{name}_add"))
        if row := model._default_manager.order_by("-pk").first():
            found.append(reverse(f"{name}_change", args=[row.pk]))
    drafts = Sheet.objects.filter(state="brouillon").order_by("-pk")
    return [*found, *(at(page, draft) for draft in drafts for page in ("edit", "steps"))]


def forms_of(page: Node) -> list[Node]:
    """Those that write, the search of the lists and the way out aside."""
    return [form for form in page.all("form", method="post") if form.attrs.get("id") != "logout-form"]


def send_everywhere(client: Client, user, words: str) -> list[int]:
    """Sends every form of the desk; gives the statuses of the answers."""
    statuses = []
    for place in places(user):
        response = client.get(place)
        if response.status_code != 200:
            continue
        for form in forms_of(read(response)):
            target = form.attrs.get("action") or place
            target = target if target.startswith("/") else place
            if "delete" in target or "supprimer" in target:
                continue
            answer = client.post(target, sent_by(form, words))
            statuses.append(answer.status_code)
            assert answer.status_code < 500, (target, answer.status_code)
            html = answer.content.decode()
            assert "<script>alert" not in html, target
            assert "<img src=x" not in html, target
    return statuses


@pytest.mark.parametrize(
    "words",
    [pytest.param(text, id=name, marks=[] if name == "nul" else pytest.mark.long) for name, text in WORDS.items()],
)
def test_every_form_of_the_desk_bears_hostile_words(admin_user, words):
    held = committee(admin_user)
    held.gives("FO", "reserve", remarks={"": "Une remarque."})
    start_revision(the_job(key="secretaire"), by=admin_user)
    client = Client(raise_request_exception=True)
    client.force_login(admin_user)

    statuses = send_everywhere(client, admin_user, words)

    assert len(statuses) > 20
    assert set(statuses) <= {200, 302, 400, 403}
    for place in places(admin_user) if words == WORDS["odd"] else ():  # what was kept is shown as words
        html = client.get(place).content.decode()
        assert "<script>alert" not in html, place
        assert "<img src=x" not in html, place


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_form_of_a_personal_link_bears_hostile_words(client, admin_user, words):
    held = committee(admin_user)
    link = held.link("FO")

    for place in (held.address(link), held.address(link, KEY)):
        for form in forms_of(read(client.get(place))):
            data = sent_by(form, words)
            odd = data | {
                f"remarque-{words[:200]}": [words],
                "lu": [words],
                "emploi": [words[:40]],
                "position": [words],
            }
            for sent in (data, odd):
                answer = client.post(place, sent)
                assert answer.status_code in {200, 302, 409}, place
                assert "<script>alert" not in answer.content.decode()
    mandates.revoke_link(link, reason="Perdu.", by=admin_user)
    late = client.post(place, {"remarque": words, f"remarque-{words[:200]}": words})
    assert late.status_code == 410
    assert "<script>alert" not in late.content.decode()


def test_whatever_a_remark_says_it_is_kept_as_it_is_or_given_back(client, admin_user):
    held = committee(admin_user)
    place = held.address(held.link("FO"), KEY)

    @given(text=st.text(max_size=60), line=st.booleans())
    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    def say(text, line):
        name = f"remarque-{held.anchor}" if line else "remarque"
        before = Remark.objects.count()
        answer = client.post(place, {"position": "reserve", "lu": held.read, name: text})
        if answer.status_code == 302:
            kept = Remark.objects.order_by("pk").last() if Remark.objects.count() > before else None
            said = text.encode("utf-8", "replace").decode().strip()
            assert (kept.text if kept else "") == said
        else:
            assert answer.status_code == 200
            assert Remark.objects.count() == before
            assert read(answer).all("div", "notice--attention") or read(answer).all("", "errorlist")

    say()
    assert Remark.objects.count() > 20
