"""The floor plan as a rule: which room of an app may import which, and which app may import which."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# From the ground up: an app may use itself and what stands before it.
APPS = ("texts", "grids", "jobs", "careers")

GROUND = {"values", "enums"}
READS = {"models", "engine"} | GROUND
DESK = {"queries", "actions", "filters", "forms", "exports", "engine"} | GROUND

# What a room may call, besides itself. A file that is not named here is an engine: rules over plain values.
MAY_CALL = {
    "enums": set(),
    "values": {"enums"},
    "models": {"enums"},
    "engine": GROUND,
    "queries": READS,
    "indexing": READS,
    "actions": {"indexing"} | READS,
    "loading": {"actions", "indexing"} | READS,
    "filters": {"queries"} | READS,
    "forms": {"queries"} | READS,
    "exports": {"engine"} | GROUND,
    "views": {"api"} | DESK,
    "api": DESK,
    "feeds": DESK,
    "urls": {"views", "api", "feeds"},
    "admin": {"models", "queries", "actions", "forms", "engine"} | GROUND,
    "management": {"queries", "actions", "loading", "engine"} | GROUND,
    "templatetags": {"engine"} | GROUND,
}
# How the official texts enter: the hands of load_fixtures, with an action's rights.
LOADING = re.compile(r"^(?:\w+_loading|syncing|stored_sheets|fixture_files)$")
# What is derived from the facts: the list, the search, the near jobs.
INDEXING = re.compile(r"^\w+_indexing$")
# Views of one door of an app, beside its views.py.
VIEWS = re.compile(r"^\w+_views$")
# Reads of one door of an app, beside its queries.
QUERIES = re.compile(r"^\w+_queries$")
# Files of one kind of values, beside exports.py.
EXPORTS = re.compile(r"^\w+_exports$")
# apps.py ties an app together when it starts; migrations are written by Django and never change; watching.py is what
# apps.py has done around each of them.
FREE = {"apps", "migrations", "watching"}
# No database, no request, no HTML.
NOT_FOR_ENGINES = (
    "django.db",
    "django.http",
    "django.template",
    "django.shortcuts",
    "django.forms",
    "django.urls",
)


@dataclass(frozen=True)
class Import:
    """One import: the module that asks, where, and the dotted name it asks for."""

    module: str
    path: Path
    line: int
    target: str


def room_of(module: str) -> str:
    """The room of a module of an app: `jobs.models.version` → models, `jobs.compare` → engine."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else "__init__"
    if LOADING.match(name):
        return "loading"
    if INDEXING.match(name):
        return "indexing"
    if QUERIES.match(name):
        return "queries"
    if VIEWS.match(name):
        return "views"
    if EXPORTS.match(name):
        return "exports"
    return name if name in MAY_CALL or name in FREE else "engine"


def imports_of(path: Path, module: str) -> Iterator[Import]:
    """Every import of a file, those inside functions too, relative ones made absolute.

    `from . import views` names one target a name, since each may be a module.
    """
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                base = ".".join(parents[: len(parents) - node.level + 1] + ([base] if base else []))
            for alias in node.names:
                yield Import(module, path, node.lineno, f"{base}.{alias.name}")


def modules_under(top: Path, folder: str) -> Iterator[tuple[Path, str]]:
    """The Python files of a folder and their dotted names."""
    for path in sorted((top / folder).rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        yield path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def fault_of(found: Import) -> str | None:
    """Why an import goes the wrong way, or None."""
    app, room = found.module.split(".")[0], room_of(found.module)
    target_app = found.target.split(".")[0]
    if room in FREE and target_app in APPS[: APPS.index(app) + 1]:
        return None
    if target_app in APPS:
        if APPS.index(target_app) > APPS.index(app):
            return f"{app} stands below {target_app}"
        target_room = room_of(found.target)
        if found.module != app and target_room not in MAY_CALL.get(room, set()) | {room}:
            return f"{room} may not call {target_room}"
    elif target_app == "config":
        return "config stands above the apps"
    elif target_app == "fixtures" and room != "management":
        return "only a command may call the builder"
    elif room == "engine" and found.target.startswith(NOT_FOR_ENGINES):
        return "an engine knows no database, no request and no HTML"
    return None


def fault_of_the_builder(found: Import) -> str | None:
    """Why an import of the builder goes the wrong way, or None."""
    if found.target.split(".")[0] in {"django", "config", *APPS}:
        return "the builder is plain Python"
    return None


def upward_imports(top: Path) -> list[str]:
    """One sentence for each import under `top` that goes against the floor plan."""
    judges = {**dict.fromkeys(APPS, fault_of), "fixtures": fault_of_the_builder}
    return [
        f"{path.relative_to(top)}:{found.line}: {found.target}: {fault}"
        for folder, judge in judges.items()
        for path, module in modules_under(top, folder)
        for found in imports_of(path, module)
        if (fault := judge(found))
    ]
