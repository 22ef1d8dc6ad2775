"""Files that a partner's connection lays into a folder are messages of its contact, each once."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from memory import chain
from seamline import message_views
from seamline.folders import FolderLoop
from seamline.laid_files import laid_by, letter_around
from seamline.wiring import Office
from tests.flows.test_edi_answer import answer_855, answer_ordrsp


class PartnersFolder:
    """A folder of a contact's, looked at when a test says so."""

    def __init__(self, office: Office, contact: str) -> None:
        self.office, self.said = office, list[str]()
        self._folder = office.workspace.folder / "drop"
        self._folder.mkdir(exist_ok=True)
        said = self.said.append
        self._loop = FolderLoop(office, "drop", said, look_every_s=0, contact=contact)

    def put(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)

    def look(self, times: int) -> None:
        for _ in range(times):
            self._loop.turn(Event())

    def facts(self, kind: str = "message_filed") -> list[dict[str, Any]]:
        with self.office.ledger.reading() as connection:
            return [one.body for one in chain.of_kind(connection, kind)]


@pytest.fixture
def partners(office: Office) -> Iterator[PartnersFolder]:
    """The sample company with a folder of its supplier's shipping desk."""
    yield PartnersFolder(office, "CT02")


def test_a_file_in_a_partners_folder_is_read_as_sent_by_it_once(partners: PartnersFolder) -> None:
    office = partners.office
    for name in ("855.edi", "855.edi"):
        partners.put(name, answer_855("20260409").encode())
        partners.look(2)
    office.desk.advance()
    (filed,) = partners.facts()
    (shown,) = message_views.messages(office)
    assert (filed["channel"], filed["subject"]) == ("folder", "855.edi")
    assert (shown["sender"], shown["verdict"]) == ("shipping@kailun.example", "authenticated")
    assert message_views.message(office, shown["key"])["cases"] == ["W1-4500018822"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ordrsp.txt", answer_ordrsp("20260409")),
        ("invoice.xml", "<ubl:Invoice xmlns:ubl='urn:x'><ubl:ID>1</ubl:ID></ubl:Invoice>"),
        ("dates.csv", "order;line;date\n4500018822;10;2026-04-09\n"),
        ("empty", ""),
    ],
)
def test_whatever_is_no_mail_is_a_message_of_the_contact(
    partners: PartnersFolder, name: str, text: str
) -> None:
    partners.put(name, text.encode())
    partners.look(2)
    partners.office.desk.advance()
    (shown,) = message_views.messages(partners.office)
    assert (shown["subject"], shown["verdict"], shown["parked"]) == (name, "authenticated", "")


def test_a_mail_in_such_a_folder_stays_its_own_senders(partners: PartnersFolder) -> None:
    partners.put("m1", b"From: a@b.example\nDate: Fri, 6 Mar 2026 10:00:00 +0000\n\nhello\n")
    partners.look(2)
    (filed,) = partners.facts()
    assert filed["sender"] == "a@b.example"


def test_the_same_letter_from_elsewhere_proves_nothing(partners: PartnersFolder) -> None:
    office = partners.office
    laid = laid_by("CT02", office.reads, "855.edi", "drop")
    letter = letter_around(laid, answer_855("20260409").encode(), office.reads)
    assert office.deps.verdict(letter).verdict == "unauthenticated"


def test_without_its_contact_on_record_a_file_is_parked(partners: PartnersFolder) -> None:
    partners = PartnersFolder(partners.office, "CT99")
    partners.put("855.edi", answer_855("20260409").encode())
    partners.look(2)
    assert "contact CT99 is not on record" in partners.facts("message_parked")[0]["reason"]
