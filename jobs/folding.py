"""One spelling for all: what a text becomes when accents, case and typography no longer count."""

from texts.folding import fold

__all__ = ["fold"]
