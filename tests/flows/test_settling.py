"""An effect in doubt is settled by whoever may decide, on record with who and why."""

from typing import Any

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.ports import Receipt
from graph.desk import Desk
from memory import chain, outbox
from memory.outbox import Effect
from seamline import views
from seamline.control import set_mode
from seamline.wiring import Office
from tests.flows.test_supplier_delay import approve_all
from tests.states import After

CASE = "W1-4500018822"


class Deaf:
    """A target that does what it is told, or not, and cannot be asked; counts how often."""

    def __init__(self, real: Any, *, delivers: bool) -> None:
        self.real, self.delivers, self.told = real, delivers, 0

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        self.told += 1
        if self.delivers:
            self.real.apply(key, kind, params)
        return Receipt(outcome="unknown", detail="the line went dead")

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        return Receipt(outcome="unknown", detail="nobody answers")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        found: dict[str, str] = self.real.read_back(kind, params)
        return found


class Liar(Deaf):
    """Confirms whatever it is told, and does nothing."""

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        self.told += 1
        return Receipt(outcome="applied")


def doubt(office: Office, kind: str) -> Effect:
    """The effect of this kind as the outbox has it."""
    with office.ledger.reading() as connection:
        return next(one for one in outbox.effects(connection) if one.kind == kind)


def word(office: Office, kind: str) -> str:
    """How far the facts say it has come."""
    return next(one.state for one in office.desk.case(CASE).effects if one.kind == kind)


def settle(office: Office, kind: str, verdict: str, person: str = "E007") -> None:
    key = doubt(office, kind).key[:12]
    office.desk.settle(CASE, key, verdict, person=person, reason="called them")


@pytest.fixture
def office(after: After) -> Office:
    """The slip is priced and waits for its people."""
    return after("W1-d")


@pytest.fixture
def unknown(office: Office) -> Deaf:
    """The forwarder's mail ended unclear, all else is done."""
    return _with(office, "RequestBooking", Deaf)


def _with(office: Office, kind: str, target: type[Deaf]) -> Deaf:
    hand = target(office.deps.hands[kind], delivers=False)
    office.deps.hands[kind] = hand
    approve_all(office)
    assert office.desk.case(CASE).phase == "effects"
    return hand


def test_what_is_unclear_is_shown_with_the_words_that_settle_it(
    office: Office, unknown: Deaf
) -> None:
    shown = next(one for one in views.case(office, CASE)["effects"] if one["in_doubt"])
    assert (shown["kind"], shown["settle"]) == ("RequestBooking", ["happened", "not-happened"])
    assert "the line went dead" in views.inbox(office)["waiting"][0]["stuck"]


def test_what_did_not_happen_is_done_once_more_and_read_back(office: Office, unknown: Deaf) -> None:
    office.deps.hands["RequestBooking"] = unknown.real
    settle(office, "RequestBooking", "not-happened")
    assert word(office, "RequestBooking") == "verified"
    assert office.desk.case(CASE).closed is not None
    with office.ledger.reading() as connection:
        (fact,) = chain.of_kind(connection, "effect_settled")
    assert (fact.actor, fact.body["verdict"], fact.body["reason"]) == (
        "E007",
        "not-happened",
        "called them",
    )


def test_what_stays_unclear_is_asked_about_again_and_can_be_settled_again(
    office: Office, unknown: Deaf
) -> None:
    settle(office, "RequestBooking", "not-happened")
    assert (unknown.told, word(office, "RequestBooking")) == (2, "unknown")
    assert "the line went dead" in office.desk.case(CASE).stuck
    office.deps.hands["RequestBooking"] = unknown.real
    settle(office, "RequestBooking", "not-happened")
    assert office.desk.case(CASE).closed is not None


def test_what_happened_is_still_read_back(office: Office, unknown: Deaf) -> None:
    settle(office, "RequestBooking", "happened")
    assert unknown.told == 1
    assert word(office, "RequestBooking") == "mismatch", "nothing is found where it was to be"
    settle(office, "RequestBooking", "accept")
    state = office.desk.case(CASE)
    assert state.closed is not None
    assert state.closed["outcome"] == "resolved otherwise"
    with office.ledger.reading() as connection:
        (override,) = chain.of_kind(connection, "override_seen")
    assert (override.actor, override.body["person"]) == ("E007", "E007")


def test_nothing_is_done_again_that_the_target_says_was_done(
    office: Office, unknown: Deaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Receipt(outcome="applied", reference="m.eml")
    monkeypatch.setattr(unknown, "find", lambda *_: found)
    with pytest.raises(NotAllowed, match="target says that it happened"):
        settle(office, "RequestBooking", "not-happened")
    assert unknown.told == 1


def test_the_gate_may_bar_a_repeat_and_the_word_stands_all_the_same(
    office: Office, unknown: Deaf
) -> None:
    set_mode(office, "W1", "observe", "", None, "E020")
    settle(office, "RequestBooking", "not-happened")
    assert unknown.told == 1
    assert word(office, "RequestBooking") == "failed"
    assert "only observes" in office.desk.case(CASE).stuck
    settle(office, "RequestBooking", "accept")
    assert office.desk.case(CASE).closed is not None


def test_a_repeat_rests_on_what_the_record_said_when_it_was_decided(office: Office) -> None:
    order = _with(office, "IssueOrder", Deaf)
    with office.record.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE items SET alternate_price = '25', record_version = record_version + 1 "
            "WHERE item_id = 'KLB-12'"
        )
    settle(office, "IssueOrder", "not-happened")
    assert order.told == 1
    assert "items:KLB-12" in office.desk.case(CASE).stuck


def test_a_hand_that_lied_is_told_again_or_what_stands_is_accepted(office: Office) -> None:
    liar = _with(office, "ChangeOrderLine", Liar)
    assert word(office, "ChangeOrderLine") == "mismatch"
    settle(office, "ChangeOrderLine", "not-happened")
    assert (liar.told, word(office, "ChangeOrderLine")) == (2, "mismatch")
    office.deps.hands["ChangeOrderLine"] = liar.real
    settle(office, "ChangeOrderLine", "not-happened")
    assert word(office, "ChangeOrderLine") == "verified"
    assert office.desk.case(CASE).closed is not None


@pytest.mark.parametrize(
    ("key", "verdict", "person", "reason", "said"),
    [
        ("", "happened", "E015", "r", "may not settle"),
        ("", "happened", "nobody", "r", "not in people.yaml"),
        ("", "happened", "E007", " ", "say how you know"),
        ("", "accept", "E007", "r", "can be settled as happened or not-happened"),
        ("", "perhaps", "E007", "r", "settles nothing"),
        ("abc", "happened", "E007", "r", "is no effect"),
        ("zzzzzzzz", "happened", "E007", "r", "is no effect"),
    ],
)
def test_a_word_that_may_not_be_taken_is_refused_in_a_sentence(
    office: Office, unknown: Deaf, key: str, verdict: str, person: str, reason: str, said: str
) -> None:
    key = key or doubt(office, "RequestBooking").key
    with pytest.raises(Refused, match=said):
        office.desk.settle(CASE, key, verdict, person=person, reason=reason)


def test_what_is_in_no_doubt_needs_no_settling(office: Office, unknown: Deaf) -> None:
    with pytest.raises(NotAllowed, match="nothing is in doubt"):
        settle(office, "ChangeOrderLine", "happened")
    with pytest.raises(Unknown, match="no case"):
        office.desk.settle("W1-1", "abcdefgh", "happened", person="E007", reason="r")


def test_a_word_outlives_the_process_that_took_it(
    office: Office, unknown: Deaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "advance", lambda *_, **__: 0)  # killed right after the commit
    settle(office, "RequestBooking", "not-happened")
    monkeypatch.undo()
    office.deps.hands["RequestBooking"] = unknown.real
    assert office.desk.case(CASE).closed is None
    office.desk.advance()
    assert office.desk.case(CASE).closed is not None
