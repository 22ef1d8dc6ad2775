"""override: what somebody did beside a decision, and what of its ground that touches."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import Refused
from seamline.cli.acts import identity, pair
from seamline.cli.office import office, tell
from seamline.typed_times import time_of

if TYPE_CHECKING:
    from graph.overriding import Act

_NAMES = ("by", "when", "about")


def override(
    case: str,
    what: str,
    settings: list[str],
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Declares it and says what it touches."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        act = _act(what, settings, who, opened.clock.now())
        done = opened.desk.declare_override(case, act, person=who, reason=reason)
    said = f"on record as an override by {done.by}: {done.said}"
    checked = (f"  {one.health}: {one.what}" for one in done.checked)
    back = f"{case} is open again and" if done.reopened else case
    there = f"{back} waits for its owner: see `seamline show {case}`"
    tell(done, as_json, said, *checked, there)


def _act(what: str, settings: list[str], who: str, now: datetime) -> Act:
    from graph.overriding import Act

    pairs = [pair(one) for one in settings]
    strange = sorted({name for name, _ in pairs} - set(_NAMES))
    if strange:
        raise Refused(f"{strange[0]!r} says nothing of an override; set {', '.join(_NAMES)}")
    told = dict(pairs)
    return Act(
        what=what,
        by=told.get("by", who),
        at=time_of(told["when"], now) if "when" in told else None,
        about=tuple(value for name, value in pairs if name == "about"),
    )
