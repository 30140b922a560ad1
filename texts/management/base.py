"""Commands that speak French: their `--help`, the options that Django adds, and what they say of a mistyped line.

argparse has no French of its own; its words are put in ours here, for every command of the portal.
"""

import re
import sys
from argparse import SUPPRESS
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter

#: what the options that every command has are for; the others that Django adds are for who writes code
SHARED = {
    "help": "montre cette aide",
    "skip_checks": SUPPRESS,
    "verbosity": "0 : ne rien dire ; 1 : l’essentiel, sans cette option ; 2 ou 3 : davantage",
}
#: what argparse says of a line that it cannot read, in its order; what it says of one argument comes after the name
WHOLE = (
    (r"unrecognized arguments: (.+)", "cette commande ne connaît pas «\u202f{}\u202f»"),
    (r"the following arguments are required: (.+)", "il manque {}"),
    (r"one of the arguments (.+) is required", "il faut l’un de {}"),
    (r"ambiguous option: (\S+) could match (.+)", "{} peut vouloir dire {}\u202f: écrivez l’option en entier"),
)
OF_ONE = (
    (r"invalid int value: (.+)", "{} n’est pas un nombre entier"),
    (r"invalid \S+ value: (.+)", "{} ne convient pas"),
    (r"invalid choice: (.+?) \(choose from (.+)\)", "{} n’est pas un des choix, qui sont {}"),
    (r"expected (?:one|1) argument", "sa valeur manque"),
    (r"expected at least one argument", "il faut au moins une valeur"),
    (r"expected at most one argument", "il faut une valeur au plus"),
    (r"expected (\d+) arguments", "il faut {} valeurs"),
    (r"ignored explicit argument (.+)", "cette option ne prend pas de valeur, et {} en est une"),
    (r"not allowed with argument (.+)", "ne va pas avec {}"),
)


def in_french(message: str) -> str:
    """What argparse says of a line that it cannot read, as a sentence; its own words, quoted, where they are not known.

    « argument --garder: expected one argument » becomes « --garder : sa valeur manque. ».
    """
    about = re.fullmatch(r"argument ([^:]+): (.+)", message, re.DOTALL)
    known, words = (OF_ONE, about[2]) if about else (WHOLE, message)
    for pattern, sentence in known:
        if found := re.fullmatch(pattern, words, re.DOTALL):
            said = sentence.format(*(_quoted(part) for part in found.groups()))
            break
    else:
        said = words if about else f"la ligne ne se lit pas (argparse\u202f: «\u202f{words}\u202f»)"
    said = f"{about[1]}\u202f: {said}" if about else said
    return said.rstrip(".") + "."


def _quoted(words: str) -> str:
    """A value between French quotes, where argparse puts it between its own."""
    found = re.fullmatch(r"(['\"])(.*)\1", words, re.DOTALL)
    return f"«\u202f{found[2]}\u202f»" if found else words


def refusing(parser: CommandParser) -> Callable[[str], None]:
    """What a parser does of a line that it cannot read: the usage and the sentence, or an error to whoever called."""

    def refuse(message: str) -> None:
        sentence = in_french(message)
        if not parser.called_from_command_line:
            raise CommandError(sentence)
        parser.print_usage(sys.stderr)
        parser.exit(2, f"{sentence[0].upper()}{sentence[1:]} L’option --help dit ce qui s’écrit.\n")

    return refuse


class FrenchFormatter(DjangoHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class FrenchHelp:
    """Put before Django's own class, for a command of ours that extends one of Django's."""

    #: what Django says of its own options, in our words, by their name
    reworded: dict[str, str] = {}
    suppressed_base_arguments = {
        "--version",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        """Django's parser, in French."""
        kwargs.setdefault("formatter_class", FrenchFormatter)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # argparse has no other way to name its groups, and to reword what it adds and what it says
        parser.error = refusing(parser)
        parser._positionals.title, parser._optionals.title = "à donner", "options"  # noqa: SLF001
        for action in parser._actions:  # noqa: SLF001
            if action.help != SUPPRESS:
                action.help = (SHARED | self.reworded).get(action.dest, action.help)
        return parser


class FrenchCommand(FrenchHelp, BaseCommand):
    """A command of the portal."""
