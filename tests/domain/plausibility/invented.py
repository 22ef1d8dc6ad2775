"""Books of invented rows for the rules: a clean company, spoilt cell by cell."""

from collections.abc import Callable, Iterator

from domain.plausibility.book import Book, Suspicion
from domain.plausibility.review import Flags, review
from tests.tools.erp.company import Table, parsed, tables
from tools.erp.embedded.cells import tidy, typed
from tools.erp.embedded.tables import TABLES

Rule = Callable[[Book], Iterator[Suspicion]]


def book(told: dict[str, Table]) -> Book:
    """The tables as the rules see them."""
    return {name: {key(name, row): cells(name, row) for row in rows} for name, rows in told.items()}


def cells(table: str, row: dict[str, str]) -> dict[str, object]:
    kinds = TABLES[table].kinds
    return {name: typed(kinds[name], tidy(kinds[name], text)) for name, text in row.items()}


def key(table: str, row: dict[str, str]) -> str:
    return "/".join(row[name] for name in TABLES[table].key)


def brenner(**more: str) -> dict[str, Table]:
    """The clean company, with more rows for its tables or tables of its own."""
    told = tables()
    for name, text in more.items():
        rows = parsed(text)
        told[name] = told.get(name, []) + rows
    return told


def spoilt(table: str, at: int, **cells: str) -> dict[str, Table]:
    """The clean company with some cells of one row changed."""
    told = tables()
    told[table][at].update(cells)
    return told


def flagged(told: dict[str, Table]) -> Flags:
    """What all rules together say of the company."""
    return review(book(told))


def objects(told: dict[str, Table]) -> set[str]:
    """The rows that any rule has something to say of."""
    return {f"{table}:{name}" for table, name in flagged(told)}


def sentences(told: dict[str, Table], of: str) -> str:
    """All that is said of one row."""
    table, _, name = of.partition(":")
    return "; ".join(flagged(told).get((table, name), ()))
