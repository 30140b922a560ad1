"""The nearest jobs on pairs judged by reading, before the engine was tuned: the floors that a change may not break."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from jobs import queries
from jobs.nearest import Description, ordered
from jobs.nearest_quality import Quality, ours, towards_first, towards_others
from tests.benchmarks.nearest_baselines import BASELINES

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAIRS = json.loads((settings.BASE_DIR / "tests" / "jobs" / "judged_pairs.json").read_text("utf-8"))


@pytest.fixture
def measured():
    """The corpus, and our ranking of it."""
    corpus, weights = queries.comparable_jobs(day=TODAY)
    return corpus, ours(corpus, weights)


def test_the_right_job_is_in_the_first_three_for_ten_pairs_of_eleven(measured):
    quality = towards_first(PAIRS["same"], *measured)

    assert len(quality.places) == 11
    assert quality.first_three >= 10
    assert quality.first >= 9
    assert quality.mrr >= 0.87


def test_towards_every_other_framework_too(measured):
    quality = towards_others(PAIRS["same"], *measured)

    assert quality.first_three >= 10
    assert quality.mrr >= 0.8


def test_neighbouring_jobs_have_a_floor_of_their_own(measured):
    """Jobs that only contain, extend or assist each other: plain word counts over whole sheets do better one way."""
    back, forth = towards_first(PAIRS["near"], *measured), towards_others(PAIRS["near"], *measured)

    assert back.mrr >= 0.44
    assert forth.mrr >= 0.4


def test_ours_is_no_worse_than_any_plain_method_where_article_5_looks(measured):
    corpus, rank = measured
    best = towards_first(PAIRS["same"], corpus, rank)

    for make in BASELINES.values():
        plain = towards_first(PAIRS["same"], corpus, make(corpus))
        assert (best.mrr, best.first_three) >= (plain.mrr, plain.first_three)


def test_titles_and_missions_are_hidden(measured):
    """No line of the corpus is a title, and only the Anap's, who lists nothing else, are missions."""
    corpus, _ = measured
    texts = {line.text for name, lines in corpus.items() if not name.startswith("anap/") for line in lines}

    assert "Contribuer aux actions de radioprotection, sécurité et contrôle qualité" not in texts
    assert "Prendre les rendez-vous." in {line.text for line in corpus["anap/assistant-medical"]}
    assert not {"Infirmier DE", "Aide-soignant(e)"} & texts


def test_the_quality_is_counted_as_it_says():
    quality = Quality((1, 2, 4, 0))

    assert quality.mrr == pytest.approx((1 + 0.5 + 0.25) / 4)
    assert (quality.first, quality.first_three) == (1, 2)
    assert Quality(()).mrr == 0.0


def test_the_command_prints_every_method_both_ways():
    out = StringIO()

    call_command("nearest_quality", stdout=out)

    printed = out.getvalue()
    assert "même métier : 11 paires" in printed
    for name in ("Repères", *BASELINES):
        assert printed.count(name) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [("pas du JSON", "ne se lit pas"), ('{"same": [["clcc/licorne", "clcc/secretaire"]]}', "Sans fiche en vigueur")],
)
def test_a_file_that_cannot_serve_is_refused(tmp_path, content, words):
    file = tmp_path / "pairs.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=words):
        call_command("nearest_quality", fichier=file)


# The candidates found by words are those that counting every job would give


def test_the_search_for_candidates_loses_none_that_counting_all_would_find(measured):
    corpus, _ = measured
    _, weights = queries.comparable_jobs(day=TODAY)
    names = list(corpus)
    for name in names:
        others = {n: corpus[other] for n, other in enumerate(names) if other != name}
        brute = [names[n] for n in ordered(Description(corpus[name], weights), others)]
        framework, _, key = name.partition("/")
        found = queries.nearest_to_job(framework=framework, key=key, day=TODAY)
        assert [f"{row.line.framework}/{row.line.key}" for row in found.candidates] == brute[:5]
        abroad = [other for other in brute if not other.startswith(f"{framework}/")][:3]
        elsewhere = [f"{row.line.framework}/{row.line.key}" for row in found.elsewhere]
        assert elsewhere == [other for other in abroad if other not in brute[:5]]


def test_the_rows_counted_beforehand_are_those_counted_on_the_page(measured):
    corpus, _ = measured
    for name in list(corpus)[::7]:
        framework, _, key = name.partition("/")
        found = queries.nearest_to_job(framework=framework, key=key, day=TODAY)
        page = [*found.candidates, *found.elsewhere]
        rows = queries.near_jobs(framework=framework, key=key, day=TODAY)
        assert [(row.line.key, row.forward, row.backward, row.elsewhere) for row in rows] == [
            (row.line.key, row.match.forward, row.match.backward, row in found.elsewhere) for row in page
        ]
