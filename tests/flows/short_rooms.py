"""Two orders that are late by the same days, and too little room at their other source for both."""

from __future__ import annotations

from pathlib import Path

from evals.company import FIRST, delay_mail, export_of
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.wiring import Office

A, B, ROOM = f"W1-{FIRST}", f"W1-{FIRST + 1}", "capacity:CAP-1"
HEAD = (
    "capacity_id,kind,partner_id,item_id,mode,origin,destination,first_day,last_day,amount,"
    "committed,uom,owner,note"
)


def two_late(office: Office, folder: Path) -> None:
    """A step before any export: their cases; the other source makes 3,000 pieces in these weeks."""
    export = export_of(OPENS.opening(), folder / "export", 2)
    rows = f"{HEAD}\nCAP-1,capacity,V1010,KLB-12,,,,2026-03-01,2026-04-30,3000,,PCS,,\n"
    (export / "capacities.csv").write_text(rows, encoding="utf-8")
    load_export(office, export)
    for number in range(2):
        office.desk.file(delay_mail(number), origin="test")
        office.desk.advance()
