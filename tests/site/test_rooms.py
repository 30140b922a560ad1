"""Imports run downward only: between apps, and between the rooms of an app."""

from pathlib import Path

import pytest

from tests.site.rooms import APPS, modules_under, upward_imports


def test_no_room_and_no_app_imports_upward(base_dir: Path) -> None:
    assert upward_imports(base_dir) == []


def test_the_walk_sees_every_app(base_dir: Path) -> None:
    for app in APPS:
        assert f"{app}.apps" in {module for _, module in modules_under(base_dir, app)}


@pytest.mark.parametrize(
    ("where", "line", "reason"),
    [
        ("texts/queries.py", "from jobs.models import Job", "texts stands below jobs"),
        ("grids/models.py", "import careers.models", "grids stands below careers"),
        ("jobs/models/version.py", "from ..queries import sheet_cards", "models may not call queries"),
        ("jobs/queries.py", "from . import views", "queries may not call views"),
        ("jobs/queries.py", "from texts.views import document", "queries may not call views"),
        ("jobs/views.py", "from .models import Job", "views may not call models"),
        ("jobs/views.py", "def late():\n    from .models import Job", "views may not call models"),
        ("jobs/compare.py", "from .models import Job", "engine may not call models"),
        ("jobs/compare.py", "from django.db.models import Q", "an engine knows no database"),
        ("jobs/enums.py", "from .values import Card", "enums may not call values"),
        ("jobs/actions.py", "from config import settings", "config stands above the apps"),
        ("jobs/exports.py", "from .queries import sheet_cards", "exports may not call queries"),
        ("jobs/loading.py", "from fixtures.builder import build", "only a command may call the builder"),
        ("jobs/management/commands/x.py", "from jobs.models import Job", "management may not call models"),
        ("jobs/apps.py", "from careers import queries", "jobs stands below careers"),
        ("fixtures/builder/emit.py", "from django.utils.text import slugify", "the builder is plain Python"),
    ],
)
def test_an_upward_import_is_seen(tmp_path: Path, where: str, line: str, reason: str) -> None:
    guilty = tmp_path / where
    guilty.parent.mkdir(parents=True)
    guilty.write_text(line, encoding="utf-8")

    faults = upward_imports(tmp_path)

    assert len(faults) == 1
    assert faults[0].startswith(where)
    assert reason in faults[0]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("jobs/models/version.py", "from .catalogue import Job\nfrom ..enums import State"),
        ("jobs/models/catalogue.py", "from texts.models import Document"),
        ("jobs/queries.py", "from .models import Job\nfrom .compare import diff\nfrom texts import queries"),
        ("jobs/views.py", "from . import queries, actions, filters\nfrom .values import Card"),
        ("jobs/compare.py", "from .values import Line\nfrom .folding import fold"),
        ("jobs/apps.py", "from texts import providers"),
        ("jobs/management/commands/build_fixtures.py", "from fixtures.builder import build"),
        ("careers/queries.py", "from jobs.queries import sheet_cards"),
    ],
)
def test_a_downward_import_is_let_through(tmp_path: Path, where: str, line: str) -> None:
    innocent = tmp_path / where
    innocent.parent.mkdir(parents=True)
    innocent.write_text(line, encoding="utf-8")

    assert upward_imports(tmp_path) == []
