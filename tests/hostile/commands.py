"""Commands as a user runs them, in this process: what they print and how they end."""

import contextlib
import io
import os
import sys
import traceback
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def seamline(*words: str, folder: Path, user: str = "") -> Done:
    """Runs a command in a folder; what nobody caught is a traceback on stderr and exit code 1."""
    from seamline.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    names = {"SEAMLINE_USER": user, "COLUMNS": "80"}
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, names),
        patch.object(sys, "argv", ["seamline", *words]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:  # noqa: BLE001  # the very thing that is looked for
            traceback.print_exc(file=err)
            code = 1
    return Done(code, out.getvalue(), err.getvalue())
