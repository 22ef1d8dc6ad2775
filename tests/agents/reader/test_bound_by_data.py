"""What a letter does not number is bound by what the record says of it."""

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.company import company, mail


def said(reading: Reading) -> set[str]:
    return {
        f"{one.object.partition(':')[2]} {one.field} {getattr(one.value, 'text', '')}".strip()
        for one in reading.statements
    }


def letter(
    sender: str, subject: str, body: str, quoted: tuple[tuple[int, int], ...] = ()
) -> Reading:
    return read(mail(sender, body, subject, quoted=quoted), company())


def test_a_line_is_found_by_the_quantity_that_only_it_has() -> None:
    reading = letter(
        "nigel.parr@kestrelpoly.example",
        "18815",
        "The extruder gave up, so the first six tonnes will be ready on 15 April. "
        "The four tonnes in May aren't affected.\n",
    )
    told = said(reading)
    assert "4500018815/10 promised_date" in told
    assert "4500018815/20 line_state unchanged" in told
    assert "4500018815/20 promised_date" not in told


def test_a_quantity_names_no_other_line_once_a_line_is_named() -> None:
    reading = letter(
        "auftragsabwicklung@nordmetall.example",
        "4500018830 Pos. 10",
        "leider verzögert sich die Pos. 10. 4.000 Stück liefern wir am 14.04.2026, "
        "die restlichen 8.000 Stück am 28.04.2026 ab Werk.\n",
    )
    assert {one.object for one in reading.statements} == {"purchase_order_lines:4500018830/10"}


def test_the_confirmed_day_stays_for_the_part_that_is_told_beside_it() -> None:
    reading = letter(
        "auftragsabwicklung@nordmetall.example",
        "Bestellung 4500018830 Pos. 10",
        "Zu Pos. 10: Wegen Materialmangel schaffen wir zum bestätigten Termin 03.04. nur 3.500 "
        "Stück. Die restlichen 8.500 Stück sind am Dienstag, 14. April, fertig.\n",
    )
    days = {
        str(one.for_qty.n): str(getattr(one.value, "span", ""))
        for one in reading.statements
        if one.field == "promised_date" and one.for_qty
    }
    assert days == {"3500": "2026-04-03", "8500": "2026-04-14"}


@pytest.mark.parametrize("day", ["10 April", "17 April"])
def test_days_of_a_booking_are_none_of_the_line_spoken_of_before(day: str) -> None:
    reading = letter(
        "shipping@kailun.example",
        "4500018822 item 10",
        "Item 10 will be ready on 20 April instead of 6 April.\n"
        f"Booking BQ240731 is open until {day}.\n",
    )
    stated = [one for one in reading.statements if one.field == "promised_date"]
    assert [str(getattr(one.value, "span", "")) for one in stated] == ["2026-04-20"]


def test_a_condition_is_no_cause() -> None:
    reading = letter(
        "lily.chen@kailun.example",
        "4500018847 item 10",
        "If the resin is late again, item 10 can only be ready on 20 April.\n",
    )
    assert not any(one.field == "cause" for one in reading.statements)
