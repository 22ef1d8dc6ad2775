"""Opens the workspace a command works on, and prints what commands say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.canonical import plain
from domain.letters import inert

if TYPE_CHECKING:
    from memory.holders import Held
    from seamline.wiring import Office

#: Tables fit a terminal of this many columns, also when the output is a file.
WIDTH = 80


@contextmanager
def office(workspace: Path | None) -> Iterator[Office]:
    """The workspace of a command, closed at its end."""
    from seamline.wiring import open_office
    from seamline.workspace import find

    opened = open_office(find(workspace))
    try:
        yield opened
    finally:
        opened.close()


class Screen(Console):
    """Where people read. A line that holds a command is never broken: it is there to be copied."""

    def print(self, *objects: Any, soft_wrap: bool | None = None, **how: Any) -> None:
        """Prints as Rich does, and a line with a command as it is."""
        holds = any(isinstance(one, str) and _COMMAND.search(one) for one in objects)
        super().print(*objects, soft_wrap=holds or soft_wrap, **how)


#: The program's name before the name of a command, at the beginning of a line or in quotes.
_COMMAND = re.compile(r"(?:^|[`:,&]|\n)\s*seamline [a-z]")


def console() -> Console:
    """As wide as their terminal, 80 columns when there is none."""
    screen = Screen(highlight=False)
    return screen if screen.is_terminal else Screen(width=WIDTH, highlight=False)


#: First columns whose words are short and are not broken.
_SHORT = (
    "case",
    "state",
    "field",
    "option",
    "function",
    "workflow",
    "kind",
    "action",
    "",
    "row",
    "from",
    "message",
)


def table(title: str, *columns: str) -> Table:
    """A plain table."""
    made = Table(title=title, title_justify="left", title_style="bold", expand=False, box=None)
    for index, name in enumerate(columns):
        made.add_column(
            name, overflow="fold", no_wrap=index == 0 and name in _SHORT, header_style="dim"
        )
    return made


def tell(done: Any, as_json: bool, *lines: str) -> None:
    """What came of a command: for programs as it is, else in sentences, which nothing breaks."""
    if as_json:
        print_json(done)
        return
    screen = console()
    for one in lines:
        screen.print(safe(one), soft_wrap=True)


def print_json(data: Any) -> None:
    """JSON for programs, nothing else on stdout."""
    print(json.dumps(plain(data), indent=2, ensure_ascii=False))


def print_held(held: Sequence[Held]) -> None:
    """What waits because another worker has its stream: said, or it would look forgotten."""
    for one in held:
        console().print(safe(one.said()))


def safe(text: str) -> str:
    """Text from outside as it may stand on a screen: no control characters, no markup."""
    return escape(inert(text))


def in_short(text: str) -> str:
    """A sentence on one or two lines; what is cut shows that it is."""
    return shorten(text, 100, placeholder=" …")


def subject(text: str) -> str:
    """A mail's subject in one look: a sender can make it as long as a book."""
    return safe(text if len(text) <= 200 else f"{text[:200]}…")
