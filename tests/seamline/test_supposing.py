"""What a typed "what if" supposes: days and a day, quantity and price, answers; or why nothing."""

from datetime import date
from decimal import Decimal

import pytest

from domain.errors import Refused
from graph.supposed import Supposed
from seamline.supposing import per_cent, supposed_in, supposes

TUESDAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("+10 days, what then?", {"days": 10}),
        ("what if it comes 2 weeks earlier", {"days": -14}),
        ("what if it comes on 20 April", {"on": date(2026, 4, 20)}),
        ("what if it comes in 2 weeks", {"on": date(2026, 3, 24)}),
        ("what if qty is 20% less", {"qty_pct": Decimal(-20)}),
        ("what if the price is 3% higher", {"price_pct": Decimal(3)}),
        (
            "what if they send 20% fewer pieces, 3 per cent dearer and 10 days later",
            {"qty_pct": Decimal(-20), "price_pct": Decimal(3), "days": 10},
        ),
        (
            "promised_date=2026-04-09 +10 days",
            {"answers": {"promised_date": "2026-04-09"}, "days": 10},
        ),
        ("a=yes we do b=2", {"answers": {"a": "yes we do", "b": "2"}}),
    ],
)
def test_words_say_what_is_supposed(words: str, told: dict[str, object]) -> None:
    assert supposed_in(words, TUESDAY) == [Supposed.model_validate(told)]


def test_a_day_that_can_be_two_is_supposed_as_both() -> None:
    told = supposed_in("what if it comes 9/4", TUESDAY)
    assert [one.on for one in told] == [date(2026, 4, 9), date(2026, 9, 4)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("what if 20% of it", "of the quantity or of the price"),
        ("what if", "say what is supposed"),
        ("=5", "say which answer"),
        ("what if +0 days", "between 1 and 366"),
    ],
)
def test_what_supposes_nothing_is_refused(words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        supposed_in(words, TUESDAY)


def test_doing_nothing_supposes_nothing() -> None:
    assert supposes("what happens if it comes later?")
    assert not supposes("what happens if nobody answers?")


@pytest.mark.parametrize("text", ["-100%", "much", "501", "1.234%"])
def test_a_share_beyond_sense_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        per_cent(text)
