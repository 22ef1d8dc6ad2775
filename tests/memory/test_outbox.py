"""The outbox: an effect stands under its key for ever and moves only as effects can."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete

from domain.errors import Refused
from domain.ports import Receipt
from memory import outbox
from memory.ledger import Ledger
from memory.outbox import MOVES, Effect
from memory.tables import outbox as table
from tests.memory.effects import DAY, intend
from tests.memory.facts import doomed

KEYS = [letter * 64 for letter in "abc"]


def effects(ledger: Ledger) -> list[Effect]:
    with ledger.reading() as connection:
        return outbox.effects(connection)


def test_an_effect_is_kept_as_it_was_decided(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        assert intend(connection, KEYS[0], standing="S-1")
    (found,) = effects(ledger)
    assert found.action == {"kind": "SendMessage", "text": "Guten Tag", "amount": "4994.00"}
    assert (found.kind, found.standing, found.day) == ("SendMessage", "S-1", DAY)
    assert (found.state, found.attempts, found.receipt) == ("pending", 0, {})


def test_effects_by_case_and_state_in_the_order_they_were_decided(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        for key, case in zip(reversed(KEYS), ("W1-1", "W1-2", "W1-1"), strict=True):
            intend(connection, key, case_id=case)
        outbox.move(connection, KEYS[2], ("pending",), "sending", None)
        of_case = outbox.effects(connection, case_id="W1-1")
        assert [one.key for one in of_case] == [KEYS[2], KEYS[0]]
        waiting = outbox.effects(connection, states=("pending", "held"))
        assert [one.key for one in waiting] == [KEYS[1], KEYS[0]]
        assert [one.position for one in outbox.effects(connection)] == [1, 2, 3]


def test_only_one_of_two_executors_sends(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        intend(connection, KEYS[0])
    won = []
    for _executor in range(2):
        with ledger.transaction() as connection:
            won.append(outbox.move(connection, KEYS[0], ("pending",), "sending", None))
    assert won == [True, False]
    assert effects(ledger)[0].attempts == 1


def test_a_receipt_is_kept_and_survives_a_move_without_one(ledger: Ledger) -> None:
    receipt = Receipt(outcome="unknown", reference="<1@x>", detail="no answer")
    with ledger.transaction() as connection:
        intend(connection, KEYS[0])
        outbox.move(connection, KEYS[0], ("pending",), "sending", None)
        outbox.move(connection, KEYS[0], ("sending",), "unknown", receipt)
        outbox.move(connection, KEYS[0], ("unknown",), "sending", None)
    assert effects(ledger)[0].receipt == receipt.model_dump()
    assert effects(ledger)[0].attempts == 2


@pytest.mark.parametrize(
    ("came_from", "to"),
    [("confirmed", "sending"), ("failed", "pending"), ("pending", "confirmed"), ("lost", "failed")],
)
def test_a_move_no_effect_makes_is_refused(ledger: Ledger, came_from: str, to: str) -> None:
    with ledger.transaction() as connection, pytest.raises(Refused, match=f"from {came_from} to"):
        outbox.move(connection, KEYS[0], (came_from,), to, None)


def test_an_unknown_key_moves_nothing(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        assert not outbox.move(connection, KEYS[0], ("pending",), "sending", None)


def test_what_was_done_on_a_day_is_counted(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        intend(connection, "1" * 64, standing="S-1")
        intend(connection, "2" * 64, standing="S-1", partner="S2")
        intend(connection, "3" * 64)
        intend(connection, "4" * 64, standing="S-1", day=DAY + timedelta(days=1))
        assert outbox.acts_on(connection, DAY, "S1") == 2
        assert outbox.acts_on(connection, DAY, "S2") == 1
        assert outbox.acts_on(connection, DAY, "S3") == 0
        assert outbox.standing_acts_on(connection, DAY) == {"S-1": 2}


class Executors(RuleBasedStateMachine):
    """Executors that intend, move and fall, against what the outbox may say of it."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.states: dict[str, str] = {}
        self.sent: dict[str, int] = {}
        with ledger.transaction() as connection:
            connection.execute(delete(table))

    @rule(key=st.sampled_from(KEYS), falls=st.booleans())
    def intend(self, key: str, falls: bool) -> None:
        with doomed(self.ledger, falls) as connection:
            assert intend(connection, key) == (key not in self.states)
        if not falls:
            self.states.setdefault(key, "pending")

    @rule(
        key=st.sampled_from(KEYS),
        came_from=st.sets(st.sampled_from(sorted(MOVES)), min_size=1),
        to=st.sampled_from(sorted(MOVES)),
        falls=st.booleans(),
    )
    def move(self, key: str, came_from: set[str], to: str, falls: bool) -> None:
        possible = sorted(state for state in came_from if to in MOVES[state])
        with doomed(self.ledger, falls) as connection:
            moved = outbox.move(connection, key, possible, to, None)
        assert moved == (self.states.get(key) in possible)
        if moved and not falls:
            self.states[key] = to
            self.sent[key] = self.sent.get(key, 0) + (to == "sending")

    @invariant()
    def the_outbox_says_the_same(self) -> None:
        found = effects(self.ledger)
        assert {one.key: one.state for one in found} == self.states
        assert [one.position for one in found] == list(range(1, len(found) + 1))
        assert all(one.attempts == self.sent.get(one.key, 0) for one in found)


def test_effects_move_only_as_effects_can(ledger: Ledger) -> None:
    run_state_machine_as_test(lambda: Executors(ledger), settings=settings(max_examples=30))  # type: ignore[arg-type]
