"""Makes the catalogue that Django reads out of the one that people write: `python -m tests.translations`.

Ours alone, and small: no plural, no context, so that nothing has to be installed for it.
"""

import ast
import re
import struct
from pathlib import Path

WRITTEN = Path(__file__).parents[1] / "config" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
READ = WRITTEN.with_suffix(".mo")
AN_ENTRY = re.compile(r'^msgid ((?:".*"\s)+)msgstr ((?:".*"\s?)+)', re.MULTILINE)


def entries(text: str) -> dict[str, str]:
    """What each message becomes; the heading is that of the empty one."""

    def joined(lines: str) -> str:
        return "".join(ast.literal_eval(line) for line in lines.split("\n") if line.strip())

    return {joined(found[1]): joined(found[2]) for found in AN_ENTRY.finditer(text)}


def catalogue(found: dict[str, str]) -> bytes:
    """The entries in the binary form of GNU gettext, sorted."""
    keys = sorted(found)
    count, start = len(keys), 7 * 4
    words = start + 16 * count
    tables, blob = [], b""
    for texts in (keys, [found[key] for key in keys]):
        for text in texts:
            said = text.encode()
            tables += [len(said), words + len(blob)]
            blob += said + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, start, start + 8 * count, 0, words) + struct.pack(
        f"<{4 * count}I", *tables
    ) + blob  # fmt: skip


if __name__ == "__main__":
    READ.write_bytes(catalogue(entries(WRITTEN.read_text("utf-8"))))
