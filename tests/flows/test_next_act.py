"""Every open case has a next act, with whose it is and when: none is open with nothing to come."""

from pathlib import Path

from domain.case import CaseState
from graph.owing import owing
from memory import inbox
from seamline import views
from seamline.wiring import Office, open_office
from tests.flows.all_cases import copied


def owners(office: Office, state: CaseState) -> set[str]:
    """Whose act is next: by name whoever is asked or holds it, else partners and functions that
    owe it something, else who owns it."""
    seen = views.case(office, state.id)
    asked = {one["id"] for one in (seen["waiting"] or {}).get("people", ())}
    holder = {seen["holder"]["id"]} if seen["holder"] else set()
    return asked | holder | {one.who for one in owing(office.policy, state) if one.who}


def test_every_open_case_of_the_year_has_a_next_act_an_owner_and_a_time(
    played: Path, tmp_path: Path
) -> None:
    office = open_office(copied(played, tmp_path / "year"))
    office.desk.advance()
    with office.ledger.reading() as connection:
        coming = inbox.next_by_stream(connection)
    listed = {
        one["case"]
        for part in ("waiting", "snoozed", "observed", "under_way")
        for one in views.inbox(office)[part]
    }
    still = [one for one in office.deps.cases() if one.closed is None]
    assert still
    assert [one.id for one in still if one.id not in listed] == [], "with no next act"
    assert [one.id for one in still if not owners(office, one)] == [], "with no owner"
    assert [one.id for one in still if f"case:{one.id}" not in coming] == [], "with no time"
    office.close()
