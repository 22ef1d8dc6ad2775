"""Which mails new rows concern: what the rows are called, and whose addresses they bring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from domain.naming import compared, shortened
from graph.rereading import Named
from seamline.wiring import Office
from tools.erp.embedded.feed import Change
from tools.erp.embedded.tables import TABLES

#: Columns by whose value a mail may name a row, beside the row's own key.
_CALLED = re.compile(r"(?:_no|_ref|^bol|^truck_load|^delivery_note)$")

#: What master data say of how a partner writes.
_WRITING = ("date_order", "decimal_mark", "language", "time_zone")

#: Keys of these tables are days, rates and settings: no mail is about one.
_NAMELESS = frozenset({"company", "fx", "holidays", "demand", "stock", "tariffs_and_deadlines"})


def named_by(office: Office, changes: Iterable[Change]) -> Named:
    """Names of rows that are new on record, and addresses of contacts that are new or changed."""
    names: set[str] = set()
    mails: set[str] = set()
    partners: set[str] = set()
    writers: set[str] = set()
    for change in changes:
        row = change.after or {}
        if change.op == "insert" and change.table not in _NAMELESS:
            names.update(_names(change.table, row))
        if change.table == "contacts" and row.get("mail"):
            mails.add(str(row["mail"]).lower())
        if change.table == "partners":
            partners.add(change.key)
            writers |= {change.key} if _writes_otherwise(change) else set()
    if partners:
        contacts = office.reads.rows("contacts")
        mails.update(
            one.text("mail").lower() for one in contacts if one.text("partner_id") in partners
        )
    return Named(frozenset(names), frozenset(mails - {""}), frozenset(writers))


def _writes_otherwise(change: Change) -> bool:
    """Whether master data now say otherwise how a known partner writes days and numbers."""
    before, after = change.before, change.after
    if before is None or after is None:
        return False
    return any(before.get(name) != after.get(name) for name in _WRITING)


def _names(table: str, row: dict[str, object]) -> Iterator[str]:
    columns = {*TABLES[table].key, *(name for name in row if _CALLED.search(name))}
    for column in columns:
        text = str(row.get(column) or "")
        if len(text) > 3 and any(char.isdigit() for char in text):
            yield from compared(text)
            yield from shortened(text)
