"""correct, teach, taught: what coordinators put right, and what follows for the next mail."""

from __future__ import annotations

from pathlib import Path

from domain.errors import BadInput
from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe


def correct(
    name: str,
    words: list[str],
    lot: int,
    reason: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Puts a read value right and says which cases look at it again."""
    from graph.correct import Wanted
    from graph.correct import correct as put_right

    who = identity(person)
    if not 2 <= len(words) <= 3:
        raise BadInput(
            f"{len(words)} words after the case", remedy="write FIELD VALUE or FIELD OBJECT VALUE"
        )
    about = words[1] if len(words) == 3 else ""
    wanted = Wanted(words[0], about, words[-1], lot, reason)
    with office(workspace) as opened:
        done = put_right(opened.deps, name, wanted, who)
        opened.desk.advance()
    if as_json:
        print_json(done)
        return
    screen, one = console(), done.correction
    was = f"{one.was} → " if one.was else ""
    screen.print(safe(f"{one.field} of {one.object}: {was}{one.text or 'nothing'}"), soft_wrap=True)
    for case in done.cases:
        screen.print(f"{case} is assessed again; see `seamline show {case}`")
