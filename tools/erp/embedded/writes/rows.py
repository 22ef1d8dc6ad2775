"""Sets columns of a row that is still as it was seen, and notes what a supplier confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, insert, select, update

from domain.ports import Receipt
from tools.erp.effects import Target
from tools.erp.embedded.cells import EXPECTED, same, tidy
from tools.erp.embedded.schema import ROWS
from tools.erp.embedded.tables import TABLES


def set_row(connection: Connection, target: Target, params: Mapping[str, str]) -> Receipt:
    """Compare-and-set by the row's version: `seen` is the version that was approved."""
    key = target.key_of(params)
    row = found(connection, target.table, key)
    if row is None:
        return Receipt(outcome="rejected", detail=f"{target.table}:{key} is not on record")
    try:
        wish = checked(target.table, target.wish(params))
    except ValueError as problem:
        return Receipt(outcome="rejected", detail=str(problem))
    reference, version = f"{target.table}:{key}", str(row["record_version"])
    if params.get("seen") != version:
        return _moved(row, target.table, wish, reference, params.get("seen", ""))
    if not _as_wished(row, target.table, wish):
        rows = ROWS[target.table]
        connection.execute(
            update(rows)
            .where(rows.c.record_key == key, rows.c.record_version == row["record_version"])
            .values(record_version=rows.c.record_version + 1, **wish)
        )
    return Receipt(outcome="applied", reference=reference)


def add_row(
    connection: Connection, target: Target, external_key: str, params: Mapping[str, str]
) -> Receipt:
    """Adds the row; one that stands there as wished is ours, `conflict` when it is another."""
    key = target.key_of(params)
    reference = f"{target.table}:{key}"
    try:
        cells = checked(target.table, target.wish(params))
        needed = _lacking(connection, target.table, cells)
    except ValueError as problem:
        return Receipt(outcome="rejected", detail=str(problem))
    if needed:
        return Receipt(outcome="rejected", reference=reference, detail=needed)
    row = found(connection, target.table, key)
    if row is None:
        values = {"record_key": key, "external_key": external_key, **cells}
        connection.execute(insert(ROWS[target.table]).values(**values))
        return Receipt(outcome="applied", reference=reference)
    if _as_wished(row, target.table, cells):
        return Receipt(outcome="already_applied", reference=reference, detail="it stood there")
    return Receipt(
        outcome="conflict", reference=reference, detail=f"{reference} is there with other values"
    )


def _lacking(connection: Connection, table: str, cells: Mapping[str, str | None]) -> str:
    """What the row would need: a column that may not be empty, or a row it names."""
    shape = TABLES[table]
    empty = [name for name in shape.required if not cells.get(name)]
    if empty:
        return f"{table} needs {' and '.join(empty)}"
    for one in shape.references:
        key = "/".join(str(cells.get(name) or "") for name in one.columns)
        names_a_row = not one.late and not one.column and key.strip("/")
        if names_a_row and found(connection, one.table, key) is None:
            return f"{' '.join(one.columns)} {key} is not in {one.table}"
    return ""


def found(connection: Connection, table: str, key: str) -> RowMapping | None:
    """The row as it stands, cells as text."""
    rows = ROWS[table]
    return connection.execute(select(rows).where(rows.c.record_key == key)).mappings().first()


def checked(table: str, wish: Mapping[str, str]) -> dict[str, str | None]:
    """The wish as the record keeps it; ValueError says which column cannot hold it."""
    kept: dict[str, str | None] = {}
    for column, text in wish.items():
        kind = TABLES[table].kinds[column]
        try:
            kept[column] = tidy(kind, text)
        except ValueError as problem:
            raise ValueError(f"{column} is {text!r}, not {EXPECTED[kind]}") from problem
    return kept


def _as_wished(row: RowMapping, table: str, wish: Mapping[str, str | None]) -> bool:
    kinds = TABLES[table].kinds
    return all(same(kinds[column], row[column], text) for column, text in wish.items())


def _moved(
    row: RowMapping, table: str, wish: Mapping[str, str | None], reference: str, seen: str
) -> Receipt:
    """The row changed since it was seen: to what is wished, or to something else."""
    if _as_wished(row, table, wish):
        return Receipt(outcome="already_applied", reference=reference, detail="it stood there")
    now = ", ".join(f"{column} {row[column] or 'empty'}" for column in wish)
    detail = f"version {row['record_version']} now has {now}; version {seen or '?'} was approved"
    return Receipt(outcome="conflict", reference=reference, detail=detail)


def confirm(connection: Connection, key: str, params: Mapping[str, str], day: str) -> None:
    """Adds the supplier's word to the line's confirmations, a row for each of its lots; the same
    word twice stands once."""
    line = found(connection, "purchase_order_lines", f"{params['po_id']}/{params['line']}")
    if line is None:
        return
    whole = [(str(line["qty"]), str(line["promised_date"]))]
    for number, (qty, ready) in enumerate(_lots(params) or whole, 1):
        cells = {
            "po_id": params["po_id"],
            "line": params["line"],
            "recorded_on": day,
            "qty": qty,
            "promised_date": ready,
            "event": line["promised_event"],
            "source": params.get("confirmation_source") or params.get("source"),
        }
        record_key = TABLES["po_confirmations"].key_of(cells)
        if found(connection, "po_confirmations", record_key) is None:
            mark = key if number == 1 else f"{key}:{number}"
            connection.execute(
                insert(ROWS["po_confirmations"]).values(
                    record_key=record_key, external_key=mark, **cells
                )
            )


def _lots(params: Mapping[str, str]) -> list[tuple[str, str]]:
    """Quantity and day of each lot, where the line comes in several."""
    parts = [lot.partition("@") for lot in params.get("lots", "").split()]
    return [(qty, day) for qty, _, day in parts]
