"""What evaluators run: the product on mails whose truth they know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

group = typer.Typer()
evaluate = typer.Typer(help="Play mails with known truth, to be scored.", no_args_is_help=True)
group.add_typer(evaluate, name="eval")


Mails = Annotated[Path, typer.Argument(metavar="MAILS", help="A folder of .eml files.")]
Exports = Annotated[Path, typer.Option(metavar="FOLDER", help="Its exports: opening/, feed/DAY/.")]
Readings = Annotated[
    Path, typer.Option(metavar="FILE", help="Where the readings go, a line a mail.")
]
Keep = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Keep the workspace it is played in.")
]
Url = Annotated[str, typer.Option(metavar="URL", help="A language model that reads as well.")]
Name = Annotated[str, typer.Option(metavar="NAME", help="Which model.")]


@evaluate.command()
def reading(
    mails: Mails,
    company: Exports,
    out: Readings,
    keep: Keep = None,
    model_url: Url = "",
    model_name: Name = "",
) -> None:
    """Read mails day by day on a company's exports and write what was read."""
    from seamline.cli.evaluating import play

    play(mails, company, out, keep, (model_url, model_name))


@evaluate.command()
def workflows(
    mails: Mails,
    company: Exports,
    out: Readings,
    keep: Keep = None,
    beside: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A page that sets cases beside the company's own acts."),
    ] = None,
    model_url: Url = "",
    model_name: Name = "",
) -> None:
    """Play mails through all workflows and write readings, questions, and actions as ruled on."""
    from seamline.cli.evaluating import play

    play(mails, company, out, keep, (model_url, model_name), flows=True, beside=beside)
