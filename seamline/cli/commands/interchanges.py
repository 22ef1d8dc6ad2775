"""What whoever exchanges EDI runs: what an interchange holds, and the answer to it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from seamline.cli.arguments import As, Json, Workspace

group = typer.Typer()
edi = typer.Typer(help="X12 and EDIFACT files.", no_args_is_help=True)
group.add_typer(edi, name="edi")

InterchangeFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="An EDI file, or a mail with one in it.")
]


@edi.command()
def show(path: InterchangeFile, as_json: Json = False) -> None:
    """Show which documents an interchange holds, and what is wrong with it."""
    from seamline.cli import edi as interchanges

    interchanges.show(path, as_json=as_json)


@edi.command()
def ack(
    path: InterchangeFile,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="When it is answered; default: now.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Print the 997 or CONTRL that answers a received interchange."""
    from seamline.cli import edi as interchanges

    interchanges.ack(path, at, as_json=as_json)


@edi.command()
def answers(workspace: Workspace = None, as_json: Json = False) -> None:
    """List the answers that left for received interchanges, and those withheld with the reason."""
    from seamline.cli import edi as interchanges

    interchanges.answers(workspace, as_json=as_json)


class AnswerWord(StrEnum):
    """What a person may know of an answer."""

    happened = "happened"
    not_happened = "not-happened"


@edi.command()
def settle(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The answer's key, or its beginning.")],
    word: Annotated[AnswerWord, typer.Argument(help="What you know of it.")],
    reason: Annotated[str, typer.Option("--reason", help="How you know.")] = "",
    person: As = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Settle an answer of which it is unclear whether it left, or which failed."""
    from seamline.cli import edi as interchanges

    interchanges.settle(key, word.value, reason, person, workspace=workspace, as_json=as_json)
