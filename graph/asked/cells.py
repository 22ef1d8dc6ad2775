"""What the record has of a thing that is named: the cells that a question asks for, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.cells import cell_text
from domain.ports import Reads
from domain.record import Row
from domain.words import lexicon
from graph.answers.evidence import Line


class Cells(NamedTuple):
    """Columns of the rows of a table whose `by` names the thing: an item, a partner, an order …"""

    table: str
    by: str
    columns: str
    of: str = "item"


#: What is asked for → where it stands, for each kind of thing.
_CELLS: dict[str, tuple[Cells, ...]] = {
    "tariff": (Cells("items", "item_id", "hs_code"),),
    "origin": (Cells("items", "item_id", "origin"),),
    "stock": (Cells("stock", "item_id", "site_id as_of on_hand uom safety_stock blocked note"),),
    "price": (
        Cells("purchase_order_lines", "item_id", "qty unit_price price_per price_uom"),
        Cells("rfq_lines", "item_id", "supplier_id quoted_price price_per currency valid_until"),
        Cells("items", "item_id", "alternate_supplier_id alternate_price currency"),
        Cells("purchase_order_lines", "po_id", "item_id qty unit_price price_per", "order"),
        Cells("rfq_lines", "rfq_id", "supplier_id item_id quoted_price currency", "order"),
    ),
    "cutoff": (
        Cells(
            "shipments", "shipment_id", "si_cutoff vgm_cutoff cy_cutoff place_tz_cutoffs", "order"
        ),
    ),
    "vessel": (Cells("shipments", "shipment_id", "mode vessel voyage etd eta", "order"),),
    "payment_terms": (
        Cells("partners", "partner_id", "payment_terms note", "partner"),
        Cells("purchase_orders", "po_id", "payment_terms", "order"),
    ),
    "incoterm": (
        Cells("partners", "partner_id", "incoterm incoterm_place", "partner"),
        Cells("purchase_orders", "po_id", "incoterm incoterm_place", "order"),
    ),
    "account": (Cells("partners", "partner_id", "account_on_file", "partner"),),
    "contact": (Cells("contacts", "partner_id", "name role mail phone_on_file note", "partner"),),
    "lead_time": (Cells("items", "item_id", "lead_time_days alternate_lead_time_days"),),
    "moq": (Cells("items", "item_id", "moq"), Cells("rfq_lines", "item_id", "supplier_id moq")),
    "dangerous": (Cells("items", "item_id", "dangerous_goods un_no"),),
    "weight": (Cells("items", "item_id", "gross_kg_per_base base_uom"),),
    "drawing": (
        Cells("items", "item_id", "drawing_rev"),
        Cells("purchase_order_lines", "po_id", "item_id drawing_rev", "order"),
    ),
    "promised": (
        Cells("purchase_order_lines", "po_id", "item_id need_date promised_date", "order"),
        Cells("sales_order_lines", "so_id", "item_id promised_date planned_date", "order"),
        Cells("purchase_order_lines", "item_id", "qty need_date promised_date"),
    ),
    "supplier": (
        Cells("items", "item_id", "primary_supplier_id alternate_supplier_id single_source note"),
    ),
}
#: Lines of a partner's orders, where it is asked for these.
_OF_PARTNER = {
    "promised": (
        ("sales_orders", "customer_id", "sales_order_lines", "so_id"),
        ("purchase_orders", "supplier_id", "purchase_order_lines", "po_id"),
    )
}
#: What asks for something that was done or said is no question for a cell.
_OTHER = re.compile(
    r"\b(?:why|who(?! is (?:the )?cheapest)|whom|did|has|was|were|if|when|confirm\w*|answer\w*|"
    r"approv\w*|decid\w*|chang\w*|"
    r"new|late|genuine|disput\w*|differ\w*|how many|miss\w*)\b"
)
#: How stock is asked for without the word.
_IN_STOCK = re.compile(
    r"\bhow m(?:any|uch)\b.*\b(?:do|have) we (?:still )?(?:have|got)\b"
    r"(?!.*\b(?:order|transit|way)\b)"
)
_SHOWN = 12


def cells(
    reads: Reads,
    question: str,
    named: list[str],
    partners: list[Row],
    called: Sequence[str],
    today: date,
) -> list[Line]:
    """The cells asked for of what is named, newest days first; nothing where none is asked for.
    `called` are items by what they are called; what is planned for days after `today` is not
    told."""
    asked = question.lower()
    codes = _codes(asked)
    if not codes:
        return []
    items = items_in(reads, asked, called)
    things = {"item": items, "order": [one.upper() for one in named]}
    things["partner"] = [one.key for one in partners]
    lines = [
        line
        for code in codes
        for one in _CELLS[code]
        for key in things[one.of]
        for line in _of(reads, one, key, things["partner"] if one.of == "item" else [], today)
    ]
    if "stock" in codes and not lines:
        lines = [
            Line(text=f"no stock of {one} is on record", rows=(f"items:{one}",)) for one in items
        ]
    if not lines and not items and not named:
        lines = [line for code in codes for line in _lines_of(reads, code, things["partner"])]
    return lines[:_SHOWN]


def items_in(reads: Reads, question: str, called: Sequence[str]) -> list[str]:
    """Items that a question names by their number, else by what they are `called`."""
    asked, meant = question.lower(), {one.lower() for one in called}
    keys = [row.key for row in reads.rows("items")]
    return [one for one in keys if _stands(one, asked)] or [
        one for one in keys if one.lower() in meant
    ]


def _codes(asked: str) -> list[str]:
    """What is asked for; a number of pieces is a cell only of stock."""
    codes = list(dict.fromkeys(hit.code for hit in lexicon("cell").find(asked)))
    if _IN_STOCK.search(asked) and not codes:
        codes = ["stock"]
    rest = re.sub(r"\bhow many\b", "", asked) if "stock" in codes else asked
    return [] if _OTHER.search(rest) else codes


def _stands(key: str, asked: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(key.lower())}(?![\w-])", asked))


def _of(reads: Reads, one: Cells, key: str, partners: list[str], today: date) -> Iterator[Line]:
    rows = [
        row
        for row in reads.rows(one.table, **{one.by: key})
        if row.text("as_of") <= today.isoformat()
    ]
    mine = [row for row in rows if set(partners) & _partners(reads, row)] if partners else []
    newest: dict[str, str] = {}
    for row in rows:
        site, day = row.text("site_id"), row.text("as_of")
        newest[site] = max(day, newest.get(site, ""))
    for row in mine or rows:
        if row.text("as_of") == newest[row.text("site_id")]:
            line = _told(row, one.columns)
            if line is not None:
                yield line


def _partners(reads: Reads, row: Row) -> set[str]:
    """Partners that a row names, by itself or by its order."""
    head = reads.row("purchase_orders", row.text("po_id")) if row.text("po_id") else None
    return {str(one) for one in row.values.values()} | (
        {head.text("supplier_id")} if head else set()
    )


def _lines_of(reads: Reads, code: str, partners: list[str]) -> Iterator[Line]:
    for heads, whose, lines, by in _OF_PARTNER.get(code, ()):
        columns = next(one.columns for one in _CELLS[code] if one.table == lines)
        for partner in partners:
            for head in reads.rows(heads, **{whose: partner}):
                for row in reads.rows(lines, **{by: head.key}):
                    line = _told(row, columns)
                    if line is not None:
                        yield line


def _told(row: Row, columns: str) -> Line | None:
    """The cells of a row in words; None where all of them are empty."""
    told = [(name, cell_text(row, name)) for name in columns.split()]
    said = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in told if text)
    table = row.table.replace("_", " ")
    return Line(text=f"{table} {row.key}: {said}", rows=(row.object,)) if said else None
