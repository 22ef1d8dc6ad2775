"""The command line: thin commands over the desk's verbs and the views; heavy parts load late."""

from __future__ import annotations

import sys

from domain.errors import OutsideFailed, SeamlineError
from seamline.cli.app import app


def main() -> None:
    """Runs a command; an expected failure is one sentence on stderr and its exit code."""
    try:
        app()
    except SeamlineError as error:
        print(f"seamline: {_inert(error)}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"seamline: {_inert(f'{where}{error.strerror or error}')}", file=sys.stderr)
        sys.exit(OutsideFailed.exit_code)
    except KeyboardInterrupt:
        print(
            "seamline: interrupted; what was committed stays, go on with `seamline work`",
            file=sys.stderr,
        )
        sys.exit(130)


def _inert(error: object) -> str:
    """A sentence that may quote what came from outside: without signs a terminal obeys."""
    from domain.letters import inert

    return " ".join(inert(str(error)).split())


__all__ = ["app", "main"]
