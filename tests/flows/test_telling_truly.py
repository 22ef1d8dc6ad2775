"""A letter tells what was done: where that failed before it, the letter does not leave."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.executor import Executor
from memory import chain, outbox
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import approve, arrive, opened, put, write
from tests.flows.exports import feed as world
from tests.flows.playing import mails_out
from tests.flows.test_delivery_to_invoice import SH10, TRAILER, orders

DELIVERY, BILL = "W6-4471", "W7-FL-0912"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def both_decided(office: Office, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A bill paid as received in one case, contested as a whole in another, and no worker there
    between the two decisions."""
    orders(office, folder)
    world(office, "2026-05-05", "2026-05-08")
    put(office, folder / "a", shipments=SH10, shipment_units=TRAILER)
    arrive(office, "W6-c")
    counted = {"received_qty": "46"}
    office.desk.decide(DELIVERY, "respond", person="E022", slots=counted, reason="one was wet")
    write(
        office, folder / "m", "amministrazione@ferrolinea.example", "FL-0912 overdue",
        "Mon, 11 May 2026 09:00:00 +0200",
        "our invoice FL-0912 over 5,900.00 EUR is not paid yet. Please pay by 20 May 2026.",
    )  # fmt: skip
    with patch.context() as inner:
        inner.setattr(Executor, "drain", lambda self: 0)
        inner.setattr(type(office.desk), "advance", lambda self, **named: 0)
        approve(office, DELIVERY, "E022", "E016")
        approve(office, BILL, "E022")


def states(office: Office, case: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with office.ledger.reading() as connection:
        for one in outbox.effects(connection, case_id=case):
            found.setdefault(one.kind, []).append(one.state)
    return found


def test_nobody_is_written_that_a_bill_is_contested_where_that_failed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_decided(office, tmp_path, monkeypatch)
    before = len(mails_out(office))
    office.desk.advance()
    assert states(office, DELIVERY)["ApproveInvoice"] == ["confirmed"]
    assert set(states(office, DELIVERY)["SendMessage"]) == {"confirmed"}
    failed = {"HoldInvoice": ["failed"], "DisputeCharge": ["failed"], "SendMessage": ["failed"]}
    assert states(office, BILL).items() >= failed.items()
    new = [str(one["In-Reply-To"]) for one in mails_out(office)[before:]]
    assert len(new) == 2, "only what the delivery's case decided"
    with office.ledger.reading() as connection:
        told = chain.of_stream(connection, f"case:{BILL}", kinds=("effect_failed",))
    assert any("it tells of an act that failed" in one.body["detail"] for one in told)
