"""What a load did: rows by table, the age of the export, what looks wrong, what runs ahead."""

from __future__ import annotations

from datetime import datetime

from domain.values import Value


class TableCount(Value):
    """Rows of one table: `read` = `new` + `changed` + `unchanged` + `older`.

    `older` rows are on record from a later export and were left as they are; `known` says that
    this very file had been loaded before.
    """

    table: str
    file: str
    read: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    known: bool = False


class FlaggedRow(Value):
    """A row that was loaded and looks wrong: `object` is `table:key`, one sentence a reason."""

    object: str
    file: str
    line: int | None
    sentences: tuple[str, ...]


class LooseEnd(Value):
    """A movement whose order, shipment or paper is not on record: `missing` is `table:key`."""

    object: str
    file: str
    line: int
    missing: str


class LoadReport(Value):
    """`as_of` is when the export was made; `flagged` tells rows read now or flagged anew."""

    as_of: datetime
    tables: tuple[TableCount, ...]
    flagged: tuple[FlaggedRow, ...] = ()
    loose: tuple[LooseEnd, ...] = ()
