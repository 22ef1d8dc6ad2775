"""What an export is of: one case, everything, or the cases of a period; a folder each, or a zip."""

from __future__ import annotations

import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from domain.errors import Refused, Unknown
from memory.tables import facts
from seamline.export import export_trace
from seamline.trace import Manifest
from seamline.wiring import Office

#: Cases of a period that are written at once: each trace holds the whole chain as stubs.
MOST = 200


class Scope(NamedTuple):
    """One case, or everything, or a period by its days, both included."""

    case: str = ""
    every: bool = False
    since: date | None = None
    until: date | None = None


def export_scope(office: Office, out: Path, scope: Scope) -> dict[str, Manifest]:
    """Writes what the scope names and says what each folder holds: `out` itself, or of a period
    one folder a case in it. Refused when the scope is none or more than one."""
    period = scope.since is not None or scope.until is not None
    if bool(scope.case) + scope.every + period != 1:
        raise Refused("name one CASE, or the days of a period, or all streams")
    ledger, blobs, answers = office.ledger, office.blobs, office.desk.answers
    if not period:
        case = office.desk.named(scope.case) or None
        return {"": export_trace(ledger, blobs, out, case, answers)}
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refused(f"{out} is not empty; name a new or an empty folder")
    found = cases_of(office, scope)
    return {name: export_trace(ledger, blobs, out / _folder(name), name, answers) for name in found}


def cases_of(office: Office, scope: Scope) -> list[str]:
    """Cases of which something happened in a period; Unknown when none, Refused when too many."""
    wanted = select(facts.c.stream).where(facts.c.stream.startswith("case:")).distinct()
    # times are kept in UTC and begin with the day, so that texts compare as days do
    if scope.since is not None:
        wanted = wanted.where(facts.c.at >= scope.since.isoformat())
    if scope.until is not None:
        wanted = wanted.where(facts.c.at < (scope.until + timedelta(days=1)).isoformat())
    with office.ledger.reading() as connection:
        streams = connection.execute(wanted.order_by(facts.c.stream)).scalars()
        found = [one.removeprefix("case:") for one in streams]
    if not found:
        raise Unknown("nothing happened to any case between these days")
    if len(found) > MOST:
        raise Refused(
            f"{len(found)} cases are of these days, more than {MOST}: choose fewer days, or all"
        )
    return found


def zipped(office: Office, folder: Path, scope: Scope) -> Path:
    """A zip in `folder` with the very files that an export of the scope writes."""
    name = _folder(scope.case) or ("ledger" if scope.every else "period")
    out = folder / name
    export_scope(office, out, scope)
    made = folder / f"{name}.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(out.rglob("*")):
            if file.is_file():
                archive.write(file, Path(name) / file.relative_to(out))
    return made


def _folder(name: str) -> str:
    """A case's name as a folder has it: keys of the record may hold what no folder may."""
    return re.sub(r"[^\w.-]", "_", name).lstrip(".")
