"""What operators run: a workspace made, filled, looked after, stopped and set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seamline.cli.arguments import As, Json, ModeName, Workspace

group = typer.Typer()
clock = typer.Typer(help="The replay clock.", no_args_is_help=True)
group.add_typer(clock, name="clock")


@group.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Replay clock: now is the newest mail or export.")
    ] = False,
) -> None:
    """Make an empty workspace."""
    from seamline.cli import setup

    setup.init(folder, replay=replay)


@group.command()
def load(
    folder: Annotated[
        list[Path], typer.Argument(metavar="FOLDER", help="Folder or files of an ERP's export.")
    ],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Load master data and open orders from CSV or XLSX exports; later exports update."""
    from seamline.cli import setup

    setup.load(folder, workspace, as_json=as_json)


@group.command()
def people(
    source: Annotated[Path, typer.Argument(metavar="CSV", help="A table of people.")],
    workspace: Workspace = None,
) -> None:
    """Take people from a table into people.yaml; roles get their levels from you."""
    from seamline.cli import setup

    setup.people(source, workspace)


@group.command()
def migrate(workspace: Workspace = None) -> None:
    """Bring the workspace to this version's schema."""
    from seamline.cli import setup

    setup.migrate(workspace)


@group.command()
def doctor(workspace: Workspace = None, as_json: Json = False) -> None:
    """Check the installation and the workspace."""
    from seamline.cli import audit

    audit.doctor(workspace, as_json=as_json)


@group.command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Where; default: demo-workspace.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin again from nothing.")] = False,
    short: Annotated[
        bool, typer.Option("--short", help="Only the days up to where the clock is held.")
    ] = False,
) -> None:
    """Play the sample company Harlow's year, day by day."""
    from seamline.cli import demonstration

    demonstration.demo(folder, fresh=fresh, later=not short)


@group.command()
def stop(
    scope: Annotated[
        str, typer.Argument(help="all, workflow:NAME, partner:ID or kind:KIND.")
    ] = "all",
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    person: As = "",
    workspace: Workspace = None,
) -> None:
    """Stop before the next effect."""
    from seamline.cli import acts

    acts.stop(scope, reason, person, workspace)


@group.command()
def resume(
    scope: Annotated[str, typer.Argument(help="What was stopped.")] = "all",
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    person: As = "",
    workspace: Workspace = None,
) -> None:
    """Resume after a stop; it takes two people."""
    from seamline.cli import acts

    acts.resume(scope, reason, person, workspace)


@group.command()
def mode(
    workflow: Annotated[str, typer.Argument(help="W1 or supplier_delay; none lists all.")] = "",
    to: Annotated[
        ModeName | None,
        typer.Argument(help="The mode to set; clear takes a partner's own away."),
    ] = None,
    partner: Annotated[str, typer.Option(help="Only for this partner.")] = "",
    waiver: Annotated[
        Path | None, typer.Option(help="Signed waiver file; `act` needs it without a baseline.")
    ] = None,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Show or set how far a workflow may go: observe, advise or act."""
    from seamline.cli import acts

    acts.mode(
        workflow,
        to.value if to else "",
        partner,
        waiver,
        person,
        workspace=workspace,
        as_json=as_json,
    )


@clock.command("advance")
def clock_advance(
    to: Annotated[str, typer.Argument(help="Day or time, such as 2026-03-12T09:00Z.")],
    workspace: Workspace = None,
) -> None:
    """Move a replay clock forward and deal with what becomes due."""
    from seamline.cli import intake

    intake.advance_clock(to, workspace)
