"""Shows how far a long command is, to who waits at a terminal; a journal or a pipe gets nothing."""

import sys
from time import monotonic
from typing import TextIO

WIDTH = 30
#: seconds between two drawings
PAUSE = 0.1


class Progress:
    """A bar on one line, rewritten in place and wiped at the end. To be used with `with`.

    `total`: how many steps there will be, 0 when unknown. `stream`: where to draw; the error stream by default, so
    that what a command prints can be kept in a file meanwhile.
    """

    def __init__(self, total: int, *, stream: TextIO | None = None, shown: bool = True) -> None:
        self.total, self.done, self.label = total, 0, ""
        self.stream = sys.stderr if stream is None else stream
        self.shown = shown and self.stream.isatty()
        self._drawn_at = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown and self._drawn_at:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def step(self, label: str, count: int = 1) -> None:
        """Says what is being done now, `count` steps further."""
        changed, self.label = label != self.label, label
        self.done += count
        now = monotonic()
        if self.shown and (changed or now - self._drawn_at >= PAUSE):
            self._drawn_at = now
            self.stream.write(f"\r\x1b[K{self.line()}")
            self.stream.flush()

    def line(self) -> str:
        """`[######                        ]  20 %  les fiches`."""
        share = min(self.done / self.total, 1) if self.total else 0
        bar = "#" * round(share * WIDTH)
        return f"[{bar:<{WIDTH}}] {share:4.0%}  {self.label}".replace("%", "\N{NARROW NO-BREAK SPACE}%")
