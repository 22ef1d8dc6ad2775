"""A call about a shipment is asked about; what is confirmed of it prices and writes the case."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed
from graph.notes import Noted, take_note
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.on_the_way import ORION, ORION_UNITS, approve, cell, mail, put
from tests.flows.playing import file_sample
from tests.states import state

CASE = "W4-SH01"


@state()
def slipped(office: Office, folder: Path) -> None:
    """A ship that its carrier expects on 8 May; customers would be told 19 May."""
    let_go(office)
    put(office, folder, "2026-04-16", shipments=ORION, shipment_units=ORION_UNITS)
    file_sample(office, "W4-a")


def note(office: Office, text: str) -> Noted:
    found = take_note(office.deps, CASE, text, said_by="CT27", channel="phone", person_id="E005")
    office.desk.advance()
    return found


def asked(office: Office) -> list[str]:
    return [one["text"] for one in views.case(office, CASE)["proposal"]["questions"]]


def test_another_arrival_by_phone_is_asked_and_holds_what_was_proposed(slipped: Office) -> None:
    before = slipped.desk.case(CASE).superseded
    (question,) = note(slipped, "ETA is now 12 May").questions
    assert (question.object, question.choices) == ("shipments:SH01", ("2026-05-12",))
    assert slipped.desk.case(CASE).superseded == before + 1
    assert question.text in asked(slipped)
    with pytest.raises(NotAllowed, match="waits for an answer"):
        slipped.desk.decide(CASE, "approve", person="E010", reason="as proposed")


def test_confirmed_it_is_priced_told_and_written(slipped: Office) -> None:
    (question,) = note(slipped, "ETA is now 12 May").questions
    told = {question.slot: "2026-05-12"}
    slipped.desk.decide(CASE, "respond", person="E010", slots=told, reason="called back")
    slipped.desk.advance()
    assert question.text not in asked(slipped)
    approve(slipped, CASE)
    assert cell(slipped, "shipments:SH01", "eta") == "2026-05-12"
    assert cell(slipped, "sales_order_lines:70045498/1", "planned_date") == "2026-05-23"


def test_the_carriers_own_mail_makes_it_moot(slipped: Office, tmp_path: Path) -> None:
    (question,) = note(slipped, "ETA is now 12 May").questions
    mail(
        slipped, tmp_path, "noreply@orionline.example", "Fri, 17 Apr 2026 09:00:00 +0000",
        "ETA update BQ240771", "Booking BQ240771: ETA is now 10 May 2026.\n",
    )  # fmt: skip
    assert question.text not in asked(slipped)


def test_words_without_a_day_are_kept_and_change_nothing(slipped: Office) -> None:
    before = slipped.desk.case(CASE).proposal
    assert note(slipped, "very sorry for all the trouble").questions == ()
    assert slipped.desk.case(CASE).proposal == before
    assert [one["text"] for one in views.case(slipped, CASE)["notes"]] == [
        "very sorry for all the trouble"
    ]
