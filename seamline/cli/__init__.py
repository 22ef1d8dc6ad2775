"""The command line: thin commands over the desk's verbs and the views; heavy parts load late."""

from __future__ import annotations

import sys

from domain.errors import SeamlineError
from seamline.cli.app import app


def main() -> None:
    """Runs a command; an expected failure is one sentence on stderr and its exit code."""
    try:
        app()
    except SeamlineError as error:
        print(f"seamline: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print(
            "seamline: interrupted; what was committed stays, go on with `seamline work`",
            file=sys.stderr,
        )
        sys.exit(130)


__all__ = ["app", "main"]
