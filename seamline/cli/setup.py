"""init, load, migrate, people: making a workspace and filling its record."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import yaml

from domain.errors import BadInput, Refused
from seamline.cli.office import console, office, print_json, safe, table


def init(folder: Path, *, replay: bool) -> None:
    """Makes the workspace and says what to do next."""
    from seamline.wiring import machine_clock
    from seamline.workspace import create

    made = create(folder, clock="replay" if replay else "real", machine=machine_clock)
    screen = console()
    screen.print(f"workspace made in {made.folder}")
    screen.print("next: name people in people.yaml and owners in policy.yaml, then")
    screen.print(f"  cd {folder} && seamline load EXPORTS && seamline file MAILS")


def load(folders: list[Path], workspace: Path | None, *, as_json: bool) -> None:
    """Loads an export and lists what looks wrong in it."""
    from seamline.loading import load_export

    with office(workspace) as opened:
        target = folders[0] if len(folders) == 1 else list(folders)
        report = load_export(opened, target)
    if as_json:
        print_json(report)
        return
    screen = console()
    rows = sum(one.read for one in report.tables)
    new = sum(one.new for one in report.tables)
    changed = sum(one.changed for one in report.tables)
    screen.print(
        f"{rows} rows of {len(report.tables)} tables as of {report.as_of:%Y-%m-%d %H:%M} UTC: "
        f"{new} new, {changed} changed"
    )
    if report.flagged:
        made = table(f"{len(report.flagged)} rows look wrong (loaded all the same)", "row", "why")
        for one in report.flagged:
            made.add_row(safe(one.object), safe("; ".join(one.sentences)))
        screen.print(made)
    for loose in report.loose:
        screen.print(safe(f"{loose.object}: {loose.missing} is not on record"))


def migrate(workspace: Path | None) -> None:
    """Brings an older workspace to the newest schema."""
    from seamline.workspace import find
    from seamline.workspace import migrate as bring

    bring(find(workspace))
    console().print("the workspace has this version's schema")


def people(source: Path, workspace: Path | None) -> None:
    """Writes people.yaml from a table, when it still names nobody."""
    from domain.people import load_people
    from seamline.workspace import find

    target = find(workspace).people_file
    if load_people(target.read_text(encoding="utf-8")).people:
        raise Refused(f"{target.name} names people already; edit it by hand")
    entries = _entries(source)
    text = "# Taken from " + source.name + "; give each person a level, see docs/policy.md.\n"
    text += yaml.safe_dump({"people": entries}, allow_unicode=True, sort_keys=False)
    load_people(text, target.name)
    target.write_text(text, encoding="utf-8")
    console().print(f"{len(entries)} people in {target.name}; levels are `none` until you set them")


_NEEDED = ("person_id", "name", "function", "role")


def _entries(source: Path) -> list[dict[str, Any]]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as handle:
            rows = _rows(handle.read(), source.name)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read: {error}", file=source.name) from None
    missing = [name for name in _NEEDED if rows and name not in rows[0]]
    if missing or not rows:
        needs = ", ".join(_NEEDED)
        raise BadInput("is no table of people", file=source.name, line=1, remedy=f"needs {needs}")
    return [_entry(row) for row in rows]


def _rows(text: str, name: str) -> list[dict[str, str]]:
    """The rows of a table whose cells are parted as its heading is: by commas, semicolons, tabs."""
    head = text.splitlines()[0] if text.strip() else ""
    parted = max(",;\t", key=head.count)
    found = []
    for row in (read := csv.DictReader(io.StringIO(text), delimiter=parted)):
        if None in row:
            raise BadInput(
                "has more cells than the heading",
                file=name,
                line=read.line_num,
                remedy=f"put a cell that holds {parted!r} in double quotes",
            )
        found.append({key.strip(): (cell or "").strip() for key, cell in row.items()})
    return found


_AMOUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


def _amount(text: str, person: str) -> str:
    """A limit as people write it, with or without marks for thousands."""
    plain = text.replace("'", ",").replace(" ", "")
    if not _AMOUNT.fullmatch(plain):
        raise BadInput(
            f"approval_limit_usd {text!r} of {person} is no amount",
            remedy="write it as 25000.00 or 25,000.00",
        )
    return plain.replace(",", "")


def _entry(row: dict[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": row["person_id"],
        "name": row["name"],
        "mail": row.get("mail", ""),
        "function": row["function"],
        "role": row["role"],
        "level": "none",
    }
    if row.get("approval_limit_usd"):
        entry["limit"] = {
            "amount": _amount(row["approval_limit_usd"], row["person_id"]),
            "currency": "USD",
        }
    for ours, theirs in (("delegate", "delegate_id"), ("absent_from",) * 2, ("absent_to",) * 2):
        if row.get(theirs):
            entry[ours] = row[theirs]
    return entry
