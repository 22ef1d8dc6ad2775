"""The Typer application: every command with its options and help; bodies import what they need."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="seamline",
    help="Coordinates the work between supply-chain functions: reads what partners write, "
    "prices the ways to respond, asks whoever owns the decision, acts once, remembers why.",
    epilog="Exit codes: 0 done · 1 fault of the program · 2 wrong input or not allowed · "
    "3 another system failed, try again · 4 unreadable · 5 does not verify · 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

Workspace = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The workspace; default: the current folder."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
As = Annotated[
    str,
    typer.Option("--as", envvar="SEAMLINE_USER", help="Who you are: an id or mail of people.yaml."),
]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case, such as W1-4500018822.")]


class Verb(StrEnum):
    """What a person may decide."""

    approve = "approve"
    edit = "edit"
    reject = "reject"
    respond = "respond"


class ModeName(StrEnum):
    """How far a workflow may go."""

    observe = "observe"
    advise = "advise"
    act = "act"


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Replay clock: now is the newest mail or export.")
    ] = False,
) -> None:
    """Make an empty workspace."""
    from seamline.cli import setup

    setup.init(folder, replay=replay)


@app.command()
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


@app.command()
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


@app.command()
def inbox(
    workspace: Workspace = None,
    parked: Annotated[bool, typer.Option("--parked", help="Only what could not be read.")] = False,
    as_json: Json = False,
) -> None:
    """What waits for whom until when, and what the agents did by themselves."""
    from seamline.cli import views

    views.inbox(workspace, parked=parked, as_json=as_json)


@app.command()
def show(case: CaseId, workspace: Workspace = None, as_json: Json = False) -> None:
    """One case: what was read, options with their cost, the proposal, rulings and effects."""
    from seamline.cli import views

    views.show(case, workspace, as_json=as_json)


@app.command()
def decide(
    case: CaseId,
    verb: Annotated[Verb, typer.Argument(help="What you decide.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SLOT=VALUE", help="An answer, or what an edit changes."),
    ] = None,
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Decide on the open proposal of a case."""
    from seamline.cli import acts

    acts.decide(case, verb.value, reason, set_ or [], person, workspace=workspace, as_json=as_json)


@app.command()
def ask(
    case: CaseId,
    question: Annotated[str, typer.Argument(help="In plain words.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Ask a case: answers rest on its facts and cite them."""
    from seamline.cli import views

    views.ask(case, question, workspace, as_json=as_json)


@app.command()
def work(
    workspace: Workspace = None,
    watch: Annotated[bool, typer.Option("--watch", help="Keep on until interrupted.")] = False,
    in_flight: Annotated[int, typer.Option(help="Streams worked on side by side.", min=1)] = 8,
) -> None:
    """Deal with everything that is due."""
    from seamline.cli import intake

    intake.work(workspace, watch=watch, in_flight=in_flight)


@app.command()
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


@app.command()
def resume(
    scope: Annotated[str, typer.Argument(help="What was stopped.")] = "all",
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    person: As = "",
    workspace: Workspace = None,
) -> None:
    """Resume after a stop; it takes two people."""
    from seamline.cli import acts

    acts.resume(scope, reason, person, workspace)


@app.command()
def mode(
    workflow: Annotated[str, typer.Argument(help="W1 or supplier_delay; none lists all.")] = "",
    to: Annotated[ModeName | None, typer.Argument(help="The mode to set.")] = None,
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


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder.")],
    case: Annotated[str, typer.Argument(metavar="[CASE]", help="The case to export.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every stream.")] = False,
    workspace: Workspace = None,
) -> None:
    """Write a decision trace that verifies offline."""
    from seamline.cli import audit

    audit.export(case, out, every=every, workspace=workspace)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An exported trace.")],
    head: Annotated[str, typer.Option(help="Head hash you kept: finds a cut tail.")] = "",
    as_json: Json = False,
) -> None:
    """Check an exported trace; names the first line that is broken."""
    from seamline.cli import audit

    audit.verify(folder, head, as_json=as_json)


@app.command()
def doctor(workspace: Workspace = None, as_json: Json = False) -> None:
    """Check the installation and the workspace."""
    from seamline.cli import audit

    audit.doctor(workspace, as_json=as_json)


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Where; default: demo-workspace.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin again from nothing.")] = False,
) -> None:
    """Run the main job on the sample company Harlow."""
    from seamline.cli import demonstration

    demonstration.demo(folder, fresh=fresh)


@app.command()
def migrate(workspace: Workspace = None) -> None:
    """Bring the workspace to this version's schema."""
    from seamline.cli import setup

    setup.migrate(workspace)


@app.command()
def people(
    source: Annotated[Path, typer.Argument(metavar="CSV", help="A table of people.")],
    workspace: Workspace = None,
) -> None:
    """Take people from a table into people.yaml; roles get their levels from you."""
    from seamline.cli import setup

    setup.people(source, workspace)


clock = typer.Typer(help="The replay clock.", no_args_is_help=True)
memory = typer.Typer(help="Execution memory.", no_args_is_help=True)
app.add_typer(clock, name="clock")
app.add_typer(memory, name="memory")


@clock.command("advance")
def clock_advance(
    to: Annotated[str, typer.Argument(help="Day or time, such as 2026-03-12T09:00Z.")],
    workspace: Workspace = None,
) -> None:
    """Move a replay clock forward and deal with what becomes due."""
    from seamline.cli import intake

    intake.advance_clock(to, workspace)


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
