"""Walks the record from any row up to its orders, and from these down to all that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.dossier.links import NotedReads
from domain.ports import Reads
from domain.record import Row
from domain.thread.beyond import beyond, is_missing, quoted, quoting, stand_in
from domain.thread.steps import DOWN, ROOTS, STAGES, UP
from domain.values import Value

#: A thread of more rows than this is cut: then a name stood for too much.
_MOST = 2_000


class Thread(Value):
    """Rows that hang together, by stage and table, each once in key order; `cut` when too many.

    `missing` are things (`table:key`) that rows of it name and that have no row of their own.
    """

    stages: dict[str, tuple[Row, ...]]
    roots: tuple[str, ...]
    missing: tuple[str, ...] = ()
    cut: bool = False

    @property
    def objects(self) -> frozenset[str]:
        """Every `table:key` of it."""
        rows = (row.object for rows in self.stages.values() for row in rows)
        return frozenset((*rows, *self.missing))


def thread_of(reads: Reads, starts: Iterable[str]) -> Thread:
    """The thread of these objects (`table:key`): the thread of each order behind them.

    A shipment with several orders brings the threads of all of them, and so does a request; an
    order brings its own shipments, and of these no other orders. A row that is missing breaks no
    thread: what names it still hangs together.
    """
    noted = NotedReads(reads)
    begun = list(_begun(noted, starts))
    above = _closure(noted, begun, _above)
    orders = [row for row in above if row.table in ROOTS]
    tops = orders or [row for row in above if not any(_above(noted, row))]
    whole = _closure(noted, orders or above, _below)
    joined = (*whole, *_requests(noted, whole), *_fees(noted, whole), *begun)
    found = {row.object: row for row in joined}
    stages = {
        stage: tuple(
            sorted(
                (row for row in found.values() if row.table in tables and not is_missing(row)),
                key=lambda row: (tables.index(row.table), row.key),
            )
        )
        for stage, tables in STAGES.items()
    }
    return Thread(
        stages=stages,
        roots=tuple(sorted(row.object for row in tops)),
        missing=tuple(sorted(row.object for row in found.values() if is_missing(row))),
        cut=len(whole) > _MOST,
    )


def _begun(reads: NotedReads, starts: Iterable[str]) -> Iterator[Row]:
    """The rows to start from; a request with its orders, a fee with the payment it belongs to."""
    for name in starts:
        table, _, key = name.partition(":")
        row = reads.row(table, key) or stand_in(table, key)
        if row is None:
            continue
        yield row
        if table == "rfqs":
            yield from (
                it
                for of in ("rfq_lines", "awards", "purchase_orders")
                for it in reads.rows(of, rfq_id=key)
            )
        elif table == "payments" and _is_fee(reads, row):
            yield from reads.rows("payments", payment_id=row.text("payment_id"))


def _closure(
    reads: NotedReads, begun: Sequence[Row], step: Callable[[NotedReads, Row], Iterator[Row]]
) -> list[Row]:
    """All rows that these steps lead to, however many it takes."""
    found = {row.object: row for row in begun}
    open_rows = list(found.values())
    while open_rows and len(found) <= _MOST:
        for other in step(reads, open_rows.pop()):
            if other.object not in found:
                found[other.object] = other
                open_rows.append(other)
    return list(found.values())


def _above(reads: NotedReads, row: Row) -> Iterator[Row]:
    """What a row follows from, one step up."""
    yield from beyond(reads, row, UP)
    yield from quoted(reads, row)


def _below(reads: NotedReads, row: Row) -> Iterator[Row]:
    """What follows from a row, one step down."""
    yield from beyond(reads, row, DOWN)
    yield from quoting(reads, row)


def _requests(reads: NotedReads, rows: Iterable[Row]) -> list[Row]:
    """The request, its lines and the award behind each order: those of its supplier."""
    found: list[Row] = []
    for order in (row for row in rows if row.table == "purchase_orders"):
        mine = {name: order.text(name) for name in ("rfq_id", "supplier_id")}
        if all(mine.values()):
            asked = reads.row("rfqs", mine["rfq_id"])
            found += [asked] if asked is not None else []
            found += [*reads.rows("rfq_lines", **mine), *reads.rows("awards", **mine)]
    return found


def _fees(reads: NotedReads, rows: Iterable[Row]) -> list[Row]:
    """Lines of the same payments that settle nothing on record, as a bank's fee."""
    paid = dict.fromkeys(row.text("payment_id") for row in rows if row.table == "payments")
    lines = (row for name in paid for row in reads.rows("payments", payment_id=name))
    return [row for row in lines if _is_fee(reads, row)]


def _is_fee(reads: NotedReads, paid: Row) -> bool:
    """Whether a line of a payment settles nothing that is on record."""
    return not any(_above(reads, paid))
