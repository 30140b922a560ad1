"""The commands of the portal say in French what they are for and what each option does."""

import re
import subprocess
import sys
from argparse import SUPPRESS

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class

from tests.pages import words
from tests.site.test_documentation import OURS
from texts.management.base import in_french

COMMANDS = sorted((name, app) for name, app in get_commands().items() if app in OURS)
#: words of argparse and of Django that would be left in English
ENGLISH = re.compile(
    r"usage: |show this|exit|arguments|Verbosity|positional|optional|database|the |Skip|show program", re.IGNORECASE
)
#: what people type: `--option`, `{0,1}`, names in capitals
TYPED = re.compile(r"--[a-z-]+|\b[A-Z_]{2,}\b|\{[^}]*\}|manage\.py \w+|\b\w+\.json\b|\b\w+_\w+\b")


@pytest.mark.parametrize(("name", "app"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_the_help_of_each_command_reads_in_french(name: str, app: str) -> None:
    parser = load_command_class(app, name).create_parser("manage.py", name)
    shown = [action for action in parser._actions if action.help is not SUPPRESS]

    text = parser.format_help()

    assert text.startswith(f"usage\u202f: manage.py {name}")
    assert parser.description.endswith(".")
    assert [action.dest for action in shown if not action.help] == []
    assert SUPPRESS not in text
    assert ENGLISH.findall(TYPED.sub("", text)) == []


MISTYPED = [
    (("backup", "x.zip", "--gardez"), "Cette commande ne connaît pas « --gardez »."),
    (("backup",), "Il manque FICHIER."),
    (("backup", "x.zip", "--garder", "trois"), "--garder : « trois » n’est pas un nombre entier."),
    (("backup", "x.zip", "--garder"), "--garder : sa valeur manque."),
    (("restore", "x", "--verifier=oui"), "--verifier : cette option ne prend pas de valeur, et « oui » en est une."),
    (("restore", "x.zip", "y.zip"), "Cette commande ne connaît pas « y.zip »."),
    (("load_fixtures", "-v", "9"), "-v/--verbosity : 9 n’est pas un des choix, qui sont 0, 1, 2, 3."),
]


@pytest.mark.parametrize(("line", "sentence"), MISTYPED, ids=[" ".join(line) for line, _ in MISTYPED])
def test_a_mistyped_line_is_refused_in_french(line: tuple[str, ...], sentence: str, capsys) -> None:
    parser = load_command_class(get_commands()[line[0]], line[0]).create_parser("manage.py", line[0])
    parser.called_from_command_line = True

    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(line[1:])

    said = words(capsys.readouterr().err)
    assert stopped.value.code == 2
    assert said.startswith(f"usage : manage.py {line[0]}")
    assert said.endswith(f"{sentence} L’option --help dit ce qui s’écrit.")
    assert ENGLISH.findall(TYPED.sub("", said).removeprefix("usage ")) == []


def test_who_calls_a_command_by_its_code_is_told_too() -> None:
    with pytest.raises(CommandError, match=r"^il manque FICHIER\.$"):
        call_command("restore")


def test_a_line_is_refused_in_french_from_the_terminal_too() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "document_coverage", "--tout"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (2, "")
    assert "Cette commande ne connaît pas « --tout »." in words(done.stderr)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("argument --a: not allowed with argument --b", "--a : ne va pas avec --b."),
        ("argument --a: expected 2 arguments", "--a : il faut 2 valeurs."),
        ("ambiguous option: --ver could match --verbosity, --verifier",
         "--ver peut vouloir dire --verbosity, --verifier : écrivez l’option en entier."),
        ("argument --a: ce fichier n’existe pas", "--a : ce fichier n’existe pas."),
        ("argument --a: invalid float value: 'x'", "--a : « x » ne convient pas."),
        ("something new", "la ligne ne se lit pas (argparse : « something new »)."),
    ],
)  # fmt: skip
def test_what_argparse_says_is_said_in_french_or_quoted(said: str, sentence: str) -> None:
    assert words(in_french(said)) == sentence
