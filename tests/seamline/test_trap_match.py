"""Whether a reading says, does or asks what falling into a trap would be."""

from typing import Any

import pytest

from seamline.trap_match import Act, Asks, Told, same

FACT = {
    "object": "purchase_order_lines:4500018822/10",
    "field": "promised_date",
    "value": "2026-04-09",
    "event": "ready",
    "tz": "Asia/Shanghai",
    "quote": "9 April",
}
ACT = {
    "kind": "SendMessage",
    "object": "purchase_orders:4500018822",
    "slots": {"to": "contacts:CT01"},
    "ruling": "ask",
}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"n": "12.0", "unit": "PCS"}, {"n": "12", "unit": "EA"}),
        ({"n": "50"}, {"n": "50", "unit": "COLIS"}),
        ({"amount": "41.50", "ccy": "USD", "per": "100", "unit": "PCS"},
         {"amount": "0.415", "ccy": "USD", "per": "1", "unit": "STK"}),
        ({"amount": "5.00", "ccy": "EUR"}, {"amount": "5", "ccy": "EUR"}),
        ({"earliest": "2026-06-15", "latest": "2026-06-21"},
         {"latest": "2026-06-21", "earliest": "2026-06-15"}),
        ("DDP our dock", "ddp, our dock"),
    ],
)  # fmt: skip
def test_values_are_the_same_by_what_they_say(wanted: Any, told: Any) -> None:
    assert same(wanted, told)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"n": "38", "unit": "C"}, {"n": "38", "unit": "F"}),
        ({"n": "12", "unit": "PCS"}, {"n": "12000", "unit": "PCS"}),
        ({"amount": "41.50", "ccy": "USD", "per": "1", "unit": "PCS"},
         {"amount": "41.50", "ccy": "USD", "per": "100", "unit": "PCS"}),
        ({"amount": "5.00", "ccy": "EUR"}, {"amount": "5.00", "ccy": "USD"}),
        ({"amount": "5.00", "ccy": "EUR"}, "five euros"),
        ({"n": "5"}, {"n": "five", "unit": "PCS"}),
        ("items:88-4417B", "items:88-4417-B"),
    ],
)  # fmt: skip
def test_values_that_only_look_alike_are_not(wanted: Any, told: Any) -> None:
    assert not same(wanted, told)


def test_a_statement_is_told_by_patterns_and_all_that_is_named_of_it() -> None:
    assert Told(object="*4500018822*", field="promised_*").is_said_by(FACT)
    assert Told(field="promised_date", value="2026-04-09", event="ready").is_said_by(FACT)
    assert not Told(field="promised_date", tz="UTC").is_said_by(FACT)
    assert not Told(field="eta").is_said_by(FACT)
    assert Told(field="promised_date", value="2026-09-04").near(FACT)


def test_an_act_that_the_rules_refused_is_none() -> None:
    assert list(Act(kinds=("SendMessage",), to=("contacts:CT01",)).found([ACT])) == [ACT]
    assert not list(Act().found([{**ACT, "ruling": "never"}]))
    assert not list(Act(object="shipments:*").found([ACT]))


def test_a_question_on_an_order_counts_for_its_lines() -> None:
    wanted = Asks(about=("promised_date",), object=("purchase_order_lines:4500018822/10",))
    asked = {"about": "promised_date", "object": "purchase_orders:4500018822", "of": "people:E1"}
    assert wanted.is_asked_by(asked)
    assert not wanted.is_asked_by({**asked, "object": "purchase_orders:4500018830"})
    assert not wanted.is_asked_by({**asked, "about": "unit_price"})
    assert not wanted.model_copy(update={"of": "partners:V1001"}).is_asked_by(asked)
