"""The commands of the portal say in French what they are for and what each option does."""

import re
from argparse import SUPPRESS

import pytest
from django.core.management import get_commands, load_command_class

from tests.site.test_documentation import OURS

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
