"""Escalation clocks: rungs at their shares of the time left, and deadlines that still lie ahead."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.escalation import ladder, soonest_useful
from domain.policy import Rung

ASKED = datetime(2026, 3, 10, 12, tzinfo=UTC)
RUNGS = (
    Rung(at_pct=25, do="remind"),
    Rung(at_pct=50, do="escalate", to=("S&OE lead",)),
    Rung(at_pct=75, do="freeze"),
    Rung(at_pct=100, do="lapse"),
)


def test_each_rung_is_due_at_its_share_of_the_time_left() -> None:
    due = ladder(ASKED, ASKED + timedelta(hours=8), RUNGS)
    assert [((at - ASKED).total_seconds() / 3600, rung.do) for at, rung in due] == [
        (2, "remind"),
        (4, "escalate"),
        (6, "freeze"),
        (8, "lapse"),
    ]


@given(st.integers(0, 10**7))
def test_rungs_rise_and_the_last_is_due_at_the_end(seconds: int) -> None:
    until = ASKED + timedelta(seconds=seconds)
    times = [at for at, _ in ladder(ASKED, until, RUNGS)]
    assert times == sorted(times)
    assert times[-1] == until
    assert all(ASKED <= at <= until for at in times)


def test_the_first_deadline_ahead_counts_and_one_gone_by_does_not() -> None:
    gone, soon, later = (ASKED + timedelta(hours=step) for step in (-1, 3, 9))
    otherwise = (ASKED + timedelta(hours=24), "life of a proposal")
    deadlines = [(later, "cut-off"), (gone, "reply-by"), (soon, "flight")]
    assert soonest_useful(deadlines, ASKED, otherwise) == (soon, "flight")
    assert soonest_useful(deadlines[1:2], ASKED, otherwise) == otherwise
    assert soonest_useful([], ASKED, otherwise) == otherwise
