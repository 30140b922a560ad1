"""The caption of a table wider than the phone: whole in its frame, however far the table is scrolled."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext

from tests.e2e.conftest import PHONE

#: of each frame, scrolled to its end: whether its table is wider than it, and whether its caption is within it
FRAMES = """
[...document.querySelectorAll('.tableframe')].map(frame => {
  frame.scrollLeft = frame.scrollWidth;
  const around = frame.getBoundingClientRect(), caption = frame.querySelector('caption').getBoundingClientRect();
  return [frame.scrollWidth > frame.clientWidth,
          caption.left >= around.left - 1 && caption.right <= around.right + 1];
})
"""


def test_the_captions_of_the_revision_are_whole_on_a_phone(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto("/revision/")

    assert page.evaluate(FRAMES) == [[True, True], [True, True]]
