"""What whoever owns the inbox runs: messages in, and what is due dealt with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seamline.cli.arguments import Json, Workspace

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
