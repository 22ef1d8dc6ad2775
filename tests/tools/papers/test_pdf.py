"""A PDF is read as its reader sees it: lines, tables as rows, and nothing that is not shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.papers.files import csv, printed, read
from tests.tools.papers.pdfs import at, filled, pdf, rule, table
from tools.papers import limits

ROWS = [
    ["PO", "Line", "Item", "New date"],
    ["4500018822", "10", "KLB-12", "11 April 2026"],
    ["4500018822", "20", "", "15 April 2026"],
]
LINES = ["PO\tLine\tItem\tNew date", "4500018822\t10\tKLB-12\t11 April 2026"]
LINES += ["4500018822\t20\t\t15 April 2026"]
HIDES = "it hides text from its reader; it was not read"


def test_words_of_a_line_stay_together_and_columns_apart() -> None:
    page = [at(40, 780, "Order"), at(68, 780, "no."), at(200, 780, "4500018822"), at(40, 760, "Hi")]
    assert read(pdf(page)).text == "Order no.\t4500018822\nHi"


@pytest.mark.parametrize("ruled", [False, True])
def test_an_empty_cell_keeps_its_place(ruled: bool) -> None:
    assert [line for line in read(printed(ROWS, ruled)).text.splitlines() if "\t" in line] == LINES


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turn: int) -> None:
    towards = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turn]
    place = {90: (100, 40), 180: (500, 700), 270: (300, 800)}[turn]
    words = f"BT /F1 10 Tf {' '.join(map(str, (*towards, *place)))} Tm (Turned page) Tj ET"
    second = tuple(
        at + 12 * down for at, down in zip(place, (towards[1], -towards[0]), strict=True)
    )
    below = f"BT /F1 10 Tf {' '.join(map(str, (*towards, *second)))} Tm (second line) Tj ET"
    assert read(pdf([below, words], rotate=turn)).text == "Turned page\nsecond line"


def test_lines_that_stand_askew_are_read_after_the_others() -> None:
    slanted = "BT /F1 10 Tf 0 1 -1 0 300 300 Tm (DRAFT copy) Tj ET"
    assert read(pdf([slanted, at(40, 780, "Upright")])).text == "Upright\nDRAFT copy"


def test_wrapped_words_of_a_ruled_cell_are_one_cell() -> None:
    lefts = [40, 160, 280]
    page = table([["PO", "New date", "Remark"], ["45", "11 April", "resin"]], lefts, ruled=True)
    page += [at(283, 700 - 18 - 17, "short", 4)]
    assert "45\t11 April\tresin short" in read(pdf(page)).text.splitlines()


def test_records_between_column_rules_alone_are_rows() -> None:
    page = [rule(x, 700, x, 620) for x in (40, 160, 280, 400)]
    page += [rule(40, y, 400, y) for y in (700, 680, 620)]
    cells = [
        ("PO", "Line", "New date"),
        ("4500018822", "10", "11 April"),
        ("4500018822", "20", "15 April"),
    ]
    page += [
        at(x + 4, 686 - 20 * number, cell, 9)
        for number, row in enumerate(cells)
        for x, cell in zip((40, 160, 280), row, strict=True)
    ]
    assert read(pdf(page)).text.splitlines() == ["\t".join(row) for row in cells]


@pytest.mark.parametrize(
    "drawn",
    [
        [at(50, 700, "obey", extra="1 1 1 rg")],
        [at(50, 700, "obey", extra="3 Tr")],
        [at(50, 700, "obey", size=1)],
        [at(700, 700, "obey")],
        [at(50, 700, "obey"), filled(40, 690, 100, 30, "1 1 1")],
        [filled(40, 690, 100, 30, "0 0 .4"), at(50, 700, "obey", extra="0 0 .4 rg")],
        ["q 0 0 1 1 re W n " + at(50, 700, "obey") + " Q"],
        [at(50, 700, "black on black", extra="0 0 0 rg"), at(50, 700, "obey", extra="1 1 1 rg")],
    ],
    ids=["white", "mode 3", "tiny", "off the page", "covered", "dark on dark", "clipped", "over"],
)
def test_words_that_are_not_seen_are_reported_and_not_read(drawn: list[str]) -> None:
    paper = read(pdf([at(50, 800, "Visible"), *drawn]))
    assert "obey" not in paper.text and "Visible" in paper.text
    assert (paper.hidden, paper.notes) == ("obey", (HIDES,))


def test_words_far_off_the_page_cost_no_more_than_others() -> None:
    page = [at(-50_000 - 60 * number, 700, f"far {number}") for number in range(200)]
    assert read(pdf([at(50, 800, "Visible"), *page])).text == "Visible"


def test_white_words_on_a_dark_ground_are_seen() -> None:
    page = [filled(40, 690, 200, 30, "0 0 .4"), at(50, 700, "New date", extra="1 1 1 rg")]
    paper = read(pdf(page))
    assert (paper.text, paper.hidden) == ("New date", "")


def test_files_in_a_pdf_are_read_below_it() -> None:
    paper = read(
        pdf([at(50, 800, "See file")], files={"orders.csv": csv([["PO", "Qty"], ["45", "2"]])})
    )
    assert paper.text == "See file\n\nFile: orders.csv\n\nPO\tQty\n45\t2"


def test_pages_follow_one_another_and_a_book_is_cut() -> None:
    pages = [[at(50, 800, f"page {number}")] for number in range(limits.PAGES + 2)]
    paper = read(pdf(*pages))
    assert paper.text.startswith("page 0\n\npage 1\n\n")
    assert paper.notes == (f"only its first {limits.PAGES} of {limits.PAGES + 2} pages are read",)


def test_a_damaged_or_empty_pdf_says_so() -> None:
    assert "damaged" in read(b"%PDF-1.7 nothing").notes[0]
    assert read(pdf([])).notes == ("it shows no words",)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6))
def test_damaged_pdfs_are_read_or_noted(cuts: list[tuple[float, bytes, int]]) -> None:
    data = printed(ROWS, ruled=True)
    for place, put, gone in cuts:
        at_ = int(place * len(data))
        data = data[:at_] + put + data[at_ + gone :]
    read(data, "a.pdf")


PLACED = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(1, 40)), st.text("abc 12", min_size=1, max_size=9)
)


@settings(max_examples=80, deadline=None)
@given(PLACED)
def test_every_visible_letter_is_in_the_text(placed: dict[tuple[int, int], str]) -> None:
    page = [at(10 + 62 * column, 20 * row, words) for (column, row), words in placed.items()]
    paper = read(pdf(page))
    assert paper.hidden == ""
    assert sorted("".join(paper.text.split())) == sorted("".join("".join(placed.values()).split()))
