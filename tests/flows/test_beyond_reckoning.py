"""A row that no sum can be made with sets its own case aside, and nobody else's."""

from __future__ import annotations

import csv
from pathlib import Path

from evals.company import FIRST, delay_mail, export_of
from graph.parking import try_again
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from seamline.wiring import open_office

A, B = f"W1-{FIRST}", f"W1-{FIRST + 1}"


def need(export: Path, day: str) -> str:
    """Changes the day on which the first order's line is needed; the day it was."""
    file = export / "purchase_order_lines.csv"
    with file.open(encoding="utf-8", newline="") as told:
        rows = list(csv.DictReader(told))
    line = next(one for one in rows if one["po_id"] == str(FIRST))
    before, line["need_date"] = line["need_date"], day
    with file.open("w", encoding="utf-8", newline="") as made:
        writer = csv.DictWriter(made, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return before


def test_a_day_off_the_calendar_parks_its_case_alone_until_it_is_corrected(tmp_path: Path) -> None:
    office = open_office(make_demo(tmp_path / "workspace"))
    export = export_of(OPENS.opening(), tmp_path / "export", 2)
    before = need(export, "9999-12-31")
    load_export(office, export)
    for number in range(2):
        office.desk.file(delay_mail(number), origin="test")
    office.desk.advance()
    assert "cannot be reckoned with" in office.desk.case(A).stuck
    assert office.desk.case(B).proposal is not None

    need(export, before)
    load_export(office, export)
    try_again(office.deps, A, "E001", "the day is corrected")
    office.desk.advance()
    assert office.desk.case(A).proposal is not None and not office.desk.case(A).stuck
    office.close()
