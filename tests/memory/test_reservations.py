"""Reservations: what one case counts on, the next does not see; what is let go comes back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, delete

from memory import reservations
from memory.ledger import Ledger
from memory.tables import reservations as table
from tests.memory.effects import draw
from tests.memory.facts import T0, doomed

HOUR = timedelta(hours=1)
STOCK = "stock:M-1/HAM"


def hold(connection: Connection, case: str, *quantities: str, hours: int = 48) -> None:
    reservations.hold(
        connection,
        case_id=case,
        proposal=f"proposal of {case}",
        draws=[draw(qty) for qty in quantities],
        expires_at=T0 + hours * HOUR,
    )


def taken(connection: Connection, *, hours: int = 0, but_not: str = "") -> Decimal:
    """How much of the stock others count on at that hour."""
    now = T0 + hours * HOUR
    found = reservations.held(connection, now=now, objects=[STOCK], but_not=but_not)
    return sum((one.qty for one in found), Decimal(0))


def test_what_is_held_is_seen_by_others_and_not_by_its_own_case(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        hold(connection, "A", "30")
        hold(connection, "B", "12.5")
        reservations.hold(
            connection,
            case_id="B",
            proposal="p",
            draws=[draw("7", "stock:M-2/HAM")],
            expires_at=T0 + HOUR,
        )
        assert taken(connection) == Decimal("42.5")
        assert taken(connection, but_not="A") == Decimal("12.5")
        assert len(reservations.held(connection, now=T0)) == 3


def test_two_lines_that_draw_the_same_quantity_of_one_thing_both_count(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        hold(connection, "A", "30", "30")
        assert taken(connection) == 60


def test_a_repeat_changes_nothing(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        hold(connection, "A", "30", "30")
        hold(connection, "A", "30", "30", hours=99)
        assert taken(connection) == 60
        assert taken(connection, hours=50) == 0
        reservations.let_go(connection, "A", "proposal of A")
        hold(connection, "A", "30", "30")
        assert taken(connection) == 0  # what was withdrawn stays withdrawn


def test_a_soft_one_expires_to_the_minute_and_a_firm_one_does_not(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        hold(connection, "A", "30", hours=2)
        hold(connection, "B", "5", hours=2)
        reservations.firm(connection, "B", "proposal of B")
        assert taken(connection, hours=1) == 35
        assert taken(connection, hours=2) == 5
        states = {one.case_id: one.state for one in reservations.held(connection, now=T0)}
        assert states == {"A": "soft", "B": "firm"}


@pytest.mark.parametrize("firm", [True, False])
def test_what_is_let_go_comes_back_and_stays_gone(ledger: Ledger, firm: bool) -> None:
    with ledger.transaction() as connection:
        hold(connection, "A", "30")
        hold(connection, "B", "5")
        if firm:
            reservations.firm(connection, "A", "proposal of A")
        reservations.let_go(connection, "A", "another proposal")
        assert taken(connection) == 35
        reservations.let_go(connection, "A")
        reservations.firm(connection, "A", "proposal of A")
        assert taken(connection) == 5


@pytest.mark.parametrize(("kind", "left"), [("stock", 0), ("budget", 0), ("space", 30)])
def test_space_that_was_approved_is_used_up_when_its_case_is_over(
    ledger: Ledger, kind: str, left: int
) -> None:
    with ledger.transaction() as connection:
        for case, qty in (("A", "30"), ("B", "5")):
            reservations.hold(
                connection,
                case_id=case,
                proposal=f"proposal of {case}",
                draws=[draw(qty).model_copy(update={"kind": kind})],
                expires_at=T0 + HOUR,
            )
        reservations.firm(connection, "A", "proposal of A")
        reservations.end(connection, "A")
        reservations.end(connection, "B")
        assert taken(connection) == left


class Cases(RuleBasedStateMachine):
    """Cases that draw on one stock; each counts what others leave in its own transaction."""

    AVAILABLE = Decimal(100)

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger, self.hours = ledger, 0
        self.asked: dict[str, Decimal] = {}
        with ledger.transaction() as connection:
            connection.execute(delete(table))

    @rule(
        case=st.sampled_from("ABCDE"),
        draws=st.lists(st.decimals(1, 40, places=1), min_size=1, max_size=3),
        lasting=st.integers(1, 8),
        falls=st.booleans(),
    )
    def propose(self, case: str, draws: list[Decimal], lasting: int, falls: bool) -> None:
        with doomed(self.ledger, falls) as connection:
            reservations.let_go(connection, case)
            others = taken(connection, hours=self.hours, but_not=case)
            if others + sum(draws) <= self.AVAILABLE:
                reservations.hold(
                    connection,
                    case_id=case,
                    proposal=f"{len(self.asked)} of {case}",
                    draws=[draw(str(qty)) for qty in draws],
                    expires_at=T0 + (self.hours + lasting) * HOUR,
                )
            self.asked[f"{len(self.asked)} of {case}"] = Decimal(sum(draws))

    @rule(which=st.integers(0, 50), falls=st.booleans())
    def approve(self, which: int, falls: bool) -> None:
        if not self.asked:
            return
        proposal = sorted(self.asked)[which % len(self.asked)]
        case = proposal[-1]
        with doomed(self.ledger, falls) as connection:
            others = taken(connection, hours=self.hours, but_not=case)
            if others + self.asked[proposal] <= self.AVAILABLE:
                reservations.firm(connection, case, proposal)

    @rule(case=st.sampled_from("ABCDE"), falls=st.booleans())
    def close(self, case: str, falls: bool) -> None:
        with doomed(self.ledger, falls) as connection:
            reservations.let_go(connection, case)

    @rule(hours=st.integers(1, 10))
    def wait(self, hours: int) -> None:
        self.hours += hours

    @invariant()
    def never_more_is_promised_than_there_is(self) -> None:
        with self.ledger.reading() as connection:
            assert taken(connection, hours=self.hours) <= self.AVAILABLE


def test_no_more_is_promised_than_there_is(ledger: Ledger) -> None:
    run_state_machine_as_test(lambda: Cases(ledger), settings=settings(max_examples=40))  # type: ignore[arg-type]


def firmly(connection: Connection, proposal: str, *quantities: str, kind: str = "stock") -> None:
    """Case A draws so much of the stock with a proposal, and it is approved."""
    draws = [draw(qty).model_copy(update={"kind": kind}) for qty in quantities]
    reservations.hold(connection, case_id="A", proposal=proposal, draws=draws, expires_at=T0 + HOUR)


def test_a_new_proposal_of_a_decided_case_holds_only_what_goes_beyond_it(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        firmly(connection, "first", "30")
        reservations.firm(connection, "A", "first")
        firmly(connection, "second", "20")
        assert taken(connection) == 30
        firmly(connection, "third", "25")  # 45 are proposed in place of 30
        assert taken(connection) == 45
        assert sum(one[2] for one in reservations.drawn(connection, now=T0, but_not="B")) == 45


def test_what_the_new_decision_does_not_need_goes_back(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        firmly(connection, "first", "30")
        reservations.firm(connection, "A", "first")
        firmly(connection, "second", "20")
        assert reservations.firm(connection, "A", "second") == {STOCK}
        assert taken(connection, hours=2) == 20
        assert reservations.firm(connection, "A", "third") == {STOCK}  # it draws nothing
        assert taken(connection) == 0


@pytest.mark.parametrize(("done", "left"), [(("first",), 30), ((), 0)])
def test_what_an_act_used_up_does_not_go_back(
    ledger: Ledger, done: tuple[str, ...], left: int
) -> None:
    with ledger.transaction() as connection:
        firmly(connection, "first", "30", kind="capacity")
        reservations.firm(connection, "A", "first")
        reservations.firm(connection, "A", "second", done)
        assert taken(connection) == left
