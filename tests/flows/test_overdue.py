"""What nobody decided in time is rung again, each working day nearer those above."""

from datetime import UTC, datetime, timedelta

from graph.word import note
from memory import chain, inbox
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.control import set_mode
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"
SAMIR, DELEGATE = "E007", "E008"


def go_to(office: Office, at: datetime) -> None:
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, at)
    office.desk.advance()


def lapsed(office: Office) -> datetime:
    """The clock just after the last at which a decision helped."""
    opened = office.desk.case(CASE).proposal
    assert opened is not None
    go_to(office, opened.until + timedelta(minutes=1))
    assert office.desk.case(CASE).lapsed
    return office.clock.now()


def rings(office: Office) -> list[tuple[str, str, list[str]]]:
    """The day, the kind and the people of each ring since the lapse."""
    with office.ledger.reading() as connection:
        told = chain.of_stream(connection, f"case:{CASE}", kinds=("reminded", "escalated"))
    return [(f"{one.at:%a %d}", one.kind, one.body["people"]) for one in told if "nth" in one.body]


def days_on(office: Office, since: datetime, days: int) -> None:
    for ahead in range(1, days + 1):
        day = (since + timedelta(days=ahead)).date()
        go_to(office, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def coming(office: Office) -> set[str]:
    with office.ledger.reading() as connection:
        return set(inbox.next_by_stream(connection))


def test_an_overdue_case_has_something_to_come(after: After) -> None:
    office = after("W1-d")
    lapsed(office)
    assert f"case:{CASE}" in coming(office)


def test_each_working_day_one_more_above_the_owner_is_told(after: After) -> None:
    office = after("W1-d")
    days_on(office, lapsed(office), 4)
    told = rings(office)
    assert [(day, kind) for day, kind, _ in told][:2] == [
        ("Wed 18", "escalated"),
        ("Thu 19", "escalated"),
    ]
    first, second = told[0][2], told[1][2]
    assert {SAMIR, DELEGATE} <= set(first) < set(second)


def test_with_everybody_told_it_is_rung_once_a_week_and_not_on_a_free_day(after: After) -> None:
    office = after("W1-d")
    days_on(office, lapsed(office), 40)
    told = rings(office)
    assert all(day[:3] not in ("Sat", "Sun") for day, *_ in told)
    assert told[-1][1] == "reminded" and told[-1][2] == told[-2][2]
    assert len(told) < 16
    assert f"case:{CASE}" in coming(office)


def test_an_answer_begins_the_ladder_at_its_foot(after: After) -> None:
    office = after("W1-d")
    days_on(office, lapsed(office), 2)
    assert office.desk.case(CASE).together.rung
    said = str(office.desk.ask(CASE, "what waits, and until when?"))
    assert "(asked again: nobody answered in time)" in said and "over:" not in said
    office.desk.decide(CASE, "approve", person=SAMIR, reason="covers the gap")
    row = next(one for one in views.inbox(office)["waiting"] if one["case"] == CASE)
    assert row["lapsed"]
    office.desk.decide(CASE, "reject", person=SAMIR, reason="too late for it")
    assert office.desk.case(CASE).together.rung == ()


def test_a_ring_after_a_new_beginning_is_one_of_its_own_though_it_says_the_same(
    after: After,
) -> None:
    office = after("W1-d")
    days_on(office, lapsed(office), 1)
    before = rings(office)
    with office.ledger.transaction() as connection:
        note(connection, CASE, "note_taken", "intake", office.clock.now(), {"because": "unproven"})
    days_on(office, office.clock.now(), 1)
    (again,) = rings(office)[len(before) :]
    assert again[1:] == before[0][1:]


def test_a_case_that_is_only_observed_rings_nobody(after: After) -> None:
    office = after("W1-d")
    since = lapsed(office)
    set_mode(office, "supplier_delay", "observe", "", None, "E014", "quiet for now")
    days_on(office, since, 3)
    assert rings(office) == []


def test_a_case_that_may_act_no_more_asks_its_owner_by_name(after: After) -> None:
    office = after("W1-d")
    days_on(office, lapsed(office), 60)  # beyond the life of its grant
    set_mode(office, "supplier_delay", "advise", "", None, "E014", "a proposal is made again")
    office.desk.advance()
    (row,) = (one for one in views.inbox(office)["waiting"] if one["case"] == CASE)
    assert "seamline note" in row["stuck"]
    assert SAMIR in [one["id"] for one in row["people"]]
    before = len(rings(office))
    days_on(office, office.clock.now(), 8)
    assert len(rings(office)) > before
