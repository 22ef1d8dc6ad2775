"""open: a case without a mail, and what can be told of it."""

from __future__ import annotations

from pathlib import Path

from seamline.cli.acts import identity
from seamline.cli.office import office, tell


def open_case(
    workflow: str, about: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Opens it and says how to go on."""
    who = identity(person)
    with office(workspace) as opened:
        done = opened.desk.open_case(workflow, about, person=who, reason=reason)
        state = opened.desk.case(done.case)
    lines = [f"{done.case}: {done.title}"]
    if state.proposal is not None:
        lines.append(f"now open: {state.proposal.summary}")
    told = {**done.model_dump(mode="json"), "phase": state.phase}
    tell(told, as_json, *lines, f"see `seamline show {done.case}`")
