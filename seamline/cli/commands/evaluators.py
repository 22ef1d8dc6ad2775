"""What evaluators run: the product on mails whose truth they know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

group = typer.Typer()
evaluate = typer.Typer(help="Play mails with known truth, to be scored.", no_args_is_help=True)
group.add_typer(evaluate, name="eval")


@evaluate.command()
def reading(
    mails: Annotated[Path, typer.Argument(metavar="MAILS", help="A folder of .eml files.")],
    company: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Its exports: opening/ and feed/DAY/.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where the readings go, a line a mail.")
    ],
    keep: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Keep the workspace it is played in.")
    ] = None,
    model_url: Annotated[
        str, typer.Option(metavar="URL", help="A language model that reads as well.")
    ] = "",
    model_name: Annotated[str, typer.Option(metavar="NAME", help="Which model.")] = "",
) -> None:
    """Read mails day by day on a company's exports and write what was read."""
    from seamline.cli.evaluating import evaluate_reading

    evaluate_reading(mails, company, out, keep, (model_url, model_name))
