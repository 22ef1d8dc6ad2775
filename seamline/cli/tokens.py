"""token, tokens: keys by which programs read and act in a person's name."""

from __future__ import annotations

from pathlib import Path

from domain.errors import BadInput
from seamline.cli.office import console, office, print_json, safe, table


def token(
    person: str,
    name: str,
    days: int,
    revoke: str,
    *,
    read_only: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Makes a token and prints it once, or revokes one."""
    from seamline.tokens import Tokens

    if bool(person) == bool(revoke):
        raise BadInput(
            "say whose token to make, or which to revoke", remedy="PERSON or --revoke ID"
        )
    with office(workspace) as opened:
        tokens = Tokens(opened)
        if revoke:
            done = tokens.revoke(revoke)
            console().print(safe(f"token {done.id} of {done.person} is revoked"))
            return
        made, text = tokens.make(person, name, days, read_only=read_only)
        holder = opened.people.require(person).name
    if as_json:
        print_json({**made.model_dump(mode="json", exclude={"hash"}), "token": text})
        return
    may = "reads" if read_only else "reads and acts"
    screen = console()
    screen.print(safe(f"{may} as {holder} until {made.until:%Y-%m-%d}; it is shown this once:"))
    print(text)
    screen.print(f"take it back: seamline token --revoke {made.id}", style="green")


def tokens(workspace: Path | None, *, as_json: bool) -> None:
    """Lists tokens, also those that are over."""
    from seamline.tokens import Tokens

    with office(workspace) as opened:
        found, now = Tokens(opened).all(), opened.clock.wall()
    if as_json:
        print_json([one.model_dump(mode="json", exclude={"hash"}) for one in found])
        return
    if not found:
        console().print("no tokens; make one with `seamline token PERSON`")
        return
    made = table(f"{len(found)} tokens", "id", "person", "name", "may", "until")
    for one in found:
        over = "revoked" if one.revoked else "over" if one.is_over(now) else f"{one.until:%Y-%m-%d}"
        may = "read" if one.read_only else "read and act"
        made.add_row(one.id, one.person, safe(one.name), may, over)
    console().print(made)
