"""open: a case without a mail, and what can be told of it."""

from __future__ import annotations

from pathlib import Path

from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe


def open_case(
    workflow: str, about: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Opens it and says how to go on."""
    who = identity(person)
    with office(workspace) as opened:
        done = opened.desk.open_case(workflow, about, person=who, reason=reason)
        state = opened.desk.case(done.case)
    if as_json:
        print_json({**done.model_dump(mode="json"), "phase": state.phase})
        return
    screen = console()
    screen.print(safe(f"{done.case}: {done.title}"))
    if state.proposal is not None:
        screen.print(safe(f"now open: {state.proposal.summary}"), soft_wrap=True)
    screen.print(f"see `seamline show {done.case}`")
