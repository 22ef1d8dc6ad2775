"""demo: the main job on the sample company, on a replay clock, and what happened in plain words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from rich.console import Console

from seamline import views
from seamline.cli.card import print_news, print_options, print_waiting
from seamline.cli.intake import advance_with_progress, file_with_progress
from seamline.cli.office import console, safe
from seamline.cli.views import print_inbox
from seamline.demo_company import OPENS, mail_days, make_demo
from seamline.loading import load_export
from seamline.settings import FILE
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

FOLDER = Path("demo-workspace")


def demo(folder: Path | None, *, fresh: bool) -> None:
    """Makes the workspace, files the mails day by day, and tells what happened."""
    target = (folder or FOLDER).resolve()
    screen = console()
    if fresh and (target / FILE).is_file():
        shutil.rmtree(target)
    there = (target / FILE).is_file()
    workspace = Workspace(target) if there else make_demo(target)
    office = open_office(workspace)
    try:
        _play(office, screen)
        _tell(office, screen, target)
    finally:
        office.close()


def _play(office: Office, screen: Console) -> None:
    """Opening export, then each day's mails and that day's feed; what was done is not redone."""
    report = load_export(office, OPENS.opening())
    rows = sum(one.read for one in report.tables)
    screen.print(f"Harlow loaded: {rows} rows, {len(report.flagged)} of them look wrong:")
    for one in report.flagged:
        screen.print(safe(f"  {one.object}: {'; '.join(one.sentences)}"))
    for day in mail_days():
        if day.mails:
            screen.rule(f"{day.day}: {len(day.mails)} mail(s)")
            file_with_progress(office, list(day.mails), show=True)
            advance_with_progress(office, show=True)
        if day.feed is not None:
            load_export(office, day.feed)


def _tell(office: Office, screen: Console, folder: Path) -> None:
    inbox = views.inbox(office)
    for line in [*inbox["waiting"], *inbox["observed"], *inbox["under_way"], *inbox["closed"]]:
        _tell_case(views.case(office, line["case"]), screen)
    screen.rule("inbox")
    print_inbox(screen, inbox)
    screen.rule("how to go on")
    screen.print(f"cd {folder.name} && ../.venv/bin/seamline inbox")
    for line in inbox["waiting"]:
        screen.print(f"../.venv/bin/seamline show {line['case']}")


def _tell_case(data: dict[str, Any], screen: Console) -> None:
    screen.rule(safe(f"{data['case']} {data['title']}"))
    print_news(screen, data["news"])
    for one in data["superseded"]:
        screen.print(safe(f"SUPERSEDED: {one['summary']} — {one['because']}"))
    print_options(screen, data["options"])
    print_waiting(screen, data)
