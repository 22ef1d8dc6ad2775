"""What whoever owns the inbox runs: messages in, and what is due dealt with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seamline.cli.arguments import As, Json, Workspace

group = typer.Typer()


@group.command()
def file(
    path: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help=".eml, mailbox, mail folder, or a folder of those."),
    ],
    workspace: Workspace = None,
    work: Annotated[
        bool, typer.Option("--work/--no-work", help="Also read and advance what was filed.")
    ] = True,
    as_json: Json = False,
) -> None:
    """File mail: each message once, kept as it came."""
    from seamline.cli import intake

    intake.file(path, workspace, work=work, as_json=as_json)


@group.command()
def work(
    workspace: Workspace = None,
    watch: Annotated[bool, typer.Option("--watch", help="Keep on until interrupted.")] = False,
    in_flight: Annotated[int, typer.Option(help="Streams worked on side by side.", min=1)] = 8,
) -> None:
    """Deal with everything that is due."""
    from seamline.cli import intake

    intake.work(workspace, watch=watch, in_flight=in_flight)


@group.command("confirm-sender")
def confirm_sender(
    name: Annotated[
        str,
        typer.Argument(metavar="MESSAGE|CASE", help="A case, or the beginning of a message's key."),
    ],
    said_by: Annotated[
        str, typer.Option("--said-by", help="Who confirmed having written it.")
    ] = "",
    how: Annotated[
        str,
        typer.Option(
            "--how", "--reason", help='How you know, such as "called the number on file".'
        ),
    ] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Vouch for the sender of one message that you have spoken to."""
    from seamline.cli import acts

    acts.confirm_sender(name, said_by, how, person, workspace=workspace, as_json=as_json)


@group.command()
def mail(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[MESSAGE]", help="The beginning of its key, or words of its subject."
        ),
    ] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """What was read from mail: all messages, or one with its facts and quoted words."""
    from seamline.cli import mails

    mails.mail(name, workspace, as_json=as_json)


@group.command()
def serve(
    workspace: Workspace = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="Its port; 0 = any.", min=0, max=65535)
    ] = 8000,
    in_flight: Annotated[int, typer.Option(help="Streams worked on side by side.", min=1)] = 8,
    person: Annotated[
        str,
        typer.Option(
            "--as", envvar="SEAMLINE_USER", help="Print a link by which this person enters, once."
        ),
    ] = "",
) -> None:
    """Serve the desk and the webhook, and work on as `work --watch` does, until interrupted."""
    from seamline.cli import serving

    serving.serve(workspace, host, port, in_flight, person)


@group.command()
def invite(
    person: Annotated[str, typer.Argument(help="An id or mail of people.yaml.")],
    url: Annotated[
        str, typer.Option("--url", help="Where the desk is reached.")
    ] = "http://127.0.0.1:8000",
    workspace: Workspace = None,
) -> None:
    """A link by which a person enters the desk, once; a password can be set there."""
    from seamline.cli import doors

    doors.invite(person, workspace, url)


@group.command()
def unpark(
    name: Annotated[
        str,
        typer.Argument(
            metavar="MESSAGE", help="The beginning of its key (`inbox --parked`), or a stuck CASE."
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it may work now.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Read a parked message again, or try a given-up step of a case again."""
    from seamline.cli import parking

    parking.unpark(name, reason, person, workspace, as_json=as_json)


@group.command()
def dismiss(
    name: Annotated[
        str, typer.Argument(metavar="MESSAGE", help="The beginning of a parked message's key.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why nobody needs it.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take a parked message off the list; its bytes stay."""
    from seamline.cli import parking

    parking.dismiss(name, reason, person, workspace, as_json=as_json)


@group.command()
def teach(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PARTNER KIND [WORDS] VALUE",
            help="KIND is label, unit, date-order, decimal-mark, item, prefix or code.",
        ),
    ] = None,
    item: Annotated[str, typer.Option("--item", help="The item a unit is of; default: any.")] = "",
    undo: Annotated[str, typer.Option("--undo", metavar="ID", help="Take this one back.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    person: As = "",
    workspace: Workspace = None,
) -> None:
    """Teach how a partner writes: its next mail is read so."""
    from seamline.cli import teaching

    teaching.teach(words or [], item, undo, reason, person, workspace=workspace)


@group.command()
def taught(
    partner: Annotated[
        str, typer.Argument(metavar="[PARTNER]", help="A partner's id; default: all.")
    ] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """What was taught about how partners write, by whom and since when."""
    from seamline.cli import teaching

    teaching.taught(partner, workspace, as_json=as_json)
