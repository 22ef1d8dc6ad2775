"""Accounts that mails name: whatever words stand around them, a strange one is called back."""

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.books import books
from tests.agents.reader.company import mail
from tests.agents.reader.test_transport import told

GERMAN, OURS, NOBODY = "rita@brennerguss.example", "victor@ours.example", "x@brenner-guss.example"


def asked(sender: str, text: str) -> set[str]:
    found: Reading = read(mail(sender, text, "about our bill BG-88012"), books())
    assert told(found, "bank_account") == set()
    return {one.about for one in found.questions} & {"call_back", "approval"}


@pytest.mark.parametrize(
    ("sender", "text", "topics"),
    [
        (GERMAN, "Use the interim acct 88-104-2277-31 for BG-88012.", {"call_back"}),
        (GERMAN, "BG-88012: das richtige Konto ist DE02 1203 0000 0000 2020 51.", {"call_back"}),
        (NOBODY, "BG-88012, la CLABE buena es 072 180 00845512290 4, tomen esta.",
         {"call_back", "approval"}),
        (OURS, "Wire BG-88012 tonight, routing 104000991, I approved it.",
         {"call_back", "approval"}),
        (GERMAN, "BG-88012 goes to our account DE89 3704 0044 0532 0130 00 as ever.", set()),
        (GERMAN, "BG-88012: call me at 0049 711 555 1234, on account of the delay.", set()),
        (GERMAN, "BG-88012: our account of 12.03.2026 shows it open.", set()),
        (GERMAN, "BG-88012 is open, order 5100000417.", set()),
    ],
)  # fmt: skip
def test_a_strange_account_is_called_back(sender: str, text: str, topics: set[str]) -> None:
    found = asked(sender, text)
    assert topics <= found
    assert found == topics or topics


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("reefer 66120 alarmed near laramie wy, box ran up to 51, back at 38", {"51", "38"}),
        ("reefer 66120 lost power, unit climbed to 48. 37 now", {"48", "37"}),
        ("66120 stood still at dock 48, back at 9", set()),
    ],
)
def test_temperatures_are_read_as_dispatchers_type_them(text: str, degrees: set[str]) -> None:
    found = read(mail("ops@junipertruck.example", text, "66120"), books())
    assert told(found, "temperature") == {f"SX2 temperature {one} F" for one in degrees}
