"""Hands over effects as rows of apply-in-erp/<date>.csv, for people to apply in their own ERP."""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.errors import OutsideFailed
from domain.points import durable
from domain.ports import Clock, Reads, Receipt
from domain.record import Row
from tools.erp.effects import CHANGES, KINDS, Target, held, targets
from tools.erp.exports.lots import lot_cells

COLUMNS = ("key", "kind", "object", "field", "old", "new", "case", "reason")

#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportHands:
    """Writes what shall change; a later export shows whether somebody did it.

    `reads` is the record as last loaded; `clock` names the day's file.
    """

    def __init__(self, folder: Path, reads: Reads, clock: Clock) -> None:
        self._folder = folder
        self._reads = reads
        self._clock = clock

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Adds the effect's rows to the day's file, once a key; `handed_over` when they stand.

        `conflict` when the row changed since `seen` and is not as wished. The file is replaced in
        one step, so that whoever opens it never finds half an effect.
        """
        if kind not in KINDS:
            return Receipt(outcome="rejected", detail=f"the record has no effect called {kind}")
        told = {name: str(value) for name, value in params.items() if value is not None}
        try:
            with self._locked():
                return self._once(key, kind, told)
        except OSError as problem:
            raise OutsideFailed(
                f"{self._folder} cannot be written: {problem.strerror}"
            ) from problem

    def _once(self, key: str, kind: str, params: Mapping[str, str]) -> Receipt:
        standing = self._standing(key, kind)
        if standing is not None:
            return standing
        rows: list[list[str]] = []
        stood: dict[str, str] = {}
        for target in targets(kind):
            row = self._reads.row(target.table, target.key_of(params))
            if kind in CHANGES and (refused := _refused(row, target, params)):
                return refused
            rows += _told(key, kind, target, row, params)
            stood |= {slot: row.text(name) if row else "" for slot, name in target.fields.items()}
        why = [params.get("case", ""), params.get("reason", params.get("why", ""))]
        cells = lot_cells(self._reads, params) if kind == "ChangeOrderLine" else []
        rows += [[_harmless(one) for one in (key, kind, *cell, *why)] for cell in cells]
        if not rows:
            return Receipt(outcome="already_applied", detail="it stood there")
        file = self._folder / f"{self._clock.now().date().isoformat()}.csv"
        with durable("erp.handover"):
            _append(file, rows)
        return Receipt(outcome="handed_over", reference=file.name, stood=stood)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """`handed_over` when a file of the folder has the key, else `rejected`."""
        missing = Receipt(outcome="rejected", detail="no file in the folder has this key")
        return self._standing(key, kind) or missing

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What the latest export says, by slot: as wished only once somebody has applied it."""
        return held(self._reads, kind, {name: str(value) for name, value in params.items()})

    def _standing(self, key: str, kind: str) -> Receipt | None:
        for file in sorted(self._folder.glob("*.csv")):
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = [row for row in csv.DictReader(lines) if row.get("key") == key]
            if rows:
                stood = _stood(kind, rows)
                return Receipt(outcome="handed_over", reference=file.name, stood=stood)
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _refused(row: Row | None, target: Target, params: Mapping[str, str]) -> Receipt | None:
    """Why a change cannot be handed over: no such row, or another value than was approved."""
    reference = f"{target.table}:{target.key_of(params)}"
    if row is None:
        return Receipt(outcome="rejected", detail=f"{reference} is not on record")
    if params.get("seen") == str(row.version) or not _open(row, target, params):
        return None
    now = ", ".join(f"{field} {row.text(field) or 'empty'}" for field in target.wish(params))
    detail = f"version {row.version} now has {now}; version {params.get('seen', '?')} was approved"
    return Receipt(outcome="conflict", reference=reference, detail=detail)


def _open(row: Row | None, target: Target, params: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Fields still to be changed: old and new value."""
    wish = target.wish(params)
    pairs = {field: (row.text(field) if row else "", new) for field, new in wish.items()}
    return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


def _told(
    key: str, kind: str, target: Target, row: Row | None, params: Mapping[str, str]
) -> list[list[str]]:
    place = f"{target.table}:{target.key_of(params)}"
    why = [params.get("case", ""), params.get("reason", params.get("why", ""))]
    return [
        [_harmless(cell) for cell in (key, kind, place, field, old, new, *why)]
        for field, (old, new) in _open(row, target, params).items()
    ]


def _stood(kind: str, rows: list[dict[str, str]]) -> dict[str, str]:
    """What the record held by slot, as the rows handed over say: only what was to be changed."""
    found: dict[str, str] = {}
    for target in targets(kind):
        slots = {name: slot for slot, name in target.fields.items()}
        mine = [row for row in rows if (row.get("object") or "").startswith(f"{target.table}:")]
        for row in mine:
            if row.get("field") in slots:
                found[slots[row["field"]]] = _as_it_was(row.get("old") or "")
    return found


def _as_it_was(cell: str) -> str:
    """A cell without the mark that keeps spreadsheets from computing it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _harmless(cell: str) -> str:
    """The cell so that no spreadsheet computes it: partners' words may begin with a `=`."""
    signed = cell[:1] in "+-" and cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA) and not signed else cell


def _append(file: Path, rows: list[list[str]]) -> None:
    """Replaces the file by itself and the rows, and waits until that is on disk."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if file.exists():
        text.write(file.read_bytes().decode("utf-8-sig"))  # its line ends as they are
    else:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    draft = file.with_name(f".{file.name}.new")
    with draft.open("w", encoding="utf-8-sig", newline="") as out:  # the mark is for spreadsheets
        out.write(text.getvalue())
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
