"""What owners of flows run: how work flows between functions."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import Json, Workspace

group = typer.Typer()

Since = Annotated[str, typer.Option("--since", metavar="DAY", help="The first day, included.")]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help="The last day, included.")]


@group.command()
def measures(
    since: Since = "", until: Until = "", workspace: Workspace = None, as_json: Json = False
) -> None:
    """Autonomy rate, hand-off latency, cycle time, where work waits, the cost of delay."""
    from seamline.cli import figures

    figures.measures(since, until, workspace, as_json=as_json)
