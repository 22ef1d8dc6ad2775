"""Forecast against real: a bill that is paid measures the decision that approved it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from graph.answers import EIGHT
from memory import chain
from memory.precedents import precedent
from seamline.cli.app import app
from seamline.export import export_trace
from seamline.wiring import Office
from tests.flows.exports import put
from tests.flows.playing import answered
from tests.flows.test_approved_bills import (
    BILL,
    FLIGHT,
    approved,
    bill,
    fly,
    pay,
)
from tests.states import After

RECEIPT = "GR901,4500018822,10,1200,PCS,2026-04-13,US20,,SH90,"


def measured(office: Office) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{FLIGHT}", kinds=("outcome_measured",))
    return [one.body for one in facts]


def real(office: Office) -> Decimal | None:
    with office.ledger.reading() as connection:
        kept = precedent(connection, FLIGHT)
    assert kept is not None and kept.forecast_cost is not None
    return kept.actual_cost


def test_a_bill_that_we_release_measures_the_case_that_approved_it(
    after: After, tmp_path: Path
) -> None:
    office = after(fly)
    known = approved(office).amount
    assert known is not None
    amount = known.amount - 1
    bill(office, tmp_path / "a", amount, qty="1200")
    assert measured(office) == []
    pay(office, BILL)
    (told,) = measured(office)
    assert (told["amount"], told["currency"]) == (f"{amount:f}", "USD")
    assert [(one["bill"], one["status"]) for one in told["bills"]] == [("BQ-90001", "released")]
    found = office.desk.ask(FLIGHT, "What was the forecast and what did it come to?")
    assert f"real {amount:f} USD" in found.said() and "invoices:BQ-90001" in found.rows
    answered(office, FLIGHT, "E002")
    assert office.desk.case(FLIGHT).closed is not None and real(office) == amount


def test_a_closed_case_is_measured_by_the_paid_bill_and_says_the_same_everywhere(
    after: After, tmp_path: Path
) -> None:
    office = after(fly)
    known = approved(office).amount
    assert known is not None
    bill(office, tmp_path / "a", known.amount, qty="1200")
    put(office, tmp_path / "b", receipts=RECEIPT)
    answered(office, FLIGHT, "E002")
    assert office.desk.case(FLIGHT).closed is not None and real(office) is None
    assert "no bill that it approved is paid yet" in office.desk.ask(FLIGHT, EIGHT[-1]).said()
    pay(office, BILL)
    assert office.desk.case(FLIGHT).closed is not None and real(office) == known.amount
    (told,) = measured(office)
    assert (told["received_on"], told["receipts"]) == ("2026-04-13", ["GR901"])
    found = office.desk.ask(FLIGHT, EIGHT[-1])
    assert f"real {known.amount:f} USD" in found.said()
    assert {"invoices:BQ-90001", "receipts:GR901"} <= set(found.rows)
    out = tmp_path / "out"
    export_trace(office.ledger, office.blobs, out, FLIGHT, office.desk.answers)
    exported = [json.loads(one) for one in (out / "answers.jsonl").read_bytes().splitlines()]
    assert exported[-1]["said"] == found.said()
    command = ["ask", FLIGHT, EIGHT[-1], "--workspace", str(office.workspace.folder), "--json"]
    assert json.loads(CliRunner().invoke(app, command).stdout)["lines"] == list(found.lines)
