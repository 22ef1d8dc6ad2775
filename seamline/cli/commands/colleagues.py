"""What people run to share cases: who holds one, when it comes back, what is handed to whom."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import As, CaseId, Json, Workspace

group = typer.Typer()

Reason = Annotated[str, typer.Option("--reason", help="Why.")]


@group.command("open")
def open_(
    workflow: Annotated[str, typer.Argument(metavar="WORKFLOW", help="Its code or name: W1.")],
    about: Annotated[
        str, typer.Argument(metavar="REFERENCE", help="What it is about, by its number on record.")
    ],
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Open a case without a mail, about something on record."""
    from seamline.cli import opening

    opening.open_case(workflow, about, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def contest(
    case: CaseId,
    of: Annotated[str, typer.Option("--of", help="Whose hold; else the largest.")] = "",
    take: Annotated[str, typer.Option("--take", help="How much of it; else all of use.")] = "",
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Contest what another case softly holds: one proposal that both owners decide."""
    from seamline.cli import contesting

    contesting.contest(case, of, take, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def move(
    case: CaseId,
    to: Annotated[str, typer.Argument(metavar="TO", help="The case it belongs to.")],
    message: Annotated[
        str,
        typer.Argument(metavar="[MAIL]", help="Which mail, where the case has several (`show`)."),
    ] = "",
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Move a mail to the case it belongs to; both are assessed again."""
    from seamline.cli import rearranging

    rearranging.move(case, to, message, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def merge(
    case: CaseId,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The case in which it goes on.")],
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Close a case as merged; its mails, notes and open questions go on in the other."""
    from seamline.cli import rearranging

    rearranging.merge(case, into, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def split(
    case: CaseId,
    objects: Annotated[
        list[str], typer.Argument(metavar="OBJECT", help="Lines or objects, as `show` names them.")
    ],
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take lines or objects of a case into one of their own."""
    from seamline.cli import rearranging

    rearranging.split(case, objects, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def claim(
    case: CaseId, person: As = "", workspace: Workspace = None, as_json: Json = False
) -> None:
    """Take a case to work on; whoever comes second is told who holds it."""
    from seamline.cli import together

    together.claim(case, person, workspace=workspace, as_json=as_json)


@group.command()
def assign(
    case: CaseId,
    to: Annotated[str, typer.Argument(metavar="PERSON", help="Who is to work on it.")],
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Give a case to somebody who has a part in it."""
    from seamline.cli import together

    together.assign(case, to, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def release(
    case: CaseId,
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Give a case back, so that others may take it."""
    from seamline.cli import together

    together.release(case, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def snooze(
    case: CaseId,
    until: Annotated[
        str,
        typer.Argument(
            metavar="UNTIL", help="2026-03-12, 2026-03-12T14:00 (UTC), or from now: 4h, 2d."
        ),
    ],
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Put a case out of sight; it comes back then, or at once when something happens."""
    from seamline.cli import together

    together.snooze(case, until, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def wake(case: CaseId, person: As = "", workspace: Workspace = None, as_json: Json = False) -> None:
    """Bring a sleeping case back before its time."""
    from seamline.cli import together

    together.wake(case, person, workspace=workspace, as_json=as_json)


@group.command()
def handoff(
    case: CaseId,
    to: Annotated[str, typer.Argument(metavar="FUNCTION", help="As people.yaml calls it.")],
    task: Annotated[str, typer.Option("--task", help="What they are to do.")],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="TERM=VALUE",
            help="due=4h (take it until then), updates=PERSON (says when things change), "
            "escalate=TEXT (what must come back).",
        ),
    ] = None,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Offer the work on a case to another function."""
    from seamline.cli import together

    together.hand_off(case, to, task, set_ or [], person, workspace=workspace, as_json=as_json)


@group.command()
def accept(
    case: CaseId,
    key: Annotated[
        str, typer.Argument(metavar="[KEY]", help="Which one, where several are offered.")
    ] = "",
    note: Annotated[str, typer.Option("--note", help="What you make of it.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take what is offered to your function; you hold the case then."""
    from seamline.cli import together

    together.accept(case, key, note, person, workspace=workspace, as_json=as_json)


@group.command()
def refuse(
    case: CaseId,
    key: Annotated[
        str, typer.Argument(metavar="[KEY]", help="Which one, where several are offered.")
    ] = "",
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Give back what is offered to your function, with the reason."""
    from seamline.cli import together

    together.refuse(case, key, reason, person, workspace=workspace, as_json=as_json)


@group.command()
def override(
    case: CaseId,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What was done, in one line.")],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="by=WHO did it (you), when=2026-03-12T09:00 (now), about=OBJECT (all).",
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why it was done.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Say that somebody acted beside the decision; what it rests on is looked at again."""
    from seamline.cli import overriding

    overriding.override(
        case, what, set_ or [], reason, person, workspace=workspace, as_json=as_json
    )


@group.command()
def absent(
    first: Annotated[str, typer.Argument(metavar="FROM", help="The first day: 2026-03-16.")],
    last: Annotated[str, typer.Argument(metavar="TO", help="The last day.")],
    stand_in: Annotated[
        str,
        typer.Option(
            "--stand-in", metavar="PERSON", help="Your delegate, or whom delegations lead to."
        ),
    ] = "",
    reason: Reason = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Say that you are away; what waits for you is asked of who stands in."""
    from seamline.cli import absences

    told = (stand_in, reason)
    absences.absent(first, last, told, person, workspace=workspace, as_json=as_json)


@group.command()
def back(person: As = "", workspace: Workspace = None, as_json: Json = False) -> None:
    """Say that you are back before the end of your absence."""
    from seamline.cli import absences

    absences.back(person, workspace=workspace, as_json=as_json)
