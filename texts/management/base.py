"""Commands whose `--help` reads in French: the words of argparse, and the options that Django adds to each command."""

from argparse import SUPPRESS

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter

#: what the options that every command has are for; the others that Django adds are for who writes code
SHARED = {
    "help": "montre cette aide",
    "skip_checks": SUPPRESS,
    "verbosity": "0 : ne rien dire ; 1 : l’essentiel, sans cette option ; 2 ou 3 : davantage",
}


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
        # argparse has no other way to name its groups and to reword what it adds
        parser._positionals.title, parser._optionals.title = "à donner", "options"  # noqa: SLF001
        for action in parser._actions:  # noqa: SLF001
            if action.help != SUPPRESS:
                action.help = (SHARED | self.reworded).get(action.dest, action.help)
        return parser


class FrenchCommand(FrenchHelp, BaseCommand):
    """A command of the portal."""
