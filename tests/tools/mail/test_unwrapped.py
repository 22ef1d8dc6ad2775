"""A mail broken at a fixed width reads as it was typed; lists, rows and labels keep their lines."""

import textwrap

import pytest

from tools.mail.unwrapped import unwrap

LETTER = (
    "We regret that position 10 of order 4500018830 cannot be made as confirmed, for a tool broke."
    " The new date is week 16, ex works. We could send a part of 2,500 pcs at the old date of 3"
    " April 2026 if you agree by tomorrow noon; the balance of 9,500 pcs follows in the week named."
)


@pytest.mark.parametrize("width", range(46, 81))
def test_a_letter_broken_at_any_usual_width_reads_as_it_was_typed(width: int) -> None:
    typed = f"Dear Ms Oyelaran,\n\n{LETTER}\n\nBest regards\nK. Brandt"
    broken = "\n".join(textwrap.fill(one, width) for one in typed.split("\n"))
    assert unwrap(broken) == typed


@pytest.mark.parametrize(
    "text",
    [
        # rows that begin alike
        "4500018611/10 is 1,500 pcs of SHFT-220, ready on 20 March\n"
        "4500018611/30 is 800 pcs of SHFT-221, it is ready on 17 March\n"
        "4500018745/10 is 240 pcs of HSG-09, ready on an unknown date",
        # columns
        "PO            LN  ITEM        ORD    SHIPPED  BAL    PREV\n"
        "4500018611    10  SHFT-220    1500   1000     500    20-Mar",
        # points of a list, and labels
        "1. unit price of the second lot is JPY 3,120 now\n2. two lots instead of one lot, sorry",
        "Goods ready for collection from: 14 April 2026 8 am\nDestination: the usual dock Joliet",
        # longer than any program breaks
        "this line is a sentence that nobody's program has broken for it goes on and on and on\n"
        "and this is the next",
        # too short to have been broken
        "please send the goods\nby friday",
    ],
)
def test_lines_that_their_writer_ended_stay(text: str) -> None:
    assert unwrap(text) == text


def test_quoted_lines_stay_beside_broken_ones() -> None:
    quoted = "> please confirm the order that we sent to\n> you last week"
    broken = textwrap.fill(LETTER, 60)
    assert unwrap(f"{broken}\n\n{quoted}") == f"{LETTER}\n\n{quoted}"


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_the_shortest_letters_are_read(lines: int) -> None:
    said = "\n".join(["PO 4500018822 item 10 is delayed to 20 April 2026, sorry."] * lines)
    assert unwrap(said) == said
