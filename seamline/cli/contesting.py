"""contest: what another case holds is asked for, in one proposal over both cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.acts import identity
from seamline.cli.office import office, safe, tell


def contest(
    case: str,
    of: str,
    take: str,
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Makes the joint proposal and says what it would take from whom."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        done = opened.desk.contest(case, person=who, reason=reason, of=of, take=take)
    said = f"{case} contests {done.take:f} of {done.object} that {done.of} holds: {done.summary}"
    tell(done, as_json, said, f"both owners decide it: see `seamline show {case}`")


def print_joint(screen: Console, data: dict[str, Any]) -> None:
    """What the other case would do in the same decision; or by whom this one is contested."""
    if data["contested"]:
        by = data["contested"]
        screen.print(f"contested by {by}: see `seamline show {by}`", style="bold")
    joint = (data["proposal"] or {}).get("joint")
    if joint is None:
        return
    other = joint["other"]
    said = f"decided as one with {other['case']}, which gives {joint['take']} of {joint['object']}"
    screen.print(safe(f"{said}: {other['summary']}"), style="bold")


def print_reserved(screen: Console, data: dict[str, Any]) -> None:
    """What the case holds, and whose holds bind what it may draw."""
    for one in data["reserved"]:
        until = f" until {one['until'][:16].replace('T', ' ')} UTC" if one["until"] else ""
        who = "holds" if one["case"] == data["case"] else f"{one['case']} holds"
        said = f"{who} {one['qty']} {one['unit']} of {one['object']} ({one['state']}{until})"
        screen.print(safe(said))
