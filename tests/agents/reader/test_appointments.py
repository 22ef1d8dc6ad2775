"""What calendars send along: an appointment that stands, one called off, and our own words back."""

from email.message import EmailMessage

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.structured.letters import traded
from tools.mail.parse import parse

ENTRY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "STATUS:{status}\r\nDTSTART:20260420T090000Z\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)
CARRIER, SUPPLIER = "desk@heritage.example", "lily.chen@kailun.example"


def of(sender: str, summary: str, method: str = "REQUEST", status: str = "CONFIRMED") -> Reading:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "ops@harlow.example", summary
    mail["Date"], mail["Message-ID"] = "Thu, 12 Mar 2026 09:00:00 +0800", "<c@x.example>"
    mail.set_content("Calendar")
    entry = ENTRY.format(method=method, status=status, summary=summary).encode()
    mail.add_attachment(entry, maintype="text", subtype="calendar", filename="i.ics")
    return read(parse(mail.as_bytes()), traded())


@pytest.mark.parametrize("status", ["CONFIRMED", "TENTATIVE"])
def test_an_appointment_in_a_calendar_confirms_no_booking(status: str) -> None:
    reading = of(CARRIER, "Unloading LD-77201", status=status)
    assert [one.object for one in reading.references] == ["shipments:SH05"]
    assert not any(one.field == "booking_state" for one in reading.statements)


@pytest.mark.parametrize(("method", "status"), [("CANCEL", "CONFIRMED"), ("REQUEST", "CANCELLED")])
def test_one_called_off_is_put_to_somebody_and_asks_for_no_time(method: str, status: str) -> None:
    asked = of(CARRIER, "Delivery appointment LD-77201", method, status).questions
    assert [one.object for one in asked] == ["shipments:SH05"]
    assert "calls off the appointment" in asked[0].text and "2026-04-20" in asked[0].text
    assert asked[0].of.startswith("people:")


def test_an_answer_to_our_invitation_tells_no_day_though_it_repeats_one() -> None:
    words = "PO 4500018822 item 10 delayed: ready 20 April 2026"
    assert of(SUPPLIER, words).statements != ()
    answer = of(SUPPLIER, f"Accepted: {words}", "REPLY")
    assert (answer.statements, answer.questions, answer.workflows) == ((), (), ())
    assert any("answers the invitation" in note for note in answer.notes)
