"""Columns and cells of the record in the trade's words, with the names behind ids."""

from __future__ import annotations

import re

from domain.people import People
from domain.ports import Reads

#: What a column is called by people; what is not listed is its own name with blanks.
COLUMNS: dict[str, str] = {
    "uom": "unit",
    "qty": "quantity",
    "received_qty": "received",
    "invoiced_qty": "billed",
    "price_per": "price is per",
    "price_uom": "unit of the price",
    "po_id": "order",
    "po_line": "order line",
    "po_ref_as_printed": "order as printed on it",
    "so_id": "sales order",
    "so_line": "sales order line",
    "rfq_id": "request for quotation",
    "moq": "minimum order",
    "supplier_id": "supplier",
    "customer_id": "customer",
    "partner_id": "partner",
    "carrier_id": "carrier",
    "forwarder_id": "forwarder",
    "broker_id": "customs broker",
    "beneficiary_id": "beneficiary",
    "bank_id": "bank",
    "buyer_id": "buyer",
    "site_id": "site",
    "final_site": "final site",
    "item_id": "item",
    "shipment_id": "shipment",
    "unit_no": "container or unit",
    "need_date": "needed by",
    "promised_date": "confirmed day",
    "promised_event": "what the confirmed day is of",
    "supplier_ack_no": "supplier's confirmation",
    "over_tolerance_pct": "over-delivery allowed, %",
    "under_tolerance_pct": "under-delivery allowed, %",
    "incoterm": "terms of delivery",
    "incoterm_place": "place of delivery",
    "booking_no": "booking",
    "master_ref": "master bill of lading",
    "bol": "bill of lading",
    "pol": "port of loading",
    "pod": "port of discharge",
    "etd": "departure",
    "eta": "arrival",
    "place_tz_cutoffs": "time zone of the cut-offs",
    "si_cutoff": "shipping instructions until",
    "vgm_cutoff": "verified weight until",
    "cy_cutoff": "at the terminal until",
    "freight_should_cost": "freight as agreed",
    "gross_kg": "gross weight, kg",
    "m3": "volume, m³",
    "hs_code": "tariff code",
    "doc_id": "paper",
    "doc_type": "kind of paper",
    "required_by_rule": "required by",
    "lc_no": "letter of credit",
    "tolerance_pct": "tolerance, %",
}
#: Columns whose cell is the key of a partner; others may name a person of ours.
_PARTNERS = frozenset(
    {
        *("supplier_id", "customer_id", "partner_id", "carrier_id", "forwarder_id"),
        *("broker_id", "beneficiary_id", "bank_id", "owner"),
    }
)
_PEOPLE = frozenset({"buyer_id", "requested_by", "approved_by", "owner"})
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:00)?")


def column_words(name: str) -> str:
    """A column as people call it."""
    return COLUMNS.get(name) or name.replace("_", " ")


def cell_words(reads: Reads, people: People, name: str, text: str) -> str:
    """A cell as people read it: a time without its T, an id with the name behind it."""
    if name in _PARTNERS and (row := reads.row("partners", text)) is not None:
        return f"{row.text('name')} ({text})"
    if name in _PEOPLE and (person := people.get(text)) is not None:
        return f"{person.name} ({text})"
    if name == "item_id" and (row := reads.row("items", text)) is not None:
        called = row.text("description") or row.text("name")
        return f"{called} ({text})" if called else text
    found = _MOMENT.fullmatch(text)
    return f"{found[1]} {found[2]}" if found else text
