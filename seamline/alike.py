"""Cases that the same clauses ask one person about: approved together, each on what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.errors import Refused
from domain.people import Person
from seamline.deeds import Deed, Form, do
from seamline.entrance import Entrance
from seamline.wiring import Office

#: Cases that may be approved together at most: more are no longer looked at.
MOST = 20


def alike(waiting: Sequence[dict[str, Any]]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Cases that only need a yes, by the clauses that ask for it; two at least."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in waiting:
        if one["clauses"] and one["hash"] and not one["questions"] and not one["gaps"]:
            found.setdefault(f"{one['workflow']}: {', '.join(one['clauses'])}", []).append(one)
    return {name: tuple(rows[:MOST]) for name, rows in found.items() if len(rows) > 1}


def approve_together(
    office: Office, entrance: Entrance, person: Person, form: Form
) -> tuple[str, ...]:
    """Approves each case that was ticked (`seen.CASE` = the hash shown of it); says of each what
    came of it. Refused when none was ticked, or more than anybody looks at."""
    ticked = [name.removeprefix("seen.") for name in form if name.startswith("seen.")]
    if not 0 < len(ticked) <= MOST:
        raise Refused(f"tick between one and {MOST} cases")
    reason = form.get("reason", "")
    said = []
    for case in ticked:
        told = {"verb": "approve", "seen": form[f"seen.{case}"], "reason": reason}
        try:
            said.append(do(entrance, Deed(office, person, case, "", told), "decide"))
        except Refused as fault:
            said.append(f"{case}: not approved: {fault}")
    return tuple(said)
