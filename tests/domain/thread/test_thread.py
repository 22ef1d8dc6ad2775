"""A thread is found by any of its references; where links are missing nothing is invented."""

import csv
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.record import Row
from domain.thread import meant_by, named_by, thread_of
from domain.thread.steps import STAGES
from seamline.demo_company import OPENS

KEYS = {
    "purchase_order_lines": "po_id line",
    "po_confirmations": "po_id line recorded_on",
    "po_changes": "change_id po_id po_line field",
    "rfq_lines": "rfq_id line supplier_id",
    "shipment_units": "shipment_id unit_no po_id po_line",
    "pegging": "po_id po_line so_id so_line",
    "sales_order_lines": "so_id line",
    "payments": "payment_id line_ref",
}


class Tables:
    """Rows of the sample company's files, as the record reads them; some may be left out."""

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        self._rows = {
            table: [row for row in ALL[table] if row.object not in without] for table in ALL
        }

    def row(self, table: str, key: str) -> Row | None:
        return next((row for row in self._rows.get(table, []) if row.key == key), None)

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        return [
            row
            for row in self._rows.get(table, [])
            if all(row.text(name) == text for name, text in equals.items())
        ]


def read(table: str) -> list[Row]:
    """The newest row of each key, over the opening export and every day's feed."""
    days = [part for day in OPENS.feed_days() for part in (OPENS.feed(day), OPENS.own(day))]
    newest: dict[str, dict[str, str]] = {}
    for folder in [OPENS.opening(), *(one for one in days if one is not None)]:
        file = folder / f"{table}.csv"
        if not file.is_file():
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            for cells in csv.DictReader(lines):
                names = KEYS.get(table, next(iter(cells))).split()
                newest["/".join(cells[name] for name in names)] = cells
    return [Row(table=table, key=key, version=1, values=one) for key, one in newest.items()]


TABLES = [table for stage in STAGES.values() for table in stage]
ALL = {table: read(table) for table in TABLES}


@pytest.mark.parametrize(
    "reference",
    [
        "4500018822",
        "KL-3360",
        "invoices:KL-3360",
        "0526-118",
        "CL-0031",
        "BQ240805",
        "QZKU3045126",
        "2026-IM-0417",
        "D001",
        "70045512",
    ],
)
def test_any_reference_leads_to_something_on_record(reference: str) -> None:
    starts = named_by(Tables(), reference)
    assert starts, reference
    found = thread_of(Tables(), starts)
    assert set(starts) <= found.objects
    assert found.roots


def test_an_invoice_leads_to_its_order_shipments_receipts_claims_and_payment() -> None:
    found = thread_of(Tables(), named_by(Tables(), "KL-3360")).objects
    assert {
        "purchase_orders:4500018822",
        "purchase_order_lines:4500018822/10",
        "shipments:SH01",
        "documents:D001",
        "invoices:KL-3360",
        "payments:0526-118/KL-3360",
    } <= found


def test_an_order_does_not_bring_the_other_orders_in_its_container() -> None:
    found = thread_of(Tables(), ("purchase_orders:4500018822",))
    orders = [one for one in found.objects if one.startswith("purchase_orders:")]
    assert orders == ["purchase_orders:4500018822"]


def test_a_request_brings_its_award_of_the_orders_own_supplier_only() -> None:
    asked = [row for row in ALL["purchase_orders"] if row.text("rfq_id")]
    for order in asked:
        found = thread_of(Tables(), (order.object,)).stages["request and award"]
        suppliers = {row.text("supplier_id") for row in found if row.text("supplier_id")}
        assert suppliers <= {order.text("supplier_id")}


def test_a_name_nobody_knows_names_nothing() -> None:
    assert named_by(Tables(), "no such thing") == ()
    assert named_by(Tables(), "invoices:no-such") == ()


@pytest.mark.parametrize(
    ("reference", "order"),
    [
        ("0320-061", "4500018944"),
        ("2026-03417", "4500018830"),
        ("4471", "4500018871"),
    ],
)
def test_what_names_its_order_in_words_alone_leads_to_all_of_its_thread(
    reference: str, order: str
) -> None:
    found = thread_of(Tables(), named_by(Tables(), reference))
    whole = thread_of(Tables(), (f"purchase_orders:{order}",))
    assert set(named_by(Tables(), reference)) <= whole.objects
    assert found == whole


@pytest.mark.parametrize("order", ["4500018822", "4500018839", "4500018944", "4500018950"])
def test_every_row_of_a_chain_leads_to_the_threads_of_the_orders_it_belongs_to(
    order: str,
) -> None:
    whole = thread_of(Tables(), (f"purchase_orders:{order}",))
    shared = 0
    for name in whole.objects:
        found = thread_of(Tables(), (name,))
        assert f"purchase_orders:{order}" in found.roots, name
        orders = [thread_of(Tables(), (root,)).objects for root in found.roots]
        assert found.objects == whole.objects.union(*orders), name
        shared += len([one for one in found.roots if one.startswith("purchase_orders:")]) > 1
    assert shared < len(whole.objects) / 4  # containers, payments and requests of several orders


def test_every_kind_of_reference_of_one_chain_leads_to_the_same_rows() -> None:
    steel = thread_of(Tables(), meant_by(Tables(), "4500018944"))
    for reference in (
        "7100334", "18944", "SH08", "AL-20931", "ORNL6127714", "QZKU6100340", "QZKU 610034-0",
        "OL89002", "D009", "LU-0451", "AL-F-3318", "0320-061",
    ):  # fmt: skip
        assert thread_of(Tables(), meant_by(Tables(), reference)) == steel, reference
    boards = thread_of(Tables(), meant_by(Tables(), "4500018822"))
    for reference in (
        "BQ240805", "990-44711203", "QZKU3045126", "KL-DN-9901", "GR005", "KL-3360", "CN-3312",
        "CL-0031", "BQ-77810", "70045512", "MV-7731", "CD-3303", "71447002",
    ):  # fmt: skip
        found = thread_of(Tables(), meant_by(Tables(), reference))
        assert found.objects == boards.objects, reference
    credit = thread_of(Tables(), meant_by(Tables(), "2026-IM-0417"))
    for reference in ("4500018839", "MD-8804", "BQ-77955", "DP-0021", "MS-05", "D015", "0617-128"):
        assert thread_of(Tables(), meant_by(Tables(), reference)) == credit, reference


def test_an_entry_is_found_by_its_number_in_the_name_of_its_paper() -> None:
    assert meant_by(Tables(), "4471120") == ("documents:D011",)
    assert meant_by(Tables(), "9") == meant_by(Tables(), "no such thing") == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_missing_every_member_leads_to_the_thread_of_its_order(
    data: st.DataObject,
) -> None:
    every = sorted(row.object for rows in ALL.values() for row in rows)
    without = frozenset(data.draw(st.sets(st.sampled_from(every), max_size=60)))
    reads = Tables(without)
    orders = [row.object for row in ALL["purchase_orders"]]
    order = data.draw(st.sampled_from(orders))
    whole = thread_of(reads, (order,))
    assert not {row.object for rows in whole.stages.values() for row in rows} & without
    member = data.draw(st.sampled_from(sorted(whole.objects)))
    found = thread_of(reads, (member,))
    assert order in found.roots
    assert whole.objects <= found.objects


def test_a_thing_without_its_own_row_is_found_by_the_rows_that_belong_to_it() -> None:
    whole, gone = Tables(), Tables(frozenset({"shipments:SH01"}))
    assert named_by(whole, "SH01") == ("shipments:SH01",)
    for name in ("SH01", "shipments:SH01"):
        found = named_by(gone, name)
        parts = ("shipment_units", "invoices", "documents", "milestones", "deliveries")
        assert found and all(one.startswith(parts) for one in found)
        orders = set(thread_of(whole, named_by(whole, "SH01")).roots)
        assert set(thread_of(gone, found).roots) <= orders
    assert named_by(gone, "SH99") == ()
