"""Harlow, the sample company: its known faults and nothing else are flagged, its feeds all load."""

from pathlib import Path

import pytest

from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.report import LoadReport

HARLOW = next(
    (
        place / "shared" / "cases" / "harlow"
        for place in Path(__file__).parents
        if (place / "shared" / "cases" / "harlow").is_dir()
    ),
    Path("shared/cases/harlow"),
)
pytestmark = pytest.mark.skipif(not HARLOW.is_dir(), reason="the sample company is not here")

#: FAULTS.md, rows marked (files).
KNOWN = {
    "items:HSG-09": 2,
    "items:88-4417B": 1,
    "partners:V1902": 1,
    "partners:V1012": 1,
    "partners:C2002": 1,
    "partners:K6001": 1,
    "purchase_order_lines:4500018776/10": 1,
    "stock:US20/HSG-09/2026-03-10": 1,
    "shipment_units:SH13/QZRU2204176/4500018701/10": 1,
}

#: FAULTS.md, rows marked (feed): what the world alone shows, and what the company's own acts do.
SHOWN_BY_WORLD = {
    "customer_deliveries:CD-3303",
    "onboarding_documents:ON-0014/liability insurance",
    "purchase_order_lines:4500018822/20",
}
SHOWN_BY_OWN = {
    "item_uom:PKG-77/CTN",
    "items:HSG-09",
    "partners:V1005",
    "purchase_order_lines:4500019012/10",
    "rfq_lines:7100341/10/V1003",
    "shipment_units:SH01/QZKU7719068/4500018847/10",
}


def feed(record: Database, *kinds: str) -> list[LoadReport]:
    """Every day's exports of these kinds, in the order of the days."""
    days = sorted((HARLOW / "feed").iterdir())
    places = [day / kind for day in days for kind in kinds]
    return [load(place, record) for place in places if place.is_dir()]


def objects(reports: list[LoadReport]) -> set[str]:
    return {row.object for report in reports for row in report.flagged}


def test_the_opening_is_flagged_exactly_where_it_is_known_to_be_wrong(record: Database) -> None:
    report = load(HARLOW / "opening", record)
    assert {row.object: len(row.sentences) for row in report.flagged} == KNOWN
    assert report.as_of.isoformat() == "2026-03-10T23:00:00+00:00"
    assert report.loose == ()


@pytest.mark.slow
def test_the_days_of_the_world_alone_load_in_order(record: Database) -> None:
    load(HARLOW / "opening", record)
    assert objects(feed(record, "world")) - set(KNOWN) == SHOWN_BY_WORLD


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [("world", "own"), ("own", "world")])
def test_all_days_load_in_order_and_show_the_later_faults_only(
    record: Database, kinds: tuple[str, str]
) -> None:
    load(HARLOW / "opening", record)
    shown = objects(feed(record, *kinds))
    assert shown - set(KNOWN) == (SHOWN_BY_WORLD | SHOWN_BY_OWN) - set(KNOWN)
    assert "items:HSG-09" in shown
