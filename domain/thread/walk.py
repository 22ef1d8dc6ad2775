"""Walks the record from any row up to its orders, and from these down to all that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.dossier.links import Link, NotedReads, linked
from domain.ports import Reads
from domain.record import Row
from domain.thread.steps import DOWN, ROOTS, STAGES, UP
from domain.values import Value

#: A thread of more rows than this is cut: then a name stood for too much.
_MOST = 2_000


class Thread(Value):
    """Rows that hang together, by stage and table, each once in key order; `cut` when too many."""

    stages: dict[str, tuple[Row, ...]]
    roots: tuple[str, ...]
    cut: bool = False

    @property
    def objects(self) -> frozenset[str]:
        """Every `table:key` of it."""
        return frozenset(row.object for rows in self.stages.values() for row in rows)


def thread_of(reads: Reads, starts: Iterable[str]) -> Thread:
    """The thread of these objects (`table:key`): the thread of each order behind them.

    A shipment with several orders brings the threads of all of them; an order brings its own
    shipments, and of these no other orders.
    """
    noted = NotedReads(reads)
    begun = [row for name in starts if (row := _row(noted, name)) is not None]
    above = _closure(noted, begun, UP)
    orders = [row for row in above if row.table in ROOTS]
    whole = _closure(noted, orders or above, DOWN)
    found = {row.object: row for row in (*whole, *_requests(noted, whole), *begun)}
    stages = {
        stage: tuple(
            sorted(
                (row for row in found.values() if row.table in tables),
                key=lambda row: (tables.index(row.table), row.key),
            )
        )
        for stage, tables in STAGES.items()
    }
    roots = tuple(sorted(row.object for row in orders or begun))
    return Thread(stages=stages, roots=roots, cut=len(whole) > _MOST)


def _row(reads: NotedReads, name: str) -> Row | None:
    table, _, key = name.partition(":")
    return reads.row(table, key)


def _closure(reads: NotedReads, begun: Sequence[Row], links: Sequence[Link]) -> list[Row]:
    """All rows that these links lead to, however many steps it takes."""
    found = {row.object: row for row in begun}
    open_rows = list(found.values())
    while open_rows and len(found) <= _MOST:
        row = open_rows.pop()
        for link in links:
            if link.of != row.table:
                continue
            for other in linked(reads, row, link):
                if other.object not in found:
                    found[other.object] = other
                    open_rows.append(other)
    return list(found.values())


def _requests(reads: NotedReads, rows: Iterable[Row]) -> list[Row]:
    """The request, its lines and the award behind each order: those of its supplier."""
    found: list[Row] = []
    for order in (row for row in rows if row.table == "purchase_orders"):
        asked = reads.row("rfqs", order.text("rfq_id"))
        if asked is None:
            continue
        mine = {"rfq_id": asked.key, "supplier_id": order.text("supplier_id")}
        found += [asked, *reads.rows("rfq_lines", **mine), *reads.rows("awards", **mine)]
    return found
