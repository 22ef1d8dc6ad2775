"""One event is what holds for all on board, or for all at a place, and is told of at one time."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.case import CaseState
from domain.news import News
from domain.reading import CodeStated, Statement
from domain.record import Row
from domain.recovery.one_event import one_event
from tests.agents.reader.company import Company

AT = datetime(2026, 4, 21, tzinfo=UTC)
SHIPS = [
    Row(table="shipments", key=key, version=1, values={"vessel": vessel, "voyage": "201E"})
    for key, vessel in (("SH61", "ORION STAR"), ("SH62", "ORION STAR"), ("SH64", "ORION MOON"))
]
BOX = Row(table="shipment_units", key="BOX1", version=1, values={"shipment_id": "SH62"})
STAR = "the same vessel, ORION STAR 201E"
PORT = "the same cause, congestion at USLAX"


def says(about: str, **fields: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(object=about, field=name, value=CodeStated(text=text))
        for name, text in fields.items()
    )


def case(*statements: Statement) -> CaseState:
    """A case that heard this on 21 April."""
    told = News(
        message="m", fact="f", sent_at=AT, sender="s", contact_id="c", partner_id="p",
        verdict="authenticated", statements=statements,
    )  # fmt: skip
    return CaseState(id="W4-SH61", news=(told,))


@pytest.mark.parametrize(
    ("known", "new", "same"),
    [
        (says("shipments:SH61", eta="a"), says("shipments:SH62", eta="b"), STAR),
        (says("shipments:SH61", eta="a"), says("shipment_units:BOX1", etd="b"), STAR),
        (says("shipments:SH61", eta="a"), says("shipments:SH64", eta="b"), ""),
        (says("shipments:SH61", eta="a"), says("shipments:SH62", temperature="b"), ""),
        (says("shipments:SH61", eta="a", cause="roll"), says("shipments:SH62", eta="b"), STAR),
        (
            says("shipments:SH61", eta="a", cause="roll"),
            says("shipments:SH62", eta="b", cause="exam"),
            "",
        ),
        (
            says("shipments:SH61", cause="congestion", event_place="USLAX"),
            says("shipments:SH64", cause="congestion", event_place="uslax"),
            PORT,
        ),
        (
            says("shipments:SH61", cause="breakdown", event_place="I-80"),
            says("shipments:SH64", cause="breakdown", event_place="I-80"),
            "",
        ),
    ],
)
def test_what_two_messages_have_in_common(
    known: tuple[Statement, ...], new: tuple[Statement, ...], same: str
) -> None:
    assert one_event(Company([*SHIPS, BOX]), case(*known), "", new, AT) == same


@pytest.mark.parametrize(("days", "same"), [(14, STAR), (-14, STAR), (15, ""), (-15, "")])
def test_words_more_than_two_weeks_apart_are_of_two_events(days: int, same: str) -> None:
    state, new = case(*says("shipments:SH61", eta="a")), says("shipments:SH62", eta="b")
    assert one_event(Company([*SHIPS, BOX]), state, "", new, AT + timedelta(days=days)) == same


def test_what_a_message_says_of_another_shipment_is_no_event_of_the_subject() -> None:
    known = case(*says("shipments:SH61", eta="a", cause="roll"))
    told = (
        *says("shipments:SH61", eta="a", cause="roll"),
        *says("shipments:SH62", eta="b", cause="weather"),
    )
    assert one_event(Company(SHIPS), known, "shipments:SH62", told, AT) == ""
    same = told[:1] + told[2:3]
    assert one_event(Company(SHIPS), known, "shipments:SH62", same, AT) == STAR
    other = (*told[:1], *says("shipments:SH64", eta="b"))
    assert one_event(Company(SHIPS), known, "shipments:SH64", other, AT) == ""
