"""Cases of several workflows as far as people have brought them: what questions are asked of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from domain.fact import NewFact
from memory import chain
from seamline.demo_company import let_go
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows import exports, on_the_way
from tests.flows.playing import answered, file_sample
from tests.flows.test_document_readiness import PAPERS
from tests.flows.test_freight_dispute import BOXES, SH08, VERACRUZ
from tests.flows.test_invoice_exception import flown
from tests.states import States

#: Case by workflow, in the state that the functions below leave it in.
CASES = {
    "supplier delay": "W1-4500018822",
    "shipment exception": "W4-SH01",
    "document readiness": "W5-SH01",
    "invoice exception": "W7-BQ-77810",
    "freight dispute": "P3-AL-F-3318",
}


def play(name: str, states: States, folder: Path) -> Office:
    """A copy of the sample company in which this case has been played."""
    shutil.copytree(states.after(partial(_played, name=name)), folder, dirs_exist_ok=True)
    return open_office(Workspace(folder / "workspace"))


def _played(office: Office, folder: Path, name: str) -> None:
    _PLAYS[name](office, folder)
    office.desk.advance()


def _delay(office: Office, folder: Path) -> None:
    file_sample(office, "W1-d")
    for person in ("E007", "E002"):
        office.desk.decide(CASES["supplier delay"], "approve", person=person, reason="keeps them")


def _arrival(office: Office, folder: Path) -> None:
    let_go(office)
    ship = {"shipments": on_the_way.ORION, "shipment_units": on_the_way.ORION_UNITS}
    on_the_way.put(office, folder, "2026-04-16", **ship)
    file_sample(office, "W4-a")
    on_the_way.approve(office, CASES["shipment exception"])


def _papers(office: Office, folder: Path) -> None:
    let_go(office)
    ship = {"shipments": on_the_way.ORION, "shipment_units": on_the_way.ORION_UNITS}
    on_the_way.put(office, folder, "2026-04-11", **ship, documents=PAPERS)
    file_sample(office, "W5-a")


def _bill(office: Office, folder: Path) -> None:
    let_go(office)
    flown(office, folder / "a", "9870.00", "4000")
    file_sample(office, "W7-b")


def _dispute(office: Office, folder: Path) -> None:
    let_go(office)
    exports.feed(office, "2026-05-23", "2026-06-01", "2026-06-03")
    exports.put(office, folder / "a", shipments=SH08, shipment_units=BOXES, invoices=VERACRUZ)
    file_sample(office, "P3-b")
    exports.approve(office, CASES["freight dispute"], "E005", "E016")
    answered(office, CASES["freight dispute"], "E005")
    _promised(office, f"case:{CASES['freight dispute']}")


def _promised(office: Office, stream: str) -> None:
    """A forwarder's promise and what the record showed of it, as decisions and clocks note them."""
    promise = {
        "by": "F3002",
        "kind": "forwarder",
        "name": "Altamar",
        "what": "credit note for the days",
        "due": "2026-07-15",
        "words": "le enviamos la nota de abono",
        "source": "<p3-b@altamar.example>",
    }
    end = {"what": "Altamar: credit note", "due": "2026-07-15", "shown_by": ["invoices:AL-CN-1"]}
    with office.ledger.transaction() as connection:
        (made,) = chain.append(connection, [_fact(office, stream, "commitment_made", promise)])
        chain.append(connection, [_fact(office, stream, "commitment_kept", end, made.id)])


def _fact(office: Office, stream: str, kind: str, body: dict[str, Any], *causes: str) -> NewFact:
    return NewFact(
        stream=stream, kind=kind, at=office.clock.now(), actor="clock", causes=causes, body=body
    )


_PLAYS: dict[str, Callable[[Office, Path], None]] = {
    "supplier delay": _delay,
    "shipment exception": _arrival,
    "document readiness": _papers,
    "invoice exception": _bill,
    "freight dispute": _dispute,
}
