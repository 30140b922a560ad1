"""Nothing of the house is undocumented, and nothing that was written is unused."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

OURS = {"texts", "grids", "jobs", "careers", "config.backup"}
READ = re.compile(
    r"""(?:os\.environ(?:\.get\(|\[)|env\.(?:text|flag|words|port|number|networks|get)\(\s*)["']([A-Z][A-Z_]+)["']"""
)
# Names of the shell, of Django and of the test runner, which are not settings of ours.
NOT_OURS = {
    "PATH",
    "PROMETHEUS_MULTIPROC_DIR",
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "TEST_PASS",
    "PYTEST_XDIST_WORKER",
}
# Templates that Django or a library looks for by itself.
BY_CONVENTION = re.compile(r"^(?:admin|registration|django)/")


def settings_read(base_dir: Path) -> set[str]:
    """The environment variables that the code reads by name."""
    names = {"SECRET_KEY", "DATABASE_URL"}
    for folder in ("config", "tests"):
        for path in (base_dir / folder).rglob("*.py"):
            if path != Path(__file__) and path.parent.name != "rivals":  # told to the servers that a measure starts
                names |= set(READ.findall(path.read_text(encoding="utf-8")))
    return names - NOT_OURS


def test_every_setting_is_in_the_example_file_and_the_readme(base_dir: Path) -> None:
    example = set(re.findall(r"^([A-Z_]+)=", (base_dir / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    readme = set(re.findall(r"`([A-Z][A-Z_]+)`", (base_dir / "README.md").read_text(encoding="utf-8")))
    used = settings_read(base_dir)

    assert {"DEBUG", "ALLOWED_HOSTS", "PORT", "HTTPS", "REPERES_CONTACT_EMAIL"} <= used
    assert used - example == set()
    assert example - used == set()
    assert example - readme == set()


def test_every_command_of_ours_is_in_the_readme(base_dir: Path) -> None:
    readme = (base_dir / "README.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if app in OURS}

    assert {"build_fixtures", "load_fixtures", "document_coverage", "backup", "restore"} <= ours
    assert [name for name in sorted(ours) if f"manage.py {name}" not in readme] == []


def test_every_make_word_is_in_the_readme_and_explained(base_dir: Path) -> None:
    makefile = (base_dir / "Makefile").read_text(encoding="utf-8")
    readme = (base_dir / "README.md").read_text(encoding="utf-8")
    words = re.findall(r"^([a-z]+):(.*)$", makefile, re.MULTILINE)

    assert [word for word, rest in words if "## " not in rest] == []
    assert [word for word, _ in words if f"`make {word}" not in readme] == []


def unused_templates(templates: Path, code: str) -> list[str]:
    """The templates whose name stands in no file of `code`, nor in another template."""
    sources = {path.relative_to(templates).as_posix(): path for path in templates.rglob("*.*")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in sources.items()}
    return [
        name
        for name in sorted(texts)
        if not BY_CONVENTION.match(name)
        and f'"{name}"' not in code
        and not any(
            # those of the PDF are named from the folder of templates
            f'"{name}"' in text.replace("'", '"').replace('"/', '"')
            for other, text in texts.items()
            if other != name
        )
    ]


def test_every_template_is_used(base_dir: Path) -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("config", "texts", "grids", "jobs", "careers")
        for path in (base_dir / folder).rglob("*.py")
    )

    assert unused_templates(base_dir / "templates", code) == []


def test_an_unused_template_is_seen(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    for name in ("base.html", "jobs/list.html", "jobs/forgotten.html"):
        (tmp_path / name).write_text('{% extends "base.html" %}', encoding="utf-8")

    assert unused_templates(tmp_path, 'render(request, "jobs/list.html")') == ["jobs/forgotten.html"]


@pytest.mark.parametrize("record", sorted((Path(__file__).parents[2] / "docs" / "adr").glob("[0-9]*.md")))
def test_each_decision_says_context_decision_consequences_and_is_listed(record: Path) -> None:
    text = record.read_text(encoding="utf-8")

    for heading in ("## Context", "## Decision", "## Consequences"):
        assert heading in text
    assert f"]({record.name})" in (record.parent / "README.md").read_text(encoding="utf-8")
