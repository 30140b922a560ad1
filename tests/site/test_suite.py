"""`make test` tells what it could not run."""

from collections import Counter

import pytest

from tests import suite
from tests.conftest import LONG


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Replaces the runs of pytest by a note of how each was asked for."""
    asked: list[dict[str, str]] = []

    def run_pass(arguments: list[str], **environment: str) -> tuple[int, str, Counter[str]]:
        asked.append({"arguments": " ".join(arguments), **environment})
        left_out = Counter({LONG: 3}) if environment["TEST_LONG"] == "0" else Counter()
        return 0, f"=== {len(asked)} passed in 1.00s ===", left_out

    monkeypatch.setattr(suite, "run_pass", run_pass)
    monkeypatch.setattr(suite, "find_browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(suite, "find_office", lambda: "/usr/bin/soffice")
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("TEST_NOTHING_SKIPPED", raising=False)
    monkeypatch.delenv("TEST_LONG", raising=False)
    return asked


def test_without_postgresql_the_last_line_says_so(passes, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.main([]) == 0

    assert [asked["TEST_PASS"] for asked in passes] == ["sqlite"]
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Non exécutés (2)")
    assert "PostgreSQL" in last


def test_the_long_tests_that_were_left_out_are_counted_in_the_last_line(passes, capsys) -> None:
    suite.main([])

    assert f"3 × {LONG}" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("name", ["TEST_LONG", "TEST_NOTHING_SKIPPED"])
def test_the_long_tests_run_when_everything_is_asked(passes, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://u@localhost/x")

    suite.main([])

    assert [asked["TEST_LONG"] for asked in passes] == ["1", "1"]


def test_a_long_test_that_is_named_runs(passes) -> None:
    suite.main(["tests/jobs/test_load_killed.py"])

    assert passes[0]["TEST_LONG"] == "1"


def test_when_nothing_may_be_skipped_a_missing_pass_is_a_failure(passes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_NOTHING_SKIPPED", "1")

    assert suite.main([]) == 1


def test_with_everything_there_the_output_ends_with_the_closing_lines(
    passes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://u@localhost/x")
    monkeypatch.setenv("TEST_NOTHING_SKIPPED", "1")

    assert suite.main([]) == 0

    assert [asked["TEST_PASS"] for asked in passes] == ["sqlite", "postgresql"]
    assert capsys.readouterr().out.splitlines() == ["=== 1 passed in 1.00s ===", "=== 2 passed in 1.00s ==="]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("SKIPPED [14] tests/e2e/conftest.py:30: Chromium est introuvable", ("14", "Chromium est introuvable")),
        ("SKIPPED [1] tests/site/test_x.py:8: not today: rain", ("1", "not today: rain")),
    ],
)
def test_a_reason_to_skip_is_read_in_pytest_s_own_summary(line: str, found: tuple[str, str]) -> None:
    match = suite.SKIPPED.match(line)

    assert match
    assert match.groups() == found


@pytest.mark.parametrize(
    "line",
    [
        "============ 20 failed, 416 passed, 138 errors in 61.47s (0:01:01) =============",
        "=== 1 passed, 2 skipped in 0.12s ===",
    ],
)
def test_the_closing_line_of_pytest_is_recognised(line: str) -> None:
    assert suite.CLOSING.match(line)


def test_a_browser_that_is_named_and_absent_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    assert suite.find_browser() == ""
