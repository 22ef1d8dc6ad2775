"""unpark, dismiss: how a message or a step that was set aside goes on."""

from __future__ import annotations

from pathlib import Path

from seamline.cli.acts import identity
from seamline.cli.office import office, tell


def unpark(name: str, reason: str, person: str, workspace: Path | None, *, as_json: bool) -> None:
    """Reads a message again, or tries a case's step again."""
    from graph.parking import try_again
    from graph.parking import unpark as read_again
    from memory import chain

    who = identity(person)
    with office(workspace) as opened:
        name = opened.desk.named(name)
        with opened.ledger.reading() as connection:
            is_case = bool(chain.last_number(connection, f"case:{name}"))
        if is_case:
            try_again(opened.deps, name, who, reason)
            said = {"case": name, "outcome": "tried again"}
        else:
            said = read_again(opened.deps, name, who, reason).model_dump(mode="json")
        opened.desk.advance()
    why = f": {said['reason']}" if said.get("reason") else ""
    tell(said, as_json, f"{name}: {said['outcome']}{why}")


def dismiss(name: str, reason: str, person: str, workspace: Path | None, *, as_json: bool) -> None:
    """Takes a message off the list of what is parked."""
    from graph.parking import dismiss as set_off

    who = identity(person)
    with office(workspace) as opened:
        one = set_off(opened.deps, name, who, reason)
    tell(one, as_json, f"dismissed {one.origin or one.key[:12]}; its bytes are kept")
