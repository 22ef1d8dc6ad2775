"""A new day is with logistics as soon as it is read; how late it came is on record."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.measures.history import History
from domain.measures.waiting import waits
from graph.owing import all_owing
from memory import chain
from memory.clock import move_replay_clock
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.playing import file_letter

CASE = "W1-4500018822"
SENT, READ = datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_logistics_knows_a_new_day_once_it_is_read_and_the_two_days_before_show(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, READ)
    file_letter(
        office, tmp_path, sender="shipping@kailun.example", subject="4500018822", sent=SENT,
        text="PO 4500018822 item 10: new ready date 11 April 2026, 12,000 pcs.\n",
    )  # fmt: skip
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{CASE}")
        now = office.clock.now()
    acts = {one.body["key"]: one.body["action"] for one in facts if one.kind == "intended"}
    told = [
        one.at
        for one in facts
        if one.kind == "outcome_verified"
        and acts[one.body["key"]].get("recipient_function", {}).get("value") == "logistics"
    ]
    joined = next(one.at for one in facts if one.kind == "case_joined")
    assert told and told[0] - joined < timedelta(minutes=1)
    history = History(office.desk.case(CASE), facts)
    first = waits(history, lambda state: all_owing(office.policy, state), now)[0]
    assert (first.who, first.since, first.hours) == ("systems", SENT, 48.0)
