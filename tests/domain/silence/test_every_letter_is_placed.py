"""Whatever is silent, its letter and its notes hold only values that the gate lets stand there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.chase import silent
from domain.gate.sources import misplaced
from domain.record import Cell, Row
from domain.silence.expected import Expected, Silent
from domain.sweeps import KINDS
from tests.domain.dossiers import NOW, dossier, row
from tools.erp.embedded.tables import TABLES

#: What is swept for beside the objects that policy names, and what no row is kept of.
TABLES_SWEPT = sorted(
    ({one.object for one in KINDS.values()} | {"disputes", "claims", "receipts"}) & {*TABLES}
)
KNOWN = (
    row("partners", "V1", partner_id="V1", name="Vendor", language="en"),
    row("contacts", "C1", contact_id="C1", partner_id="V1", name="Ann", mail="a@v.example"),
)
CELLS: dict[str, Cell] = {
    "text": "10",
    "number": Decimal(7),
    "day": date(2026, 3, 9),
    "moment": datetime(2026, 3, 9, tzinfo=UTC),
}


def filled(table: str) -> Row:
    """A row of the table with something in each of its columns."""
    spec = TABLES[table]
    values = {name: CELLS.get(kind, "10") for name, kind in spec.kinds.items()}
    values |= {name: f"{name}-1" for name in spec.key}
    key = spec.key_of({name: str(values[name]) for name in spec.key})
    return Row(table=table, key=key, version=1, values=values)


@pytest.mark.parametrize("step", ["ask", "call", "inside"])
@pytest.mark.parametrize("table", TABLES_SWEPT)
def test_what_is_silent_is_named_by_values_the_gate_knows(table: str, step: str) -> None:
    late = filled(table)
    expected = Expected(
        sweep="S1", object=late.object, partner="V1", topic="order_confirmation",
        said="silent", late=NOW, heard_from=NOW,
    )  # fmt: skip
    why = ("no_contact",) if step == "inside" else ()
    one = Silent(expected=expected, step=step, nth=1, number=1, why=why, then="procurement")  # type: ignore[arg-type]
    acts = silent.actions(dossier("partners:V1", [*KNOWN, late], silent=(one,)))
    assert acts
    for act in acts:
        for name, slot in act.slots().items():
            assert misplaced(act, name, slot) == "", (table, name)
