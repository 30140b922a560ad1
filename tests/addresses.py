"""Every address of the portal, as the URL configuration knows it, with an example of each."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# The arguments of each address that takes some. A new one needs a line here; every test that walks the
# addresses then visits the page.
A_JOB = {"framework": "ucanss", "key": "060101"}
A_GRID = {"grid": "ucanss-administratif"}
A_PATH = {"path": "assistant-medical"}
A_JOB_OF_A_PATH = {"framework": "clcc", "key": "assistant-medical"}
# A year that always has a table, with or without a campaign.
A_YEAR = {"year": str(date.today().year)}  # noqa: DTZ011  the walk starts before any setting is read
A_TABLE = {"suffix": "csv"}
EXAMPLES: dict[str, dict[str, str]] = {
    "document_list_file": A_TABLE,
    "anomaly_list_file": A_TABLE,
    "grid_list_file": A_TABLE,
    "change_list_file": A_TABLE,
    "job_versions_file": A_JOB | A_TABLE,
    "nearest_file": A_TABLE,
    "comparison_file": A_TABLE,
    "path_list_file": A_TABLE,
    "path_file": A_PATH | A_TABLE,
    "document_detail": {"slug": "clcc-avenant-2023-06"},
    "document_text": {"slug": "clcc-avenant-2023-06"},
    "job_detail": A_JOB,
    "job_versions": A_JOB,
    "job_version": A_JOB | {"number": "1"},
    "job_differences": A_JOB | {"old": "1", "new": "1"},
    "job_line": A_JOB | {"anchor": "e-477f5a226a"},
    "grid_detail": A_GRID,
    "grid_csv": A_GRID,
    "grid_xlsx": A_GRID,
    "grid_pdf": A_GRID,
    "path_simulation": A_PATH,
    "path_simulation_pdf": A_PATH,
    "level_detail": A_GRID | {"level": "4A"},
    "api:read_grid": A_GRID,
    "job_json": A_JOB,
    "job_pdf": A_JOB,
    "api:read_job": A_JOB,
    "api:read_history": A_JOB,
    "api:read_differences": A_JOB | {"old": "1", "new": "1"},
    "revision_table": A_YEAR,
    "revision_sheet": A_YEAR | {"key": "aide-soignant"},
    "revision_csv": A_YEAR,
    "revision_xlsx": A_YEAR,
    "revision_pdf": A_YEAR,
    "revision_register_csv": A_YEAR,
    "api:read_revision": A_YEAR,
    "api:read_register": A_YEAR,
    "path_detail": A_PATH,
    "api:read_path": A_PATH,
    "job_map": A_JOB_OF_A_PATH,
    "api:read_job_map": A_JOB_OF_A_PATH,
}
# What comes after the path where an address asks for nothing without it.
PARAMETERS = dict.fromkeys(
    ("comparison_file", "comparison_pdf", "api:compare_jobs"), "?emploi=ucanss/060101&emploi=clcc/aide-soignant"
)
PARAMETERS["path_simulation_pdf"] = (
    "?etape=secretaire-medical&evaluation=oui&formation=oui&nouvelles-missions=oui&palier=1&palier_ans=2"
)
PARAMETERS["api:list_nearest"] = PARAMETERS["nearest_file"] = "?emploi=clcc/aide-soignant"
# What a visitor may not read without an account. Everything else is public.
SIGNED_IN_NAMESPACES = {"admin", "accounts"}
# The root that django-ninja adds to build addresses from, the counts where nobody may read them, and the PDF of a text
# until HR keeps one, answer 404.
NO_PAGE = {"api:api-root", "metrics", "document_original"}
# What only those who are signed in to the desk may read, outside the addresses of the desk.
DESK = {"gallery"}
# What a browser downloads or a program reads, by the end of its name; the others are the plain text of the health check
# and the feed.
FILE = re.compile(r"\.(?:csv|json|pdf|txt|xlsx|xml)$")
NOT_PAGES = {"sante", "feed"}
# What a personal link opens: nobody else may read it, and it asks for what no example can hold.
SECRET = {"opinions_by_link", "opinion_by_link"}


@dataclass(frozen=True)
class Address:
    """One named address, and the values its path takes."""

    name: str
    arguments: tuple[str, ...]

    @property
    def example(self) -> str:
        """A path that exists; a KeyError names the address that lacks an example."""
        path = reverse(self.name, kwargs=EXAMPLES[self.name] if self.arguments else {})
        return path + PARAMETERS.get(self.name, "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, arguments: tuple[str, ...]) -> list[Address]:
    found = []
    for entry in patterns:
        taken = (*arguments, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            if entry.namespace in SIGNED_IN_NAMESPACES:
                continue
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            found += _walk(entry.url_patterns, inner, taken)
        else:
            found.append(Address(f"{prefix}{entry.name}" if entry.name else "", taken))
    return found


def public_addresses() -> list[Address]:
    """Every address that a visitor may read, each once, in the order of the configuration."""
    addresses = _walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "", ())
    return [address for address in dict.fromkeys(addresses) if address.name not in NO_PAGE | DESK | SECRET]


def public_pages() -> list[Address]:
    """Those that are pages, to be looked at in a browser: neither files nor data."""
    pages = [a for a in public_addresses() if a.name not in NOT_PAGES and not a.name.startswith("api:")]
    return [page for page in pages if not FILE.search(page.example.partition("?")[0])]
