"""correct, teach, taught: what coordinators put right, and what follows for the next mail."""

from __future__ import annotations

from pathlib import Path

from domain.errors import BadInput
from domain.lessons import command
from domain.taught import Taught
from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe, table


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
    from seamline.next_step import next_of

    who = identity(person)
    if not 2 <= len(words) <= 3:
        raise BadInput(
            f"{len(words)} words after the case", remedy="write FIELD VALUE or FIELD OBJECT VALUE"
        )
    about = words[1] if len(words) == 3 else ""
    wanted = Wanted(words[0], about, words[-1], lot, reason)
    with office(workspace) as opened:
        done = opened.desk.correct(name, wanted, person=who)
        then = {case: next_of(opened, case) for case in done.cases}
    if as_json:
        print_json(done)
        return
    screen, one = console(), done.correction
    was = f"{one.was} → " if one.was else ""
    screen.print(safe(f"{one.field} of {one.object}: {was}{one.text or 'nothing'}"), soft_wrap=True)
    for case in done.cases:
        told = f"{case} is assessed again: {then[case]}; see `seamline show {case}`"
        screen.print(safe(told), soft_wrap=True)
    for lesson in done.lessons:
        screen.print(safe(f"if {done.partner} always means that ({lesson.said()}):"))
        screen.print(safe(command(lesson)), style="green", soft_wrap=True)


def teach(
    words: list[str], item: str, undo: str, reason: str, person: str, *, workspace: Path | None
) -> None:
    """Stores a mapping, or takes one back."""
    from graph.teach import teach as store
    from graph.teach import unteach

    who = identity(person)
    if bool(undo) == bool(words):
        raise BadInput("nothing to teach", remedy="write PARTNER KIND [WORDS] VALUE, or --undo ID")
    with office(workspace) as opened:
        if undo:
            one, done = unteach(opened.deps, _number(undo), who, reason), "no longer"
        else:
            one, done = (
                store(opened.deps, _mapping(words, item, reason), who),
                "from the next mail on",
            )
    console().print(safe(f"T{one.number} {one.partner}: {one.said()} ({done})"), soft_wrap=True)


def _number(text: str) -> int:
    digits = text.strip().upper().removeprefix("T")
    if not digits.isdecimal():
        raise BadInput(f"{text!r} is no mapping", remedy="write it as T57, see `seamline taught`")
    return int(digits)


def _mapping(words: list[str], item: str, reason: str) -> Taught:
    if not 3 <= len(words) <= 4:
        raise BadInput(
            f"{len(words)} words", remedy="write PARTNER KIND VALUE or PARTNER KIND WORDS VALUE"
        )
    said = words[2] if len(words) == 4 else ""
    return Taught(
        partner=words[0], kind=words[1], words=said, value=words[-1], item=item, reason=reason
    )


def taught(partner: str, workspace: Path | None, *, as_json: bool) -> None:
    """Lists what was taught."""
    from memory.taught import taught as in_force

    with office(workspace) as opened, opened.ledger.reading() as connection:
        found = in_force(connection, partner)
    if as_json:
        print_json(found)
        return
    if not found:
        console().print(f"nothing was taught{f' of {partner}' if partner else ''}")
        return
    made = table(f"{len(found)} taught", "id", "partner", "what", "by", "since")
    for one in found:
        since = f"{one.at:%Y-%m-%d}" if one.at else ""
        again = f" (version {one.version})" if one.version > 1 else ""
        made.add_row(f"T{one.number}", one.partner, safe(one.said() + again), one.by, since)
    console().print(made)
    console().print("take one back: seamline teach --undo ID --as PERSON", style="green")
