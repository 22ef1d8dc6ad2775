"""invite: lets a person in at the desk, once; the person may then set a password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seamline.cli.office import console, office, safe

if TYPE_CHECKING:
    from seamline.entrance import Entrance


def invite(person: str, workspace: Path | None, url: str) -> None:
    """Prints a link that signs the person in."""
    from seamline.entrance import Entrance

    with office(workspace) as opened:
        link = link_for(Entrance(opened), person, url)
        name = opened.people.require(person).name
    screen = console()
    screen.print(safe(f"{name} may enter once, within 15 minutes:"))
    print(link)


def link_for(entrance: Entrance, person: str, url: str) -> str:
    """The link of an invitation."""
    return f"{url.rstrip('/')}/enter?invitation={entrance.invite(person)}"
