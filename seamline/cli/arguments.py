"""Arguments and options that several commands share, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The workspace; default: the current folder."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
As = Annotated[
    str,
    typer.Option("--as", envvar="SEAMLINE_USER", help="Who you are: an id or mail of people.yaml."),
]
Since = Annotated[str, typer.Option("--since", metavar="DAY", help="The first day, included.")]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help="The last day, included.")]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case, such as W1-4500018822.")]


class Verb(StrEnum):
    """What a person may decide."""

    approve = "approve"
    edit = "edit"
    reject = "reject"
    respond = "respond"


class Word(StrEnum):
    """What a person may say of an effect in doubt."""

    happened = "happened"
    not_happened = "not-happened"
    accept = "accept"


class ModeName(StrEnum):
    """How far a workflow may go; `clear` takes a partner's own mode away."""

    observe = "observe"
    advise = "advise"
    act = "act"
    clear = "clear"


class ChannelName(StrEnum):
    """How something was said that nobody wrote."""

    phone = "phone"
    chat = "chat"
