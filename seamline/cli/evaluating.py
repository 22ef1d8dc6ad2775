"""eval: plays mails in a workspace that is made for it, with a bar on the terminal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from seamline.cli.office import console, safe, table
from seamline.outcomes import Flow


def play(
    mails: Path,
    company: Path,
    out: Path,
    keep: Path | None,
    model: tuple[str, str],
    *,
    flows: bool = False,
    beside: Path | None = None,
) -> None:
    """Plays, and says where the readings are; with `flows`, what each workflow made of them."""
    from seamline import evaluation

    screen = console()
    with tempfile.TemporaryDirectory() as spare, screen.status("reading") as shown:
        run = evaluation.evaluate(
            mails,
            company,
            out,
            keep or Path(spare) / "workspace",
            lambda name: shown.update(f"read {safe(name)}"),
            model,
            beside,
        )
    screen.print(safe(f"{run.mails} mails read into {out}"))
    if flows:
        print_flows(screen, run.flows)


def print_flows(screen: Console, flows: Iterable[Flow]) -> None:
    """A line a workflow: its cases, how their actions were ruled on, what is asked, what closed."""
    made = table("workflows", "workflow", "cases", "act", "ask", "never", "questions", "closed")
    for one in flows:
        rulings = [str(one.rulings.get(outcome, 0)) for outcome in ("act", "ask", "never")]
        row = [f"{one.code} {one.name}", str(one.cases), *rulings]
        made.add_row(*row, str(one.questions), str(one.closed))
    screen.print(made)
