"""Which passage prints the rating of a placement, where another one says its level."""

import pytest

from jobs.loading import table_row
from jobs.models import Placement

PASSAGES = {"texte": [{"key": "1-0", "text": "groupe F, position 4"}, {"key": "9-4", "text": "4"},
                      {"key": "9-6", "text": "MT"}, {"key": "9-9", "text": "212"}]}  # fmt: skip


def placement(position: str = "", stream: str = "", rating: str = "", passages=("9-4", "9-6", "9-9")) -> dict:
    return {"document": "texte", "position": position, "stream": stream, "rating": rating, "passages": list(passages)}


def test_the_cell_of_the_rating_comes_first_then_the_stream_then_the_position():
    assert table_row(placement("4", "MT", "212"), PASSAGES) == "9-9"
    assert table_row(placement("4", "MT"), PASSAGES) == "9-6"
    assert table_row(placement("4"), PASSAGES) == "9-4"


def test_a_placement_whose_other_passages_do_not_print_it_has_no_row():
    assert table_row(placement("4", passages=["1-0"]), PASSAGES) == ""
    assert table_row(placement(), PASSAGES) == ""
    assert table_row(placement("4", rating="99"), PASSAGES) == ""
    assert table_row(placement("4") | {"document": "ailleurs"}, PASSAGES) == ""


@pytest.mark.django_db
def test_one_job_of_the_texts_has_a_row_of_a_table():
    rows = Placement.objects.exclude(table_row=None).values_list("job__key", "table_row__line_start", "table_row__text")

    assert list(rows) == [("assistant-medical-specialise", 222, "212")]
