"""eval: plays mails in a workspace that is made for it, with a bar on the terminal."""

from __future__ import annotations

import tempfile
from pathlib import Path

from seamline.cli.office import console, safe


def evaluate_reading(
    mails: Path, company: Path, out: Path, keep: Path | None, model: tuple[str, str]
) -> None:
    """Plays, and says where the readings are."""
    from seamline import evaluation

    screen = console()
    with tempfile.TemporaryDirectory() as spare, screen.status("reading") as shown:
        count = evaluation.evaluate_reading(
            mails,
            company,
            out,
            keep or Path(spare) / "workspace",
            lambda name: shown.update(f"read {safe(name)}"),
            model,
        )
    screen.print(safe(f"{count} mails read into {out}"))
