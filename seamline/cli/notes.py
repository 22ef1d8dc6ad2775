"""note: a phone call or a chat in one line."""

from __future__ import annotations

import shlex
from pathlib import Path

from domain.answer_kinds import slot_of
from domain.replies import shown
from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe


def note(
    case: str,
    text: str,
    said_by: str,
    channel: str,
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Notes it and says what must be confirmed before it counts."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        noted = opened.desk.note(case, text, said_by=said_by, channel=channel, person=who)
    if as_json:
        print_json(noted)
        return
    screen = console()
    onward = f" on {noted.case}, where {case} goes on" if noted.case != case else ""
    screen.print(safe(f"noted as hearsay of {noted.name}{onward}"), soft_wrap=True)
    if not noted.counts:
        screen.print(f"{noted.case} is decided: the note is shown and changes nothing")
        return
    for one in noted.questions:
        screen.print(safe(one.text), soft_wrap=True)
        answer = shlex.quote(f"{slot_of(one)}={shown(one)}")
        line = f"seamline decide {noted.case} respond --set {answer} --as PERSON"
        screen.print(safe(line), style="green")
