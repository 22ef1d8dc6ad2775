"""What stays on the sea is asked the next sailing for, and nothing that flies is booked twice."""

from datetime import date
from decimal import Decimal as D

import pytest

from domain.actions import ChangeOrderLine, RequestBooking
from domain.delay.context import DelayContext, LineContext
from domain.delay.pricing import price_all
from domain.delay.rebooking import rebooked
from domain.delay.slots import schedule_slot
from domain.derivations import derive_slot
from domain.options import Option
from domain.quantity import Quantity
from tests.domain.delay.worked import HARLOW_AIR, change, context, line, lot
from tests.domain.gate.situation import Situation, delay, words

FIRST, SECOND = date(2026, 4, 9), date(2026, 4, 22)


def chosen(given: DelayContext, name: str) -> list[Option]:
    return [one for one in price_all(given) if one.name == name]


def asked(given: DelayContext, name: str) -> list[RequestBooking]:
    return list(rebooked(given, chosen(given, name)))


def two_lots(**more: object) -> LineContext:
    return line(change=change(lot(FIRST, 4000), lot(SECOND, 8000)), air_rates=HARLOW_AIR, **more)


def test_nothing_is_booked_by_sea_that_flies_whole() -> None:
    given = context(two_lots())
    assert chosen(given, "full air")
    assert asked(given, "full air") == []


@pytest.mark.parametrize(
    ("option", "pieces"),
    [("accept", "12000"), ("split air", "9600"), ("alternate supplier", "12000")],
)
def test_the_next_sailing_is_asked_for_what_stays(option: str, pieces: str) -> None:
    (request,) = asked(context(two_lots()), option)
    assert f"- 4500018822/10: {int(pieces):,} pcs, 2026-04-22" in request.change.value
    assert request.ready_date.value == "2026-04-22"
    assert request.option == option


def test_a_part_that_sails_as_booked_stays_on_its_booking() -> None:
    part = words("12,000 pcs", "2500", "quantity_words")
    told = change(lot(SECOND, 12000), part_offered=Quantity(n=D(2500), unit="PCS"), part_slot=part)
    given = context(line(change=told))
    (request,) = asked(given, "take the part offered")
    assert "- 4500018822/10: 9,500 pcs, 2026-04-22" in request.change.value


def test_lines_of_one_booking_are_asked_for_together_each_with_what_stays_of_it() -> None:
    second = two_lots()
    row = second.row.model_copy(
        update={"key": "4500018822/20", "values": {**second.row.values, "line": "20"}}
    )
    given = context(two_lots(), second.model_copy(update={"row": row}))
    options = price_all(given)
    flies = [one for one in options if one.name == "full air" and one.object.endswith("/10")]
    waits = [one for one in options if one.name == "accept" and one.object.endswith("/20")]
    (request,) = rebooked(given, [*flies, *waits])
    assert "- 4500018822/20: 12,000 pcs" in request.change.value
    assert "- 10:" not in request.change.value
    (both,) = rebooked(given, [one for one in options if one.name == "accept"])
    assert both.change.value.count("12,000 pcs") == 2


def test_without_a_choice_or_a_missed_cutoff_nothing_is_asked() -> None:
    assert rebooked(context(two_lots()), []) == ()
    early = context(line(change=change(lot(date(2026, 4, 7), 12000))))
    assert rebooked(early, price_all(early)) == ()


def test_a_letter_to_the_forwarder_names_the_line_with_its_order() -> None:
    situation = Situation(delay())
    split = next(one for one in price_all(situation.context) if one.name == "split air")
    (amend,) = rebooked(situation.context, [split])
    flight = next(one for one in split.actions if isinstance(one, RequestBooking))
    key = situation.context.lines[0].name
    assert f"- {key}: " in amend.change.value
    assert f"order line {key} " in flight.change.value
    assert situation.rule(flight).outcome == "ask"


def test_an_option_of_an_order_without_a_shipment_speaks_of_no_booking() -> None:
    bare = context(line(change=change(lot(SECOND, 12000))).model_copy(update={"shipment": None}))
    said = {one.effects["logistics"] for one in price_all(bare) if "logistics" in one.effects}
    assert said and not any("sea b" in one or "moves" in one for one in said), said


def test_the_gate_proves_the_request_from_the_words_and_the_record() -> None:
    situation = Situation(delay())
    options = [one for one in price_all(situation.context) if one.name == "split air"]
    (request,) = rebooked(situation.context, options)
    assert situation.rule(request).outcome == "ask"


def test_lots_are_told_by_day_and_those_of_one_day_together() -> None:
    given = {"qty1": "8000", "day1": "2026-04-19", "qty2": "2500", "day2": "2026-04-09"}
    more = {"qty3": "1500", "day3": "2026-04-08..2026-04-09"}
    assert derive_slot("schedule", {**given, **more}) == "4000@2026-04-09 8000@2026-04-19"


def test_lots_are_named_only_where_there_are_several_of_known_size() -> None:
    assert schedule_slot(two_lots()).value == "4000@2026-04-09 8000@2026-04-22"
    assert schedule_slot(line(change=change(lot(SECOND, 12000)))).value == ""


def test_the_order_line_says_its_lots_in_words() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    assert isinstance(action, ChangeOrderLine)
    assert "in lots" not in action.said()
    slot = words("11 April", "x").model_copy(update={"value": "4000@2026-04-09 8000@2026-04-19"})
    told = action.model_copy(update={"lots": slot})
    assert told.said().endswith("in the ERP, in lots: 4000 on 2026-04-09, 8000 on 2026-04-19")
