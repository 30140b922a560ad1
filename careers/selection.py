"""Which step a visitor asks about. Pure."""

from __future__ import annotations

from texts.values import quotable

from .values import PathValue, StepValue


def chosen_step(path: PathValue, asked: str) -> tuple[StepValue | None, str]:
    """The step of that key, the only one there is, or none yet; and what was asked when nothing bears that name."""
    if asked:
        step = path.step(asked)
        return step, "" if step else quotable(asked)
    return (path.steps[0] if len(path.steps) == 1 else None), ""
