"""Names in an export: which table a file is, which columns a header has, and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from domain.errors import BadInput
from tools.erp.embedded.tables import TABLES, TableSpec


def table_named(name: str, *, file: str, or_else: str = "") -> str:
    """The table a file or sheet is named after; BadInput suggests the nearest name."""
    for candidate in (name, or_else):
        plain = candidate.strip().lower().replace(" ", "_").replace("-", "_")
        if plain in TABLES:
            return plain
    raise BadInput(
        f"no table is called {name!r}", file=file, remedy=f"rename it{_nearest(name, TABLES)}"
    )


def columns_in(table: str, header: Iterable[str]) -> set[str]:
    """Those names of a header that are columns of the table."""
    return {name.strip() for name in header} & set(TABLES[table].columns)


def require_columns(spec: TableSpec, header: Sequence[str], *, file: str, line: int = 1) -> None:
    """Refuses a header with a name twice, unknown or missing; the message names one remedy."""
    for at, name in enumerate(header):
        if name not in spec.columns:
            said = (
                f"no column of {spec.name} is called {name!r}"
                if name
                else (f"column {at + 1} has no name")
            )
            raise BadInput(
                said, file=file, line=line, remedy=f"rename it{_nearest(name, spec.columns)}"
            )
        if name in header[:at]:
            raise BadInput(
                f"the column {name} comes twice", file=file, line=line, remedy="keep one of them"
            )
    for name in (*spec.key, *spec.required):
        if name not in header:
            role = "key column" if name in spec.key else "column"
            raise BadInput(
                f"the {role} {name} is missing",
                file=file,
                line=line,
                remedy=f"export {spec.name} with it",
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name.strip().lower(), names, n=1, cutoff=0.5)
    return f": did you mean {near[0]}?" if near else f": known are {', '.join(names)}"
