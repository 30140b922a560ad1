"""What is taken away as PDF: the words of the page with their lines, tagged, in French, with nothing left to fetch."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs import nearest_views
from jobs.throttle import Throttle
from tests.jobs.rows import changes, snapshot
from tests.jobs.test_nearest_pages import ARCHIVES, HOSTILE
from tests.pages import read
from tests.pdfs import Pdf, squeezed

pytestmark = pytest.mark.django_db

PROPOSAL = "/rapprochement/proposition.pdf"
TWO = "/comparer.pdf?emploi=ucanss/060101&emploi=clcc/aide-soignant"
FOUR = f"{TWO}&emploi=clcc/infirmier-de&emploi=ucanss/0111"
SHEETS = ["clcc/assistant-medical-specialise", "ucanss/060101", "ucanss/0111", "ucanss/011120", "ucanss/0114",
          "fph/15d30", "anap/assistant-medical", "clcc/documentaliste"]  # fmt: skip
GRIDS = ["ucanss-administratif", "ucanss-informatique", "ucanss-soignants", "ucanss-ingenieurs-conseils",
         "clcc-non-cadres"]  # fmt: skip
EVERY = [*(f"/emplois/{job}.pdf" for job in SHEETS), *(f"/grilles/{grid}.pdf" for grid in GRIDS), TWO, FOUR,
         f"{TWO}&differences=1"]  # fmt: skip


@pytest.fixture(autouse=True)
def in_march_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))
    monkeypatch.setattr(nearest_views, "throttle", Throttle(1_000))


def taken(client, address: str) -> Pdf:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return Pdf(response.content)


def proposed(client, **changed) -> Pdf:
    response = client.post(PROPOSAL, ARCHIVES | {"emploi": "employe-administratif"} | changed)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return Pdf(response.content)


# Every kind


def check(found: Pdf) -> None:
    assert found.faults == []
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/Lang"].startswith("fr")
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.tags["H1"] == 1
    assert found.tags["H2"] >= 1
    assert {font.partition("-")[0] for font in found.fonts} <= {"LibertinusSerif", "NewCM10", "DejaVuSansMono"}
    count = len(found.pages)
    assert [f"Page {number} sur {count}" in text for number, text in enumerate(found.pages, 1)] == [True] * count
    assert "\ufffd" not in found.text
    assert "None" not in found.text


@pytest.mark.parametrize("address", EVERY)
def test_a_pdf_is_tagged_in_french_titled_numbered_and_whole(client, address):
    found = taken(client, address)

    check(found)
    assert "édité le 1er mars 2026. Seuls les textes officiels cités font foi." in found.text
    assert {link.partition("/documents/")[0] for link in found.links if "/documents/" in link} == {"http://testserver"}


def test_a_proposal_is_tagged_in_french_titled_numbered_and_whole(client):
    check(proposed(client, motif="Un motif."))


@pytest.mark.parametrize(
    ("address", "name"),
    [("/emplois/ucanss/060101.pdf", "ucanss-060101"), (TWO, "comparaison"),
     ("/grilles/clcc-non-cadres.pdf", "clcc-non-cadres")],
)  # fmt: skip
def test_a_pdf_has_a_name_and_is_not_made_twice_for_one_reader(client, address, name):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/emplois/ucanss/060101.pdf?au=hier", "« hier » n’est pas une date"),
        ("/emplois/ucanss/060101.pdf?page=2", "Le paramètre « page » n’existe pas"),
        ("/grilles/clcc-non-cadres.pdf?au=2026-02-30", "« 2026-02-30 » n’est pas une date"),
        ("/comparer.pdf", "demande deux emplois au moins"),
        (f"{TWO}&au=demain", "« demain » n’est pas une date"),
        (f"{TWO}&emploi=clcc/licorne", "clcc/licorne"),
    ],
)
def test_what_is_not_understood_gives_no_file(client, address, sentence):
    response = client.get(address)

    assert response.status_code == 400
    assert sentence in response.content.decode().replace("\u202f", " ")


@pytest.mark.parametrize("address", ["/emplois/clcc/licorne.pdf", "/grilles/licorne.pdf"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_another_code_leads_to_its_job(client):
    response = client.get("/emplois/ucanss/06030101.pdf?au=2026-01-01")

    assert (response.status_code, response.headers["Location"]) == (301, "/emplois/ucanss/060303.pdf?au=2026-01-01")


@pytest.mark.parametrize(
    ("address", "page"),
    [("/emplois/ucanss/0111.pdf", "/emplois/ucanss/0111/"), ("/emplois/fph/15d30.pdf", "/emplois/fph/15d30/"),
     ("/grilles/clcc-non-cadres.pdf", "/grilles/clcc-non-cadres/"), (FOUR, FOUR.replace(".pdf", "/"))],
)  # fmt: skip
def test_a_pdf_costs_no_more_queries_than_its_page(client, address, page):
    with CaptureQueriesContext(connection) as on_page:
        client.get(page)
    with CaptureQueriesContext(connection) as in_file:
        client.get(address)

    dated, *asked = [row["sql"] for row in in_file]
    assert "texts_cataloguestate" in dated
    assert set(asked) <= {row["sql"] for row in on_page}
    assert len(asked) <= len(on_page)


@pytest.mark.parametrize("page", ["/emplois/ucanss/060101/", "/grilles/ucanss-soignants/", TWO.replace(".pdf", "/")])
def test_the_page_leads_to_its_pdf_on_the_day_shown(client, page):
    joint = "&" if "?" in page else "?"
    link = next(
        link.url
        for link in read(client.get(f"{page}{joint}au=2026-02-01")).all("a")
        if link.text in {"PDF", "Emporter en PDF"}
    )

    assert "au=2026-02-01" in link
    assert "1er février 2026" in taken(client, link).text


# A sheet


def test_a_sheet_has_its_words_and_their_lines(client):
    page = read(client.get("/emplois/clcc/assistant-medical-specialise/"))
    found = taken(client, "/emplois/clcc/assistant-medical-specialise.pdf")

    own = ["".join(child for child in item.children if isinstance(child, str)) for item in page.all("li", "item")]
    assert len(own) > 40
    assert [words for words in own if squeezed(words) not in found.squeezed] == []
    lines = [proof.all("a")[0] for proof in page.all("details", "proof")]
    assert [link.text for link in lines if f"http://testserver{link.url}" not in found.links] == []
    assert [link.text for link in lines if "2021-01" in link.text and squeezed(link.text) not in found.squeezed] == []
    assert found.title == "Assistant médical spécialisé"
    assert "28 479 €" in found.text
    assert "date d’effet non connue" in found.text
    assert "http://testserver/documents/clcc-avenant-2023-06/#l210" in found.links


def test_what_the_texts_do_not_say_is_said(client):
    found = taken(client, "/emplois/clcc/aide-soignant.pdf")

    assert "Groupe, position, filière et cotation non précisé dans le texte" in found.text
    assert "Ce n’est pas un texte officiel" in found.text


def test_a_deleted_job_says_so(client):
    found = taken(client, "/emplois/clcc/documentaliste.pdf")

    assert "Emploi supprimé." in found.text
    assert "SUPPRIMÉ" in found.pages[0]


def test_the_sheet_of_a_day_gone_by_says_which(client):
    found = taken(client, "/emplois/clcc/aide-soignant.pdf?au=2022-01-01")

    assert "Fiche au 1er janvier 2022." in found.text
    assert "http://testserver/emplois/clcc/aide-soignant/?au=2022-01-01" in found.text


# A comparison, a grid


def test_a_comparison_repeats_its_heads_and_says_what_differs(client):
    found = taken(client, FOUR)

    assert found.title.startswith("Comparaison : Aide-soignant(e)")
    assert "Seul à le dire" in found.text
    assert found.tags["TH"] >= 5
    assert all("Rapprochement" in text for text in found.pages[1:-1])
    assert found.reader.pages[0].mediabox.width > found.reader.pages[0].mediabox.height


def test_a_grid_has_its_levels_its_jobs_and_the_basis_of_each_place(client):
    page = read(client.get("/grilles/ucanss-soignants/"))
    found = taken(client, "/grilles/ucanss-soignants.pdf")

    titles = [cell.all("a")[0].text for cell in page.one("table", "gridtable").one("tbody").all("th")]
    assert [title for title in titles if squeezed(title) not in found.squeezed] == []
    assert "■ énoncé" in found.text
    assert all("Emploi 1E 2E 3EA" in text for text in found.pages[:2])


# A proposal


def test_a_proposal_has_the_article_the_analysis_and_the_blanks(client):
    found = proposed(client, motif="Elle tient les agendas.", emploi="secretaire")

    for words in (
        "avenant n° 2021-01, article 5".upper(),
        "devra relever du même groupe de rémunération a minima",
        "la totalité des éléments de rémunérations dont il bénéficiait",
        "Employé d’archives", "Groupe B", "Motif donné : Elle tient les agendas.",
        "logarithme népérien", "sa date d’effet n’est pas connue",
    ):  # fmt: skip
        assert squeezed(words) in found.squeezed, words
    for blank in ("Centre", "Nom et prénom", "Pourcentage de PEP", "Montant de BAC", "Date d’effet", "Pour le centre"):
        assert blank in found.text
    assert found.squeezed.index("Ledélai") < found.squeezed.index("Ladécisionducentre")


def test_a_proposal_as_pdf_and_on_the_page_say_the_same_figures(client):
    page = read(client.post(PROPOSAL.replace(".pdf", "/"), ARCHIVES | {"emploi": "employe-administratif"}))
    found = proposed(client)

    notes = [note.text for note in page.all("span", "near__words")]
    assert len(notes) > 4
    assert [note for note in notes if squeezed(note) not in found.squeezed] == []


def test_the_page_of_a_proposal_sends_the_same_fields_for_its_pdf(client):
    page = read(client.post(PROPOSAL.replace(".pdf", "/"), ARCHIVES | {"emploi": "secretaire", "motif": "Un motif."}))

    (form,) = [form for form in page.all("form") if form.attrs["action"] == PROPOSAL]
    sent = {field.attrs["name"]: field.attrs["value"] for field in form.all("input")}
    assert "Un motif." in Pdf(client.post(PROPOSAL, sent).content).text


def test_a_proposal_that_cannot_be_made_shows_the_page_and_why(client):
    response = client.post(PROPOSAL, ARCHIVES | {"emploi": "secretaire"})

    assert response.headers["Content-Type"].startswith("text/html")
    assert "dites en quoi l’analyse comparative le justifie" in read(response).text
    assert client.get(PROPOSAL).headers["Location"] == "/rapprochement/"


@pytest.mark.parametrize(
    "text", [*HOSTILE, '#panic("x") #read("/etc/passwd") $ 1/0 $ @a *b* <c>', "😀 中文 ▣\u0300 שלום"]
)
def test_hostile_words_are_only_words(client, text):
    typed = text.replace("\x00", "")[:190]
    found = proposed(client, intitule=typed, activites=f"{ARCHIVES['activites']}\n{typed}", motif=typed)

    assert found.faults == []
    assert "Motif donné" in found.text


def test_nothing_of_a_proposal_is_kept_or_shared(client, caplog):
    before = snapshot()
    response = client.post(PROPOSAL, ARCHIVES | {"emploi": "employe-administratif", "intitule": "Zythologue"})

    assert changes(before, snapshot()) == {}
    assert "Zythologue" in Pdf(response.content).text
    assert "Zythologue" not in caplog.text
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="proposition-de-repositionnement.pdf"'


def test_pastes_as_pdf_are_counted_with_the_others(client, monkeypatch):
    monkeypatch.setattr(nearest_views, "throttle", Throttle(1))
    sent = ARCHIVES | {"emploi": "employe-administratif"}

    assert [client.post(PROPOSAL, sent).status_code for _ in range(2)] == [200, 429]


# As it is read aloud


def tags_in_order(found: Pdf) -> list[str]:
    return list(found._tags(found.root["/StructTreeRoot"]["/K"]))


@pytest.mark.parametrize("address", [f"/emplois/{SHEETS[0]}.pdf", "/emplois/ucanss/0111.pdf",
                                     "/grilles/clcc-non-cadres.pdf", TWO, "/revision/2026.pdf"])  # fmt: skip
def test_headings_follow_each_other_and_every_table_has_its_heads(client, address):
    tags = tags_in_order(taken(client, address))

    levels = [int(tag[1]) for tag in tags if tag in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    tables = [index for index, tag in enumerate(tags) if tag == "Table"]
    for start, end in zip(tables, [*tables[1:], len(tags)], strict=True):
        assert "TH" in tags[start:end]
    assert tables or "emplois" in address


def test_long_lines_are_cut_as_french_cuts_them_and_double_marks_stay_with_their_word(client):
    found = taken(client, f"/emplois/{SHEETS[0]}.pdf")

    raw = "".join(page.extract_text() for page in found.reader.pages)
    cut = [line for line in raw.splitlines() if line.rstrip().endswith(("-", "\u00ad", "\u2010"))]
    assert cut != []
    assert [line for line in raw.splitlines() if line.lstrip()[:1] in {":", ";", "!", "?", "»"}] == []
