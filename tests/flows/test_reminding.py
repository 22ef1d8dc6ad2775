"""A person has a partner asked again now: through the gate, one letter a partner and day."""

from datetime import date
from pathlib import Path

import pytest

from domain.errors import NotAllowed
from memory import chain
from seamline import views
from seamline.conversation import conversation
from seamline.deeds import Deed, do
from seamline.entrance import Entrance
from seamline.wiring import Office, open_office
from tests.flows.test_chasing import CASE, YES, asking, at, letters
from tests.flows.test_watches import write

__all__ = ["asking"]


def key_of(office: Office, partner: str) -> str:
    rows = views.case(office, CASE)["owed"]
    return next(str(one["key"]) for one in rows if one["who"] == partner and one["may_remind"])


def chased(office: Office) -> list[tuple[str, str]]:
    with office.ledger.reading() as connection:
        return [(one.actor, one.body["to"]) for one in chain.of_kind(connection, "chased")]


def test_it_goes_out_at_once_and_says_who_wanted_it(asking: Office) -> None:
    done = asking.desk.remind(CASE, person="E007", key=key_of(asking, "F3001"))
    assert (done.to, done.nth) == ("F3001", 1)
    assert chased(asking) == [("E007", "F3001")]
    (letter,) = letters(asking)
    assert "BQ240731" in letter and "@bluequay.example" in letter
    said = [one.said for one in conversation(asking, CASE).turns]
    assert any("because Samir Haddad wants it" in one for one in said)
    state = asking.desk.case(CASE)
    (effect,) = (one for one in state.effects if one.wanted.get("template") == "chase")
    assert effect.authority.startswith("standing authority") and effect.state == "verified"


def test_a_partner_gets_one_a_day_and_the_clock_counts_it(asking: Office) -> None:
    key = key_of(asking, "F3001")
    asking.desk.remind(CASE, person="E007", key=key)
    with pytest.raises(NotAllowed, match="F3001 was asked again today already"):
        asking.desk.remind(CASE, person="E001", key=key)
    for number in range(10, 31):
        at(asking, date(2026, 3, number))
    mine = [actor for actor, to in chased(asking) if to == "F3001"]
    assert mine == ["E007", "clock", "clock"], "three in all"
    with pytest.raises(NotAllowed, match="waits for no partner"):
        asking.desk.remind(CASE, person="E007", key=key)


def test_several_who_owe_are_told_apart(asking: Office) -> None:
    with pytest.raises(NotAllowed, match="owe an answer: say which"):
        asking.desk.remind(CASE, person="E007")
    with pytest.raises(NotAllowed, match="no partner owes 'zz'"):
        asking.desk.remind(CASE, person="E007", key="zz")
    assert chased(asking) == []


def test_whoever_has_no_part_and_whoever_has_answered_is_not_concerned(
    asking: Office, tmp_path: Path
) -> None:
    key = key_of(asking, "F3001")
    deed = Deed(asking, asking.people.require("E022"), CASE, key, {})
    with pytest.raises(NotAllowed, match="may not have W1-4500018822 asked for again"):
        do(Entrance(asking), deed, "remind")
    write(asking, tmp_path, "bookings@bluequay.example", "Booking BQ240731", YES)
    with pytest.raises(NotAllowed, match="no partner owes"):
        asking.desk.remind(CASE, person="E007", key=key)
    assert chased(asking) == []


def test_what_policy_does_not_let_go_does_not_go(asking: Office) -> None:
    key = key_of(asking, "F3001")
    text = asking.workspace.policy_file.read_text(encoding="utf-8")
    assert "authorisation: standing" in text
    asking.workspace.policy_file.write_text(
        text.replace("authorisation: standing", "authorisation: each", 1), encoding="utf-8"
    )

    stricter = open_office(asking.workspace)
    with pytest.raises(NotAllowed, match="policy sends no reminder"):
        stricter.desk.remind(CASE, person="E007", key=key)
    assert chased(stricter) == [] and letters(stricter) == []
    stricter.close()
