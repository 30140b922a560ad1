"""What a page says of itself to those who do not see it: its head, the map of the site, the data of schema.org."""

import json
import struct
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from jobs.models import Job, Sheet
from tests.addresses import public_addresses
from tests.harness import DATE
from tests.jobs.versions import amendment, in_days, next_version, the_job
from tests.pages import read, words

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
SHEET = "/emplois/clcc/assistant-medical-specialise/"
#: names of schema.org, read on the pages of these types: what each may say
SCHEMA = {
    "Occupation": {
        "name", "alternateName", "description", "url", "occupationalCategory", "responsibilities", "skills",
        "educationRequirements", "experienceRequirements", "estimatedSalary", "occupationLocation", "qualifications",
    },
    "CategoryCode": {"name", "codeValue", "inCodeSet"},
    "CategoryCodeSet": {"name"},
    "MonetaryAmount": {"name", "currency", "value", "minValue", "maxValue", "validFrom", "validThrough"},
    "QuantitativeValue": {"minValue", "maxValue", "value", "unitText", "unitCode"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}  # fmt: skip


def pages() -> list[str]:
    """Every page of the portal, files and data left out."""
    client, found = Client(), []
    for address in public_addresses():
        response = client.get(address.example)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found.append(address.example)
    return found


def head(client, address: str) -> dict[str, str]:
    page = read(client.get(address))
    found = {node.attrs["property"]: node.attrs["content"] for node in page.all("meta") if "property" in node.attrs}
    found |= {node.attrs["name"]: node.attrs["content"] for node in page.all("meta") if "name" in node.attrs}
    return found | {"title": page.one("title").text, "canonical": page.one("link", rel="canonical").url}


def test_every_page_has_a_title_of_its_own_a_description_and_an_address(client):
    heads = {address: head(client, address) for address in pages()}

    assert len(heads) > 20
    for address, found in heads.items():
        assert found["title"].endswith(" – Repères"), address
        assert words(found["og:title"]) == found["title"].removesuffix(" – Repères"), address
        assert words(found["og:description"]) == words(found["description"]) != "", address
        assert found["canonical"] == found["og:url"], address
        assert found["canonical"].startswith(f"{SITE}/"), address
    titles = [found["title"] for found in heads.values()]
    # the revision of the year is the home of the revision
    assert {title for title in titles if titles.count(title) > 1} <= {heads["/revision/"]["title"]}


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/emplois/?q=infirmier&page=2", "/emplois/"),
        (f"{SHEET}?au=2024-01-01", SHEET),
        ("/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101",
         "/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101"),
        ("/rapprochement/?emploi=clcc/aide-soignant", "/rapprochement/?emploi=clcc/aide-soignant"),
    ],
)  # fmt: skip
def test_a_question_is_part_of_an_address_only_where_it_is_the_page(client, address, canonical):
    assert head(client, address)["canonical"] == SITE + canonical


def test_a_hostile_question_stays_words(client):
    found = head(client, '/comparer/?emploi="><script>alert(1)</script>')

    assert found["canonical"] == f"{SITE}/comparer/?emploi=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"


def test_the_picture_is_ours_and_of_the_size_said(client):
    found = head(client, "/")
    content = (settings.BASE_DIR / "static/img/partage.png").read_bytes()

    assert found["og:image"] == f"{SITE}/static/img/partage.png"
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", content[16:24])
    assert size == (int(found["og:image:width"]), int(found["og:image:height"]))
    assert len(content) < 100_000


def test_an_error_has_no_address(client):
    page = read(client.get("/nulle-part/"))

    assert page.all("link", rel="canonical") == []
    assert page.all("script", type="application/ld+json") == []


# schema.org


def data_of(client, address: str) -> dict[str, dict]:
    """The data of a page, by type."""
    page = read(client.get(address))
    scripts = page.all("script", type="application/ld+json")
    found = [json.loads("".join(child for child in script.children if isinstance(child, str))) for script in scripts]
    assert {row["@context"] for row in found} <= {"https://schema.org"}
    return {row["@type"]: row for row in found}


def schema_faults(value) -> list[str]:
    """The properties that schema.org does not give to a type, and the values that say nothing."""
    if isinstance(value, list):
        return [fault for row in value for fault in schema_faults(row)]
    if not isinstance(value, dict):
        return [] if value not in ("", None) else ["an empty value"]
    names = {name for name in value if not name.startswith("@")}
    unknown = [f"{value['@type']}.{name}" for name in names - SCHEMA[value["@type"]]]
    return unknown + [fault for row in value.values() for fault in schema_faults(row)]


def test_a_property_that_schema_org_has_not_is_seen():
    assert schema_faults({"@type": "Occupation", "salary": [{"@type": "MonetaryAmount", "currency": ""}]}) == [
        "Occupation.salary", "an empty value",
    ]  # fmt: skip


@pytest.mark.parametrize("framework", ["clcc", "ucanss", "fph", "anap"])
def test_each_sheet_says_what_its_page_says_in_names_of_schema_org(client, framework):
    keys = Job.objects.filter(framework__code=framework).order_by("order").values_list("key", flat=True)
    for key in list(keys)[:: max(1, len(keys) // 6)]:
        address = f"/emplois/{framework}/{key}/"
        found = data_of(client, address)
        assert schema_faults(list(found.values())) == []
        if "Occupation" not in found:
            continue
        job = found["Occupation"]
        page = read(client.get(address))
        shown = page.one("main").text
        assert job["name"] == page.one("h1").text
        assert job["url"] == job["@id"] == SITE + address
        for name in ("responsibilities", "skills", "educationRequirements", "experienceRequirements", "alternateName"):
            assert [text for text in job.get(name, []) if words(text) not in shown] == [], (address, name)


def test_a_sheet_of_the_agreement_says_its_pay_without_a_date(client):
    """Avenant 2023-06: the pay of group F at line 210, the qualification at the end; no date of effect is known."""
    job = data_of(client, SHEET)["Occupation"]

    pay = [(row["currency"], row["value"]["minValue"], row["value"]["unitText"]) for row in job["estimatedSalary"]]
    assert pay == [
        ("EUR", 28479, "YEAR"), ("EUR", 29335, "YEAR"), ("EUR", 30213, "YEAR"),
    ]  # fmt: skip
    assert "validFrom" not in json.dumps(job)
    assert job["educationRequirements"] == ["Bac + formation d’assistant médical et/ou expérience équivalente."]
    assert job["experienceRequirements"] == job["educationRequirements"]
    assert "occupationalCategory" not in job  # the agreement gives no code
    assert "description" not in data_of(client, "/emplois/clcc/aide-soignant/")["Occupation"]  # nor a definition


def test_a_job_of_the_social_security_has_its_code_and_its_diplomas(client):
    job = data_of(client, "/emplois/ucanss/060101/")["Occupation"]

    assert job["occupationalCategory"][0] == {
        "@type": "CategoryCode", "codeValue": "060101", "name": "Aide-soignant(e)",
        "inCodeSet": {"@type": "CategoryCodeSet", "name": "Sécurité sociale"},
    }  # fmt: skip
    assert "Dispenser des soins d'hygiène et de confort" in job["responsibilities"]
    assert job["educationRequirements"]
    assert "estimatedSalary" not in job
    assert "experienceRequirements" not in job


@pytest.mark.parametrize("address", ["/emplois/clcc/documentaliste/", "/emplois/ucanss/060303/?au=2030-01-01"])
def test_a_job_that_is_no_more_is_no_occupation(client, address):
    assert ("Occupation" in data_of(client, address)) == ("documentaliste" not in address)


def test_an_attached_job_is_named_and_no_more(client):
    job = data_of(client, "/emplois/ucanss/011120/")["Occupation"]

    assert set(job) <= {"@context", "@type", "@id", "url", "name", "alternateName", "occupationalCategory"}


def test_the_way_to_a_page_is_the_one_that_it_shows(client):
    found = data_of(client, "/emplois/ucanss/060101/")["BreadcrumbList"]["itemListElement"]
    shown = read(client.get("/emplois/ucanss/060101/")).one("nav", "crumbs")

    assert [row["position"] for row in found] == [1, 2, 3, 4]
    assert [row["name"] for row in found] == [node.text for node in shown.one("ol").all("li")]
    assert [row["item"] for row in found] == [
        *(SITE + link.url for link in shown.all("a")), f"{SITE}/emplois/ucanss/060101/",
    ]  # fmt: skip


def test_what_hr_writes_cannot_end_the_script(client, admin_user):
    text = amendment(admin_user, effect=in_days(-1))
    hostile = "</script><script>alert(1)</script> {{ 7 }} & fin"
    next_version(the_job(), "Accueillir et installer le patient", hostile.replace("{{ 7 }} ", ""), document=text,
                 by=admin_user)  # fmt: skip

    response = client.get("/emplois/clcc/aide-soignant/")

    raw = response.content.decode()
    assert raw.count("</script>") == raw.count("<script")
    assert hostile.replace("{{ 7 }} ", "") in " ".join(data_of(client, response.request["PATH_INFO"])["Occupation"][
        "responsibilities"])  # fmt: skip


# The map of the site


def mapped(client) -> dict[str, str | None]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own answer
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    return {
        row.find("s:loc", space).text: row.findtext("s:lastmod", None, space) for row in tree.findall("s:url", space)
    }


def test_the_map_names_every_page_once_and_only_pages_that_answer(client):
    found = mapped(client)

    paths = [address.removeprefix(SITE) for address in found]
    jobs = {f"/emplois/{framework}/{key}/" for framework, key in Job.objects.values_list("framework__code", "key")}
    assert jobs <= set(paths)
    others = [path for path in paths if path not in jobs]
    assert {path: client.get(path).status_code for path in others} == dict.fromkeys(others, 200)
    assert {"/", "/donnees/", "/grilles/clcc-non-cadres/F/", "/parcours/assistant-medical/"} <= set(others)
    assert set(found.values()) == {None}  # the date of a text is not that of its page


def test_a_day_is_said_when_it_is_known(client, admin_user):
    text = amendment(admin_user, effect=in_days(-1))
    next_version(the_job(), "Accueillir et installer", "Accueillir, asseoir et installer", document=text, by=admin_user)

    dated = {address: day for address, day in mapped(client).items() if day}

    assert dated == {f"{SITE}/emplois/clcc/aide-soignant/": timezone.localdate().isoformat()}
    assert Sheet.objects.filter(adopted_at__isnull=False).count() == 1


def test_robots_are_told_where_the_map_is_and_to_leave_the_desk(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"User-agent: *\nDisallow: /admin/\n\nSitemap: {SITE}/sitemap.xml\n"


@pytest.mark.parametrize(
    # texts; paths (three); years; grids (five); jobs and their dates (two)
    ("address", "cost"), [("/sitemap.xml", 12 + DATE), ("/robots.txt", DATE)]
)  # fmt: skip
def test_they_cost_the_same_however_many_jobs(client, django_assert_max_num_queries, address, cost):
    with django_assert_max_num_queries(cost):
        client.get(address)


@pytest.mark.parametrize("address", [SHEET, "/emplois/ucanss/060101/", "/emplois/clcc/aide-soignant/"])
def test_a_sheet_is_described_by_its_title_its_framework_and_what_it_is_for(client, address):
    page = read(client.get(address))
    (said,) = [node.attrs["content"] for node in page.walk() if node.attrs.get("name") == "description"]
    title = words(page.one("h1").text)

    assert words(said).startswith(f"{title}, ")
    assert 60 < len(said) <= 155
    for diploma in data_of(client, address)["Occupation"].get("educationRequirements", []):
        assert words(diploma) not in words(said)
