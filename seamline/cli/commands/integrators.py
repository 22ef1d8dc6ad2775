"""What integrators run: tokens for programs, and the server of tools for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import Json, Workspace

group = typer.Typer()


@group.command()
def token(
    person: Annotated[
        str, typer.Argument(metavar="[PERSON]", help="Whose: an id or mail of people.yaml.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="What it is for.")] = "",
    days: Annotated[int, typer.Option("--days", help="How long it holds; at most 365.")] = 90,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="It reads and never acts.")
    ] = False,
    revoke: Annotated[
        str, typer.Option("--revoke", metavar="ID", help="End the token with this id.")
    ] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Make a token by which a program acts in a person's name, or revoke one."""
    from seamline.cli import tokens

    tokens.token(
        person, name, days, revoke, read_only=read_only, workspace=workspace, as_json=as_json
    )


@group.command()
def tokens(workspace: Workspace = None, as_json: Json = False) -> None:
    """List the tokens of programs: whose, what for, until when."""
    from seamline.cli import tokens as listing

    listing.tokens(workspace, as_json=as_json)


@group.command()
def mcp(workspace: Workspace = None) -> None:
    """Serve tools to an assistant (MCP, stdio), as the person of the token in SEAMLINE_TOKEN."""
    from seamline.cli import tools

    tools.mcp(workspace)
