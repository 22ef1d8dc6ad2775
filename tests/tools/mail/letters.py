"""Mails and master data for the tests of tools.mail, built from a few words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from domain.record import Row

SHARED = Path(__file__).parents[4] / "shared"
CASES = SHARED / "cases"
DATA = SHARED / "data"
PASS = "mx.harlow.example; dmarc=pass header.from={}"


def letter(body: str | bytes = "Hello", **headers: str) -> bytes:
    """A mail with CRLF line ends; header names are written with `_` for `-`."""
    fields = {
        "From": "lily.chen@kailun.example",
        "Date": "Tue, 10 Mar 2026 09:20:00 +0800",
        "Subject": "4500018822",
    }
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    data = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return head.encode("utf-8", "surrogateescape") + b"\r\n" + data


def row(table: str, key: str, **values: str) -> Row:
    """A row of master data."""
    return Row(table=table, key=key, version=1, values=dict(values))


def rows(table: str, key: str) -> list[Row]:
    """A table of the sample company as it opens; the test is skipped where it is not at hand."""
    path = needed(CASES / "harlow" / "opening" / f"{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row(table, one[key], **one) for one in csv.DictReader(file)]


def needed(path: Path) -> Path:
    """The path, or a skipped test that says what is absent."""
    if not path.exists():
        pytest.skip(f"{path} is not at hand")
    return path
