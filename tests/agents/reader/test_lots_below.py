"""Lots that stand in rows of their own below a line that is named are that line's."""

import pytest

from domain.reading import Reading, stated_text
from tests.agents.reader.test_bound_by_data import letter


def told(text: str) -> Reading:
    return letter("shipping@kailun.example", "PO 4500018822", text)


def lots(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (
            one.object.partition("/")[2],
            "" if one.for_qty is None else f"{one.for_qty.n:f}",
            stated_text(one.value),
        )
        for one in reading.statements
        if one.field == "promised_date"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "line 20:\n1000 pcs 12 May 2026\n2000 pcs 26 May 2026\n",
        "Line 20:\n- 1000 pcs: 12 May 2026\n- 2000 pcs: 26 May 2026\n",
        "line 20:\n1) 12 May 2026: 1000 pcs\n2) 26 May 2026: 2000 pcs\n",
        "item 20\n1000 pcs on 12 May 2026\n2000 pcs on 26 May 2026\n",
    ],
)
def test_each_row_is_a_lot_of_the_line_above(rows: str) -> None:
    reading = told(f"PO 4500018822 is delayed, mould broken.\n{rows}")
    assert lots(reading) == [("20", "1000", "2026-05-12"), ("20", "2000", "2026-05-26")]
    assert [one.object for one in reading.questions if one.about == "promised_date"] == []


def test_the_next_line_that_is_named_has_rows_of_its_own() -> None:
    reading = told(
        "PO 4500018822 is delayed.\n\nline 20:\n1000 pcs 12 May 2026\n2000 pcs 26 May 2026\n\n"
        "line 10: all on 20 May 2026\n"
    )
    assert lots(reading) == [
        ("20", "1000", "2026-05-12"),
        ("20", "2000", "2026-05-26"),
        ("10", "", "2026-05-20"),
    ]


def test_a_row_with_other_words_is_no_lot() -> None:
    reading = told(
        "PO 4500018822 is delayed.\nline 20: new ready date 12 May 2026\n"
        "samples of 30 pcs were approved 3 March 2026\n"
    )
    assert [one for one in lots(reading) if one[1] == "30"] == []
    asked = [one.text for one in reading.questions if one.about == "promised_date"]
    assert asked != [], "two days are told of the line, and nobody guesses"
