"""A time by which a partner wants its answer, in its own zone, is the last useful one to decide."""

from datetime import datetime
from pathlib import Path

import pytest

from seamline.wiring import Office
from tests.flows.conftest import CASE
from tests.flows.exports import write

KAILUN = "lily.chen@kailun.example"
DELAY = "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026, resin shortage."


def until(office: Office) -> datetime:
    (state,) = [one for one in office.deps.cases() if one.id == CASE]
    assert state.proposal is not None
    return state.proposal.until


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Please confirm by close of business tomorrow.", "2026-04-01T17:00+08:00"),
        ("Please answer within 30 h.", "2026-04-01T15:00+08:00"),
        ("Please answer by return.", "2026-03-31T23:59:59+08:00"),
    ],
)
def test_a_case_is_to_be_decided_before_its_answer_is_wanted(
    office: Office, tmp_path: Path, words: str, last: str
) -> None:
    write(
        office, tmp_path, KAILUN, "PO 4500018822", "Tue, 31 Mar 2026 09:00:00 +0800", DELAY, words
    )  # fmt: skip
    assert until(office) == datetime.fromisoformat(last)


def test_a_later_mail_about_nothing_else_moves_it(office: Office, tmp_path: Path) -> None:
    write(office, tmp_path / "a", KAILUN, "PO 4500018822", "Tue, 31 Mar 2026 09:00:00 +0800", DELAY)
    before = until(office)
    write(
        office, tmp_path / "b", KAILUN, "PO 4500018822", "Tue, 31 Mar 2026 15:00:00 +0800",
        "Dear team, on PO 4500018822: please answer by tomorrow noon.",
    )  # fmt: skip
    last = datetime.fromisoformat("2026-04-01T12:00+08:00")
    assert until(office) == last < before
