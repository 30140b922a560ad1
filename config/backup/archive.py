"""The file of a backup: a zip with one file of JSON lines a table, the stored files, and a manifest.

`manifest.json` names the migrations that made the tables and, for each table, its columns, its number of rows, the
SHA-256 of its lines and the next number of its key; for each stored file, its size and its SHA-256. It is written
last: a file cut short has none.
"""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from config.backup import BackupRefused

#: raised by one when what is written can no longer be read by what came before
FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


@dataclass(frozen=True)
class TableMark:
    """What the manifest says of one table. `next_key`: what its sequence would give next, None without a sequence."""

    columns: list[str]
    rows: int
    sha256: str
    next_key: int | None


@dataclass(frozen=True)
class FileMark:
    """What the manifest says of one stored file, named from the folder of stored files."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds. `made_at`: ISO 8601, UTC. `migrations`: pairs of an app and a name, sorted."""

    made_at: str
    engine: str
    migrations: list[list[str]]
    tables: dict[str, TableMark] = field(default_factory=dict)
    files: dict[str, FileMark] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(mark.rows for mark in self.tables.values())


class Writing:
    """A backup being written beside `path`, which it becomes only when everything is in it, readable by its owner."""

    def __init__(self, path: Path) -> None:
        # a name that nobody can foresee: in a folder that others write in, no link waits under it
        self.path, self.part = path, path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")

    def __enter__(self) -> "Writing":
        # it holds the accounts: made here, for its owner alone from its first byte, and never one that was there
        descriptor = os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self.handle = os.fdopen(descriptor, "w+b")
        self.zip = zipfile.ZipFile(self.handle, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        return self

    def table(self, name: str, columns: list[str], rows: Iterable[list[Any]], *, next_key: int | None) -> TableMark:
        """Writes one table, a JSON list a row, in the order given."""
        digest, count = hashlib.sha256(), 0
        with self.zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as lines:
            for row in rows:
                line = (
                    json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
                )
                digest.update(line)
                lines.write(line)
                count += 1
        return TableMark(columns, count, digest.hexdigest(), next_key)

    def file(self, name: str, source: BinaryIO) -> FileMark:
        """Writes one stored file."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(f"files/{name}", "w", force_zip64=True) as copy:
            while block := source.read(BLOCK):
                digest.update(block)
                copy.write(block)
                size += len(block)
        return FileMark(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Writes the manifest, then gives the file its name once the disk has it."""
        self.zip.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        self.zip.close()
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.part.replace(self.path)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, ValueError):  # a table left in the middle, or a full disk
            self.zip.close()
        with suppress(OSError):
            self.handle.close()
        self.part.unlink(missing_ok=True)


def manifest_of(content: dict[str, Any]) -> Manifest:
    """What a manifest says. AttributeError, KeyError, TypeError or ValueError when it is not of its shape."""
    tables = {name: TableMark(**mark) for name, mark in content["tables"].items()}
    files = {name: FileMark(**mark) for name, mark in content["files"].items()}
    found = Manifest(**content | {"tables": tables, "files": files})
    counts = [mark.rows for mark in tables.values()] + [mark.size for mark in files.values()]
    words = [column for mark in tables.values() for column in mark.columns]
    words += [mark.sha256 for mark in (*tables.values(), *files.values())] + [found.made_at, found.engine]
    words += [part for app, name in found.migrations for part in (app, name)]
    keys = [mark.next_key for mark in tables.values() if mark.next_key is not None]
    if not all(isinstance(count, int) for count in counts + keys) or not all(isinstance(word, str) for word in words):
        raise TypeError
    return found


class Reading:
    """A backup to be taken back. What is damaged, cut short or of a later format is refused."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
            content = json.loads(self.zip.read(MANIFEST))
        except OSError as error:
            raise BackupRefused(f"{path} ne se lit pas : {error.strerror or error}.") from None
        except (zipfile.BadZipFile, KeyError, ValueError):
            raise BackupRefused(f"{path} n’est pas une sauvegarde de Repères, ou elle est incomplète.") from None
        broken = BackupRefused(f"{path} n’est pas une sauvegarde de Repères\u202f: son sommaire ne se lit pas.")
        if not isinstance(content, dict) or "format" not in content:
            raise broken
        if content["format"] != FORMAT:
            raise BackupRefused(f"{path} vient d’une version plus récente de Repères : installez-la, puis recommencez.")
        try:
            self.manifest = manifest_of(content)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise broken from None

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def check(self) -> None:
        """Reads all of it once: nothing is missing, added or changed, and no name leads out of its folder."""
        expected = {MANIFEST}
        for name, table in self.manifest.tables.items():
            digest, size, lines = self._read_through(f"tables/{name}.jsonl")
            if (digest, lines) != (table.sha256, table.rows):
                raise BackupRefused(f"La sauvegarde est abîmée : la table {name} n’est plus celle qui a été écrite.")
            expected.add(f"tables/{name}.jsonl")
        for name, file in self.manifest.files.items():
            parts = PurePosixPath(name).parts
            if not parts or name.startswith("/") or ".." in parts or "\\" in name:
                raise BackupRefused(f"La sauvegarde est abîmée : « {name} » n’est pas un nom de fichier acceptable.")
            digest, size, _ = self._read_through(f"files/{name}")
            if (digest, size) != (file.sha256, file.size):
                raise BackupRefused(f"La sauvegarde est abîmée : le fichier {name} n’est plus celui qui a été écrit.")
            expected.add(f"files/{name}")
        if set(self.zip.namelist()) != expected:
            raise BackupRefused("La sauvegarde est abîmée : son contenu n’est pas celui que son sommaire annonce.")

    def _read_through(self, name: str) -> tuple[str, int, int]:
        """The SHA-256, the size and the number of lines of a member."""
        digest, size, lines = hashlib.sha256(), 0, 0
        try:
            with self.zip.open(name) as member:
                while block := member.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    lines += block.count(b"\n")
        except (KeyError, zipfile.BadZipFile, EOFError, OSError):
            return "", -1, -1
        except Exception as error:  # zlib has its own, and a damaged file must not end in a trace
            if type(error).__module__ != "zlib":
                raise
            return "", -1, -1
        return digest.hexdigest(), size, lines

    def rows(self, table: str) -> Iterator[list[Any]]:
        """The rows of a table, in the order in which they were written."""
        with self.zip.open(f"tables/{table}.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    def file(self, name: str) -> BinaryIO:
        """A stored file, to be read."""
        return self.zip.open(f"files/{name}")
