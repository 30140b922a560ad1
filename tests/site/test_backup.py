"""What the commands of backup refuse, what they keep, and what they say of how far they are."""

import io
import json
import os
import shutil
import stat
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.backup import BackupRefused
from config.backup.archive import MANIFEST, FileMark, Manifest, Reading, Writing
from config.backup.management.commands.backup import leave_only
from config.backup.restoring import bring_files, settle_files
from config.backup.tables import models_at
from config.backup.taking import take_backup
from texts.progress import Progress

RELEASE = Path(__file__).parents[1] / "releases" / "0.1" / "portal.zip"


@pytest.mark.django_db
def test_a_backup_is_for_its_owner_alone_and_replaces_nothing(tmp_path: Path, monkeypatch, settings) -> None:
    monkeypatch.setattr("config.backup.taking.one_moment", nullcontext)  # the test is within a transaction
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "textes").mkdir(parents=True)
    (settings.MEDIA_ROOT / "textes" / "avenant.pdf").write_bytes(b"%PDF-1.7 \x00\xff")
    path = tmp_path / "portail.zip"

    call_command("backup", path, stdout=io.StringIO())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["media", "portail.zip"]
    with Reading(path) as reading:
        reading.check()
        assert reading.manifest.tables["texts_document"].rows == 5
        assert list(reading.manifest.files) == ["textes/avenant.pdf"]
        shutil.rmtree(settings.MEDIA_ROOT)
        bring_files(reading, lambda label, total: None)
        settle_files(reading.manifest)
    assert (settings.MEDIA_ROOT / "textes" / "avenant.pdf").read_bytes() == b"%PDF-1.7 \x00\xff"
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("backup", path)


@pytest.mark.django_db
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("config.backup.taking.one_moment", nullcontext)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writing, "table", full)

    with pytest.raises(BackupRefused, match="No space left"):
        take_backup(tmp_path / "portail.zip")

    assert list(tmp_path.iterdir()) == []


def test_what_is_being_written_is_its_owner_s_alone_from_the_first_byte(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Writing(tmp_path / "portail.zip") as one, Writing(tmp_path / "portail.zip") as other:
            assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600] * 2
            assert one.part != other.part  # two at once do not write in each other
    finally:
        os.umask(before)
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_waits_under_the_name_of_what_is_written_is_not_followed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("config.backup.archive.secrets.token_hex", lambda _: "x")
    kept = tmp_path / "à quelqu’un d’autre"
    kept.write_text("intact", encoding="utf-8")
    Writing(tmp_path / "portail.zip").part.symlink_to(kept)

    with pytest.raises(FileExistsError), Writing(tmp_path / "portail.zip"):
        pass

    assert kept.read_text(encoding="utf-8") == "intact"


def test_only_the_oldest_of_our_own_backups_are_removed(tmp_path: Path) -> None:
    names = [f"reperes-2026-11-0{day}T020000Z.zip" for day in (1, 2, 3)]
    for name in (*names, "reperes-avant.zip", "autre.txt"):
        (tmp_path / name).touch()

    gone = leave_only(tmp_path, 2)

    assert [path.name for path in gone] == names[:1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["autre.txt", *names[1:], "reperes-avant.zip"]


@pytest.mark.django_db
def test_a_database_that_is_not_empty_is_not_replaced_unasked() -> None:
    with pytest.raises(CommandError, match=r"n’est pas vide : elle a [0-9]+ tables et [0-9]+ lignes.*--remplacer"):
        call_command("restore", RELEASE)


def rewritten(path: Path, **members: bytes | None) -> Path:
    """A copy of the release with some members changed, added, or left out."""
    named = {MANIFEST: members.pop("manifest")} if "manifest" in members else members
    with zipfile.ZipFile(RELEASE) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            if name not in named:
                copy.writestr(name, source.read(name))
        for name, content in named.items():
            if content is not None:
                copy.writestr(name, content)
    return path


def manifest(**changed: object) -> bytes:
    """The manifest of the release, with some of it changed."""
    with zipfile.ZipFile(RELEASE) as source:
        return json.dumps(json.loads(source.read(MANIFEST)) | changed).encode()


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"tables/auth_user.jsonl": b"[]\n"}, "la table auth_user n’est plus celle"),
        ({"tables/auth_user.jsonl": None}, "la table auth_user n’est plus celle"),
        ({"tables/other.jsonl": b""}, "son contenu n’est pas celui que son sommaire annonce"),
        ({"manifest": manifest(files={"../a": {"size": 0, "sha256": ""}})}, "n’est pas un nom de fichier acceptable"),
        ({"manifest": manifest(format=2)}, "version plus récente"),
        ({"manifest": None}, "n’est pas une sauvegarde de Repères"),
        ({"manifest": b"[]"}, "son sommaire ne se lit pas"),
        ({"manifest": b"{}"}, "son sommaire ne se lit pas"),
        ({"manifest": manifest(tables={"auth_user": {}})}, "son sommaire ne se lit pas"),
        ({"manifest": manifest(tables=[])}, "son sommaire ne se lit pas"),
        ({"manifest": manifest(migrations=None)}, "son sommaire ne se lit pas"),
        ({"manifest": manifest(files={"a": {"size": "0", "sha256": None}})}, "son sommaire ne se lit pas"),
    ],
    ids=[
        "changed",
        "missing",
        "added",
        "out-of-folder",
        "later-format",
        "no-manifest",
        "list",
        "empty",
        "bare-table",
        "list-of-tables",
        "no-migrations",
        "words-for-numbers",
    ],
)
def test_a_damaged_backup_is_refused(tmp_path: Path, members: dict, sentence: str) -> None:
    path = rewritten(tmp_path / "copy.zip", **members)

    with pytest.raises(CommandError, match=sentence):
        call_command("restore", path, "--verifier")


@pytest.mark.parametrize("share", [0.5, 0.999])
def test_a_backup_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    content = RELEASE.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])

    with pytest.raises(CommandError, match="incomplète"):
        call_command("restore", tmp_path / "cut.zip", "--verifier")


def test_a_bit_turned_on_the_disk_is_seen(tmp_path: Path) -> None:
    content = bytearray(RELEASE.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "bit.zip").write_bytes(content)

    with pytest.raises(CommandError, match="abîmée"):
        call_command("restore", tmp_path / "bit.zip", "--verifier")


def test_a_whole_backup_is_said_to_be_so() -> None:
    out = io.StringIO()

    call_command("restore", RELEASE, "--verifier", stdout=out)

    assert out.getvalue().startswith("La sauvegarde est entière : état du 2026-")


def test_data_of_a_later_version_are_refused() -> None:
    with pytest.raises(BackupRefused, match=r"jobs\.9999_later.*installez-la"):
        models_at([("jobs", "0001_initial"), ("jobs", "9999_later")])


def test_a_stored_file_is_known_by_its_size_and_its_sum(tmp_path: Path) -> None:
    with Writing(tmp_path / "a.zip") as writing:
        mark = writing.file("a.pdf", io.BytesIO(b"abc"))
        writing.finish(Manifest("2026-01-01", "sqlite", [], files={"a.pdf": mark}))

    assert mark == FileMark(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")  # of FIPS 180-2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_and_wiped() -> None:
    screen = Terminal()

    with Progress(4, stream=screen) as bar:
        bar.step("les textes")
        bar.step("les fiches")

    assert screen.getvalue() == (
        "\r\x1b[K[########                      ]  25\u202f%  les textes"
        "\r\x1b[K[###############               ]  50\u202f%  les fiches"
        "\r\x1b[K"
    )


def test_a_journal_gets_no_bar() -> None:
    journal = io.StringIO()

    with Progress(4, stream=journal) as bar:
        bar.step("les textes")

    assert journal.getvalue() == ""
