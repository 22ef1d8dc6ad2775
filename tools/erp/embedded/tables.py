"""Tables of the system of record: their columns, keys, kinds and references, from tables.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from domain.values import Value

Kind = Literal["text", "number", "day", "moment", "yes_or_no"]

#: Columns whose date is the day something was written down: the latest tells an export's age.
RECORDING = frozenset({"recorded_on", "posted_on", "created_on", "received_on", "run_on"})


class Reference(Value):
    """`columns`, joined by `/`, must stand in `column` of `table` (empty: in its key).

    A late reference may run ahead of the record once a first export has been loaded.
    """

    columns: tuple[str, ...]
    table: str
    column: str = ""
    late: bool = False


class TableSpec(Value):
    """One table of an export: `kinds` by column name in the order of the export."""

    name: str
    kinds: dict[str, Kind]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names in their order."""
        return tuple(self.kinds)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Columns whose blanks around mean nothing: keys and what refers to keys."""
        return frozenset(self.key).union(*(reference.columns for reference in self.references))

    def key_of(self, cells: Mapping[str, str | None]) -> str:
        """The key of a row, its columns joined by `/`."""
        return "/".join(cells[column] or "" for column in self.key)


def _references(pairs: Mapping[str, str], *, late: bool) -> list[Reference]:
    return [
        Reference(
            columns=tuple(columns.split()),
            table=target.partition(".")[0],
            column=target.partition(".")[2],
            late=late,
        )
        for columns, target in pairs.items()
    ]


def _spec(name: str, entry: Mapping[str, Any], kinds: Mapping[str, Kind]) -> TableSpec:
    columns = entry["columns"].split()
    return TableSpec(
        name=name,
        kinds={one: kinds.get(f"{name}.{one}", kinds.get(one, "text")) for one in columns},
        key=tuple(entry["key"].split()),
        required=tuple(entry.get("required", "").split()),
        references=(
            *_references(entry.get("refers", {}), late=False),
            *_references(entry.get("follows", {}), late=True),
        ),
    )


def _tables() -> dict[str, TableSpec]:
    told = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
    by_kind: dict[Kind, str] = told.pop("kinds")
    kinds = {name: kind for kind, names in by_kind.items() for name in names.split()}
    return {name: _spec(name, entry, kinds) for name, entry in told.items()}


TABLES: Mapping[str, TableSpec] = _tables()


def joined(cells: Mapping[str, str | None], columns: Iterable[str]) -> str | None:
    """The columns' values joined by `/`; None when one of them is empty."""
    values = [cells.get(column) for column in columns]
    return None if None in values else "/".join(str(value) for value in values)
