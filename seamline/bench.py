"""`python -m seamline.bench`: makes a workspace for the benchmark and writes its table."""

from __future__ import annotations

import argparse
import asyncio
import csv
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from evals import bench
from evals.company import export_of
from evals.fake_server import FakeServer
from evals.intake_bench import intake_rows
from graph.bare import run_bare
from graph.threads import checkpoint_bytes
from memory import chain
from seamline.demo_company import OPENS, make_demo
from seamline.loading import load_export
from seamline.signing import sign_standing
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace


class OfficeBench:
    """An opened workspace as the benchmark sees it."""

    def __init__(self, office: Office) -> None:
        self._office, self.desk = office, office.desk

    def sizes(self) -> dict[str, int]:
        """Bytes and facts on disk now."""
        with self._office.ledger.reading() as connection:
            facts, _ = chain.head(connection)
        folder = self._office.workspace
        return {
            "facts": facts,
            "ledger": folder.ledger.stat().st_size,
            "checkpoints": checkpoint_bytes(folder.checkpoints),
        }

    def calls(self) -> tuple[int, int]:
        """Model calls and input tokens so far."""
        with self._office.ledger.reading() as connection:
            calls = chain.of_kind(connection, "model_called")
        return len(calls), sum(int(one.body["tokens_in"]) for one in calls)


def main() -> None:
    """Runs all stages and prints, and writes if asked, a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=200)
    options.add_argument("--latency", type=float, default=0.5)
    options.add_argument("--in-flight", type=int, default=200)
    options.add_argument("--out", type=Path, default=None, help="also write the table there")
    chosen = options.parse_args()
    with made(chosen.cases) as office:
        bare = lambda: asyncio.run(run_bare(chosen.cases))  # noqa: E731
        rows = intake_rows(10 * chosen.cases, office.deps.read)
        rows += bench.without_model(OfficeBench(office), chosen.cases, bare)
    with (
        FakeServer(latency=chosen.latency) as server,
        made(chosen.cases, server.base_url) as office,
    ):
        rows += bench.with_model(
            OfficeBench(office), chosen.cases, chosen.latency, chosen.in_flight
        )
    text = "\n".join(["| what | figure |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
    print(text)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")


@contextmanager
def made(cases: int, base_url: str = "") -> Iterator[Office]:
    """A workspace with that many orders, opened; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="seamline-bench-"))
    workspace = make_demo(folder / "workspace")
    _settle(workspace, base_url)
    office = open_office(workspace)
    try:
        export = export_of(OPENS.opening(), folder / "export", cases)
        _raise_budgets(export / "budgets.csv")
        load_export(office, export)
        yield office
    finally:
        office.close()
        shutil.rmtree(folder, ignore_errors=True)


def _raise_budgets(file: Path) -> None:
    """A month's budget is for a few cases, and what one holds of it makes the next think again."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{**row, "amount": "100000000.00"} for row in csv.DictReader(lines)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _settle(workspace: Workspace, base_url: str) -> None:
    """Points the workspace at a model if asked, and lifts the daily limits towards a partner:
    all cases are with one partner on one day, and the limits would stop them, rightly. No partner
    answers here, so none is waited for."""
    settings = workspace.settings_file.read_text(encoding="utf-8")
    if base_url:
        settings = settings.replace('base_url = ""', f'base_url = "{base_url}"')
        settings = settings.replace('name = ""', 'name = "fake"')
        workspace.settings_file.write_text(settings, encoding="utf-8")
    text = workspace.policy_file.read_text(encoding="utf-8")
    asks = "    acknowledged_by: []\n"
    text = text.replace(asks, f"{asks}    confirmed: []\n", 1)
    text = re.sub(r"(per_partner_day|per_day): \d+", r"\1: 1000000", text)
    for name in ("SA-1", "SA-2"):
        text = sign_standing(text, name, "E020", date(2026, 3, 1))
    workspace.policy_file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
