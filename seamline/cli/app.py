"""The Typer application: the commands of every group of readers, in the order of its help."""

from __future__ import annotations

import typer

from seamline.cli.commands import (
    auditors,
    colleagues,
    coordinators,
    evaluators,
    inbox_owners,
    integrators,
    interchanges,
    memories,
    operators,
    owners,
)

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

for _readers in (
    operators,
    inbox_owners,
    interchanges,
    coordinators,
    colleagues,
    owners,
    integrators,
    auditors,
    memories,
    evaluators,
):
    app.add_typer(_readers.group)
