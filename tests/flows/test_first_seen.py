"""A contact on file whose first mail this is: told on the message, and it caps nothing."""

from pathlib import Path

from graph.first_seen import FIRST
from seamline import views
from seamline.message_views import message
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.states import state

SHIP = "lily.chen@kailun.example"


@state()
def twice(office: Office, folder: Path) -> None:
    """Two letters of one contact, and one of a stranger."""
    for day, sender in ((12, SHIP), (13, SHIP), (14, "who@else.example")):
        file_letter(
            office,
            folder / "mails",
            sender=sender,
            subject=f"letter {day}",
            sent=f"Thu, {day} Mar 2026 09:00:00 +0800",
            text=f"PO 4500018822 item 10: ready {day + 8} April 2026.",
        )


def reasons(office: Office, day: int) -> tuple[str, ...]:
    return tuple(message(office, f"letter {day}")["reasons"])


def test_the_first_mail_of_a_contact_on_file_is_told_once(twice: Office) -> None:
    assert FIRST in reasons(twice, 12)
    assert FIRST not in reasons(twice, 13)
    assert FIRST not in reasons(twice, 14), "of a stranger it is said anyhow"


def test_it_caps_nothing(twice: Office) -> None:
    assert message(twice, "letter 12")["verdict"] == "authenticated"
    assert len(views.case(twice, "W1-4500018822")["news"]) == 2
