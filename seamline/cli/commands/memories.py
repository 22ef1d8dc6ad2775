"""Execution memory: looked at by coordinators, made again by operators."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import Json, Workspace

group = typer.Typer()
memory = typer.Typer(help="Execution memory.", no_args_is_help=True)
group.add_typer(memory, name="memory")


@memory.command("rebuild")
def memory_rebuild(workspace: Workspace = None) -> None:
    """Drop the memory index and make it again from the ledger's tables."""
    from seamline.cli import audit

    audit.rebuild_memory(workspace)


@memory.command("recall")
def memory_recall(
    situation: Annotated[str, typer.Argument(help="A situation in plain words.")],
    partner: Annotated[str, typer.Option(help="Only this partner.")] = "",
    item: Annotated[str, typer.Option(help="Only this item.")] = "",
    lane: Annotated[str, typer.Option(help="Only this lane.")] = "",
    kind: Annotated[str, typer.Option(help="Only this workflow.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Closed cases like a situation, with why each is recalled."""
    from seamline.cli import views

    views.recall(situation, partner, item, lane, kind, workspace=workspace, as_json=as_json)
