"""Brings the paths, their steps and their rules to the fixtures."""

from datetime import date

from jobs.fixture_files import Fixtures
from jobs.loading import Known, named
from texts.enums import Origin
from texts.models import Anomaly
from texts.syncing import LoadError, Summary, Sync, prune

from .models import Criterion, Node, Path, Provision, Step

FILE = "careers.json"
#: columns that a row of the fixtures gives as they are
COPIED = {
    Path: ("slug", "kind", "title", "summary"),
    Node: ("key", "kind", "title", "position", "echelons", "special_echelons"),
    Step: ("key", "kind", "title", "situation", "force"),
    Criterion: ("key", "kind", "title", "question", "help", "weight", "minimum", "shared_minimum", "most", "echelon",
                "if_needed", "doubtful", "overall", "alternative"),
    Provision: ("kind", "title", "months", "further_months"),
}  # fmt: skip


class Careers:
    """One load: the rows of `careers.json` by kind, and what is already loaded."""

    def __init__(self, rows: list[dict], known: Known, summary: Summary):
        self.known, self.summary = known, summary
        self.rows: dict[str, list[dict]] = {}
        for row in rows:
            self.rows.setdefault(row["row"], []).append(row)
        self.anomalies = dict(Anomaly.objects.values_list("key", "pk")) if rows else {}
        self.paths: dict[str, Path] = {}
        self.steps: dict[tuple[str, str], Step] = {}

    def load(self) -> None:
        """Bring the paths, then what hangs from them. What hangs from a row that a person entered is left to them."""
        sync = Sync(Path, self.summary, key=("slug",))
        sync.bring(
            self.values(Path, row, order) | {"framework_id": self.framework(row["framework"])}
            for order, row in enumerate(self.rows.get("path", ()), 1)
        )
        self.paths = {slug: row for (slug,), row in sync.finish().items()}
        nodes = self.load_nodes()
        self.load_steps(nodes)
        self.load_criteria()
        self.load_provisions()

    def load_nodes(self) -> dict[tuple[str, str], Node]:
        rows = self.of("node")
        sync = Sync(Node, self.summary, key=("path_id", "key"))
        sync.bring(
            self.values(Node, row, order)
            | {
                "path_id": self.paths[row["path"]].pk,
                "job_id": named(self.known.jobs, row["job"], FILE).pk if row["job"] else None,
                "level_id": self.known.grids.level(row["grid"], row["level"]) if row["level"] else None,
            }
            for order, row in enumerate(rows, 1)
        )
        found = sync.finish()
        return {(row["path"], row["key"]): found[self.paths[row["path"]].pk, row["key"]] for row in rows}

    def load_steps(self, nodes: dict[tuple[str, str], Node]) -> None:
        rows = self.of("step")
        sync = Sync(Step, self.summary, key=("path_id", "key"), many=("anomalies",))
        sync.bring(
            self.values(Step, row, order)
            | {
                "path_id": self.paths[row["path"]].pk,
                "departure_id": node_of(nodes, row["path"], row["from"]) if row["from"] else None,
                "arrival_id": node_of(nodes, row["path"], row["to"]),
                "anomalies": self.anomaly_ids(row),
            }
            for order, row in enumerate(rows, 1)
        )
        found = sync.finish()
        self.steps = {(row["path"], row["key"]): found[self.paths[row["path"]].pk, row["key"]] for row in rows}

    def load_criteria(self) -> None:
        sync = Sync(Criterion, self.summary, key=("step_id", "key"), many=("anomalies",))
        sync.bring(
            self.values(Criterion, row, order)
            | {
                "step_id": self.step(row).pk,
                "last_passage_id": self.last_passage(row),
                "anomalies": self.anomaly_ids(row),
            }
            for order, row in enumerate(self.of("criterion"), 1)
            if self.step(row).origin == Origin.TEXT
        )
        sync.finish()

    def last_passage(self, row: dict) -> int | None:
        """The id of the passage where the words of a row end, when they run over several."""
        return self.known.texts.passage(row["document"], row["through"]) if row["through"] else None

    def load_provisions(self) -> None:
        key = ("path_id", "step_id", "kind", "title", "passage_id")
        sync = Sync(Provision, self.summary, key=key, many=("anomalies",))
        sync.bring(
            self.values(Provision, row, order)
            | {
                "path_id": self.paths[row["path"]].pk,
                "step_id": self.step(row).pk if row["step"] else None,
                "starts_on": day_of(row["starts_on"]),
                "ends_on": day_of(row["ends_on"]),
                "anomalies": self.anomaly_ids(row),
            }
            for order, row in enumerate(self.of("provision"), 1)
            if not row["step"] or self.step(row).origin == Origin.TEXT
        )
        sync.finish()

    def of(self, kind: str) -> list[dict]:
        """The rows of a kind that hang from a path of the fixtures."""
        rows = self.rows.get(kind, [])
        for row in rows:
            if row["path"] not in self.paths:
                raise LoadError(f"{FILE} : le parcours « {row['path']} » n’y est pas.")
        return [row for row in rows if self.paths[row["path"]].origin == Origin.TEXT]

    def step(self, row: dict) -> Step:
        """The step that a row names; `LoadError` when there is none."""
        if (row["path"], row["step"]) not in self.steps:
            raise LoadError(f"{FILE} : le parcours « {row['path']} » n’a pas d’étape « {row['step']} ».")
        return self.steps[row["path"], row["step"]]

    def framework(self, code: str) -> int:
        if code not in self.known.frameworks:
            raise LoadError(f"{FILE} : le référentiel « {code} » n’est pas dans frameworks.json.")
        return self.known.frameworks[code].pk

    def anomaly_ids(self, row: dict) -> list[int]:
        missing = [key for key in row["anomalies"] if key not in self.anomalies]
        if missing:
            raise LoadError(f"{FILE} : l’anomalie « {missing[0]} » n’est pas dans anomalies.json.")
        return [self.anomalies[key] for key in row["anomalies"]]

    def values(self, model: type, row: dict, order: int) -> dict:
        """The columns that every row has: those that are copied, its words and where they stand."""
        return {column: row[column] for column in COPIED[model]} | {
            "document_id": self.known.texts.document(row["document"]),
            "passage_id": self.known.texts.passage(row["document"], row["passage"]),
            "article": row["article"],
            "words": row["words"],
            "order": order,
        }


def node_of(nodes: dict[tuple[str, str], Node], path: str, key: str) -> int:
    """The id of a node of a path; `LoadError` when there is none."""
    if (path, key) not in nodes:
        raise LoadError(f"{FILE} : le parcours « {path} » n’a pas de poste, d’emploi ni de grade « {key} ».")
    return nodes[path, key].pk


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def load_careers(fixtures: Fixtures, known: Known, summary: Summary) -> None:
    """Bring the careers to `fixtures.careers`, and remove what it no longer holds save what something rests on."""
    Careers(fixtures.careers, known, summary).load()
    for model in (Provision, Criterion, Step, Node, Path):
        prune(model, summary)
