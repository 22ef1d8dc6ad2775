"""What a partner keeps for us: how much and until when; what it does not keep states nothing."""

import pytest

from domain.reading import Reading, stated_text
from tests.agents.reader.test_bound_by_data import letter

LATE = "PO 4500018822 item 10 is late, ready 20 April 2026, mould broken. "


def told(words: str) -> Reading:
    return letter("shipping@kailun.example", "Delay", f"{LATE}{words}\n")


def held(words: str) -> dict[str, tuple[str, str]]:
    return {
        one.field: (stated_text(one.value), one.arguments.get("time", ""))
        for one in told(words).statements
        if one.field in ("deadline:hold", "offered_hold_qty")
    }


@pytest.mark.parametrize(
    ("words", "qty", "until"),
    [
        ("We can keep 600 pcs aside for you till 3 May.", "600", ("2026-05-03", "")),
        (
            "600 pcs are set aside for you until 20 April 2026, 17:00.",
            "600",
            ("2026-04-20", "17:00"),
        ),
        ("Wir reservieren 600 Stück bis 20. April.", "600", ("2026-04-20", "")),
        ("Nous vous réservons 600 pièces jusqu'au 20 avril.", "600", ("2026-04-20", "")),
        ("Les reservamos 2 pallets hasta el 20 de abril.", "2", ("2026-04-20", "")),
        ("We hold 2 pallets until 20 April.", "2", ("2026-04-20", "")),
    ],
)
def test_pieces_and_pallets_are_kept_until_a_day(
    words: str, qty: str, until: tuple[str, str]
) -> None:
    assert held(words) == {"deadline:hold": until, "offered_hold_qty": (qty, "")}


def test_space_is_kept_without_a_number() -> None:
    found = held("The space on the vessel is kept until noon on 16 April.")
    assert found == {"deadline:hold": ("2026-04-16", "12:00")}


@pytest.mark.parametrize(
    "words",
    [
        "We cannot hold 600 pcs until 20 April.",
        "Please hold 600 pcs until 20 April.",
        "Can you keep 600 pcs until 20 April?",
        "We hold the price until 20 April.",
        "We can keep 600 pcs if you pay until 20 April.",
        "600 pcs are ready on 20 April.",
    ],
)
def test_what_is_not_kept_for_certain_states_nothing(words: str) -> None:
    assert held(words) == {}


def test_a_day_that_can_be_read_in_two_ways_is_asked_about() -> None:
    asked = told("600 pcs are kept for you until 05/04.").questions
    assert [one.choices for one in asked if one.about == "deadline:hold"] == [
        ("2026-04-05", "2026-05-04")
    ]
