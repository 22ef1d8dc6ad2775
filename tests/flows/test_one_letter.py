"""One approval sends one reader one letter, in every workflow that writes."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.actions import SendMessage
from seamline.control import set_mode
from seamline.wiring import Office, open_office
from tests.flows.all_cases import case_ids, copied
from tests.flows.playing import mails_out
from tests.states import After

File = Callable[..., None]
GERMAN = "W1-4500018830"


def waiting(office: Office, case: str) -> list[SendMessage]:
    """Letters of the open proposal that an approval would send."""
    state = office.desk.case(case)
    asked = {one.action_key for one in state.rulings if one.outcome == "ask"}
    acts = state.proposal.actions if state.proposal else ()
    return [one for one in acts if isinstance(one, SendMessage) and one.key in asked]


def test_what_is_taken_and_the_dates_planned_with_are_one_letter(after: After) -> None:
    office = after("W1-b")
    (letter,) = waiting(office, GERMAN)
    assert "planen wir mit Ihren Terminen" in letter.letter
    assert "angebotene Teilmenge" in letter.letter
    assert letter.letter.count("Guten Tag") == 1
    before = len(mails_out(office))
    for person in ("E007", "E002"):
        office.desk.decide(GERMAN, "approve", person=person, reason="covers it")
    to_them = [one for one in mails_out(office)[before:] if "nordmetall" in str(one["To"])]
    assert len(to_them) == 1


def test_where_everything_waits_nobody_is_held_off_and_answered_at_once(
    office: Office, file: File
) -> None:
    set_mode(office, "supplier_delay", "advise", "", None, "E020")
    file("W1-d")
    letters = {one.template.value: one.contact.value for one in waiting(office, "W1-4500018822")}
    assert letters == {"confirm_dates": "CT02", "order": "CT18"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_proposal_of_the_sample_year_writes_to_a_reader_twice(
    played: Path, tmp_path: Path
) -> None:
    office = open_office(copied(played, tmp_path / "workspace"))
    for case in case_ids(office):
        readers = Counter(one.contact.value for one in waiting(office, case))
        assert all(count == 1 for count in readers.values()), (case, readers)
    office.close()
