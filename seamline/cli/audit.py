"""export, verify, doctor, memory rebuild: what auditors and operators run."""

from __future__ import annotations

from pathlib import Path

from domain.errors import Refused
from seamline.cli.office import console, office, print_json, safe, table


def export(
    case: str, out: Path, *, every: bool, days: tuple[str, str], workspace: Path | None
) -> None:
    """Writes traces and prints their head, which is worth keeping elsewhere."""
    from seamline.export_scopes import Scope, export_scope
    from seamline.periods import period

    scope = Scope(case, every, *period(*days))
    with office(workspace) as opened:
        made = export_scope(opened, out, scope)
    screen = console()
    if "" not in made:
        screen.print(safe(f"a trace of each of {len(made)} cases in {out}"))
    for name, manifest in made.items():
        screen.print(safe(f"{manifest.count} facts in {out}{f': {name}' if name else ''}"))
    heads = dict.fromkeys(manifest.head_hash for manifest in made.values())
    for head in heads:
        screen.print(f"head {head}", soft_wrap=True)
    screen.print("keep the head elsewhere: `seamline verify FOLDER --head HASH` finds a cut tail")


def verify(folder: Path, head: str, *, as_json: bool) -> None:
    """Checks a trace offline."""
    from seamline.verify import verify_trace

    manifest = verify_trace(folder, head)
    if as_json:
        print_json(manifest)
        return
    screen = console()
    screen.print(f"{manifest.count} facts verify, scheme {manifest.scheme}")
    screen.print(f"head {manifest.head_hash}", soft_wrap=True)
    if not head:
        screen.print("without --head a tail cut together with its manifest is not noticed")


def doctor(workspace: Path | None, *, as_json: bool) -> None:
    """Runs every check and says what to do about what is wrong."""
    from seamline.checkup import checkup

    found = checkup(workspace)
    if as_json:
        print_json(found)
    else:
        made = table("checks", "", "check", "found")
        for one in found:
            made.add_row("ok" if one.fine else "NO", one.name, safe(one.said))
        console().print(made)
    if any(not one.fine for one in found):
        raise Refused("something is wrong: see the rows marked NO")


def rebuild_memory(workspace: Path | None) -> None:
    """Makes the index again from the ledger's tables."""
    with office(workspace) as opened:
        count = opened.memory.rebuild()
    console().print(f"{count} case(s) in the index")
