"""What auditors run: decision traces out, and whether they verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seamline.cli.arguments import Json, Since, Until, Workspace

group = typer.Typer()


@group.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder.")],
    case: Annotated[str, typer.Argument(metavar="[CASE]", help="The case to export.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every stream.")] = False,
    since: Since = "",
    until: Until = "",
    workspace: Workspace = None,
) -> None:
    """Write a decision trace that verifies offline; of a period, one for each case in it."""
    from seamline.cli import audit

    audit.export(case, out, every=every, days=(since, until), workspace=workspace)


@group.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An exported trace.")],
    head: Annotated[str, typer.Option(help="Head hash you kept: finds a cut tail.")] = "",
    as_json: Json = False,
) -> None:
    """Check an exported trace; names the first line that is broken."""
    from seamline.cli import audit

    audit.verify(folder, head, as_json=as_json)
