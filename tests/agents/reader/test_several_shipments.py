"""What a letter about several shipments says of one of them is said of that one alone."""

from __future__ import annotations

from domain.reading import stated_text
from tests.agents.reader.test_transport import reading

FORWARDER = "ops@seaway.example"


def told(body: str, subject: str = "bookings") -> set[str]:
    """`shipment field value` of what was stated, whose cause it is apart."""
    found = reading(FORWARDER, body, subject).statements
    return {
        f"{one.object.partition(':')[2]} {one.field} {stated_text(one.value)}"
        for one in found
        if one.field != "cause_party"
    }


ROLLED = {
    "SH31 booking_state rolled",
    "SH31 cause transport space",
    "SH31 etd 2026-04-22",
    "SH31 eta 2026-05-07",
    "SH31 voyage ORION OPAL 031E",
}
LATE = {"SH32 eta 2026-05-20", "SH32 cause weather"}


def test_each_booking_has_its_own_voyage_state_and_cause() -> None:
    body = (
        "Booking SW778812: rolled to ORION OPAL 031E, new ETD 22-APR-2026, ETA 07-MAY-2026, "
        "overbooked.\nBooking SW778899: vessel delayed, new ETA 20-MAY-2026, typhoon.\n"
    )
    assert told(body) == ROLLED | LATE
    assert told(body, "Rolled bookings") == ROLLED | LATE


def test_the_lines_below_a_booking_speak_of_it() -> None:
    body = (
        "Booking SW778812\nrolled to ORION OPAL 031E\n\n"
        "Booking SW778899\nnew vessel ORION PEARL 117E\n"
    )
    assert told(body) == {
        "SH31 booking_state rolled",
        "SH31 cause roll",
        "SH31 voyage ORION OPAL 031E",
        "SH32 voyage ORION PEARL 117E",
    }


def test_what_is_said_of_both_is_said_of_both() -> None:
    body = (
        "Bookings SW778812 and SW778899 now sail on ORION OPAL 031E.\n"
        "SW778812: new ETA 20-MAY-2026.\nSW778899: new ETA 22-MAY-2026.\n\n"
        "The reason is a typhoon.\n"
    )
    assert told(body) == {
        f"{shipment} {said}"
        for shipment, day in (("SH31", 20), ("SH32", 22))
        for said in ("voyage ORION OPAL 031E", f"eta 2026-05-{day}", "cause weather")
    }
