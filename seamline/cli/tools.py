"""mcp: tools for assistants over this process's input and output."""

from __future__ import annotations

import os
from pathlib import Path

from domain.errors import NoIdentity
from seamline.cli.office import office

#: The environment variable that holds the token.
VARIABLE = "SEAMLINE_TOKEN"


def mcp(workspace: Path | None) -> None:
    """Serves until its input ends."""
    text = os.environ.pop(VARIABLE, "")
    if not text:
        raise NoIdentity(f"set {VARIABLE} to a token; `seamline token PERSON` makes one")
    with office(workspace) as opened:
        from seamline.tool_server import tool_server

        tool_server(opened, text).run("stdio")
