"""A letter that plans with a supplier's dates does not leave where writing them failed."""

from pathlib import Path

import pytest

from graph.executor import Executor
from memory import outbox
from tests.flows.exports import put
from tests.flows.playing import mails_out
from tests.states import After

CASE = "W1-4500018830"
OPENING = Path("seamline/demo/harlow/opening/purchase_order_lines.csv")


def heavier() -> str:
    """The order's lines as the record has them, a kilogram heavier: other versions."""
    head, *rows = OPENING.read_text(encoding="utf-8").splitlines()
    weight = head.split(",").index("gross_kg")
    found = []
    for row in rows:
        cells = row.split(",")
        if cells[0] == "4500018830":
            cells[weight] = f"{float(cells[weight]) + 1}"
            found.append(",".join(cells))
    return "\n".join(found)


def test_no_letter_confirms_dates_that_could_not_be_written(
    after: After, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = after("W1-b")
    before = len(mails_out(office))
    with monkeypatch.context() as inner:
        inner.setattr(Executor, "drain", lambda self: 0)
        inner.setattr(type(office.desk), "advance", lambda self, **named: 0)
        for person in ("E007", "E002"):
            office.desk.decide(CASE, "approve", person=person, reason="covers it")
        put(office, tmp_path / "changed", purchase_order_lines=heavier())
    office.desk.advance()
    with office.ledger.reading() as connection:
        done = outbox.effects(connection, case_id=CASE)
    assert {one.state for one in done if one.kind == "ChangeOrderLine"} == {"failed"}
    letters = [one for one in done if one.kind == "SendMessage" and one.action["option"]]
    assert {one.state for one in letters} == {"failed"}
    assert "it tells of an act that failed: ChangeOrderLine" in letters[0].receipt["detail"]
    new = mails_out(office)[before:]
    assert not [one for one in new if "nordmetall" in str(one["To"])]
