"""What owners of flows run: partners, decisions alive, overrides, how work flows."""

from __future__ import annotations

from typing import Annotated

import typer

from seamline.cli.arguments import CaseId, Json, Since, Until, Workspace

group = typer.Typer()


@group.command()
def measures(
    since: Since = "", until: Until = "", workspace: Workspace = None, as_json: Json = False
) -> None:
    """Autonomy, hand-off latency, cycle time, waits, the cost of delay, what people carry."""
    from seamline.cli import figures

    figures.measures(since, until, workspace, as_json=as_json)


@group.command()
def effort(case: CaseId, workspace: Workspace = None, as_json: Json = False) -> None:
    """Who carried a case, what that cost, and where each value that was written came from."""
    from seamline.cli import figures

    figures.effort(case, workspace, as_json=as_json)


@group.command()
def partners(
    partner: Annotated[
        str, typer.Argument(metavar="[PARTNER]", help="A partner's id; default: all.")
    ] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Partners as they dealt with us: promises, delays, cases, lessons, mails."""
    from seamline.cli import standings

    standings.partners(partner, workspace, as_json=as_json)


@group.command()
def decisions(workspace: Workspace = None, as_json: Json = False) -> None:
    """Decisions that still count, and how what they rest on stands; the worst first."""
    from seamline.cli import standings

    standings.decisions(workspace, as_json=as_json)


@group.command()
def overrides(workspace: Workspace = None, as_json: Json = False) -> None:
    """What somebody let stand otherwise than it was decided, and why."""
    from seamline.cli import standings

    standings.overrides(workspace, as_json=as_json)


@group.command()
def policy(workspace: Workspace = None, as_json: Json = False) -> None:
    """The policy in force: standing authorities, and which clause fired how often."""
    from seamline.cli import standings

    standings.policy(workspace, as_json=as_json)
