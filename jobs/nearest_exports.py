"""The nearest jobs as a table of words to take away: the lines that answer each other, side by side."""

from __future__ import annotations

from .nearest import Nearness

HEAD = ("Rang", "Référentiel", "Code", "Intitulé", "Emploi demandé couvert (%)", "Emploi proche couvert (%)", "Partie",
        "Ligne de l’emploi demandé", "Ligne d’en face", "Ressemblance (0 à 100)", "Adresse")  # fmt: skip


def nearest_table(found: Nearness, *, base: str) -> list[tuple[str, ...]]:
    """A row for each line of the job and the line that answers it in each near job, empty when none does; then for
    those of the other frameworks, which have no rank."""
    site = base.rstrip("/")
    rows: list[tuple[str, ...]] = [HEAD]
    ranked = [*enumerate(found.candidates, 1), *(("", candidate) for candidate in found.elsewhere)]
    for rank, candidate in ranked:
        line, match = candidate.line, candidate.match
        named = (str(rank), line.framework_name, line.code, line.title, str(match.forward), str(match.backward))
        for part in match.parts:
            facing = {row.number: row.line.text for row in part.backward.answers}
            for row in part.forward.answers:
                other = facing.get(row.other_number, "") if row.other_number else ""
                rows.append((*named, part.part, row.line.text, other, str(row.likeness), site + line.url))
    return rows
