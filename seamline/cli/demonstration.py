"""demo: the main job on the sample company, told as it happens, on a replay clock."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from rich.console import Console

from seamline import views
from seamline.cli.card import print_news, print_options, print_waiting
from seamline.cli.demo_telling import play_day, print_closer_look, print_summary
from seamline.cli.intake import advance_with_progress, file_with_progress
from seamline.cli.office import console, in_short, safe, table
from seamline.cli.trap_telling import print_trace, print_traps
from seamline.cli.views import print_inbox
from seamline.demo_company import HELD_AT, OPENS, Day, let_go, mail_days, make_demo
from seamline.demo_story import Taken, story
from seamline.demo_traps import met
from seamline.loading import load_export
from seamline.outcomes import side_by_side
from seamline.settings import FILE
from seamline.trap_table import page as trap_page
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

FOLDER = Path("demo-workspace")

#: Where the year goes on, beside the workspace whose clock is held.
LATER = "-later"

#: In it: what Seamline would have done beside what the company did.
BESIDE = "beside.md"

#: In it: each trap of the mails, and what shows how it went.
TRAPS = "traps.md"

#: The case of the mail that wants money on another account.
FRAUD = "W7-KL-3391"


def demo(folder: Path | None, *, fresh: bool, later: bool = True) -> None:
    """Makes the workspace, files the mails day by day, and tells what happened; then, with
    `later`, goes on in a copy through all days of mail.

    Run again it files everything again: each mail and export counts once.
    """
    target = (folder or FOLDER).resolve()
    if fresh and (target / FILE).is_file():
        shutil.rmtree(target)
    there = (target / FILE).is_file()
    office = open_office(Workspace(target) if there else make_demo(target))
    screen = console()
    try:
        _load(office, screen)
        for day in mail_days():
            if day.day <= HELD_AT.date():
                _tell_day(office, day, screen)
        if not later:
            _close(office, screen, target)
    finally:
        office.close()
    if later:
        go_on(target, screen, fresh=fresh)
        _close_again(target, screen)


def _load(office: Office, screen: Console) -> None:
    report = load_export(office, OPENS.opening())
    rows = sum(one.read for one in report.tables)
    screen.rule("Harlow, as its ERP exported it on 2026-03-10")
    screen.print(f"{rows} rows loaded. {len(report.flagged)} look wrong and are used all the same:")
    for one in report.flagged:
        screen.print(safe(f"  {one.object}: {'; '.join(one.sentences)}"))


def _tell_day(office: Office, day: Day, screen: Console) -> None:
    """Files a day's mails, then its export, and tells each case they touched."""
    before = _progress(office)
    if day.mails:
        screen.rule(f"{day.day:%A, %-d %B %Y}: {', '.join(path.stem for path in day.mails)}")
        file_with_progress(office, list(day.mails), show=True)
        advance_with_progress(office, show=True)
    if day.feed is not None:
        load_export(office, day.feed)
    for case, (through, _) in _progress(office).items():
        seen = before.get(case, (0, 0))
        if through > seen[0]:
            _tell_case(views.case(office, case), seen, screen)


def _progress(office: Office) -> dict[str, tuple[int, int]]:
    """The newest fact of each case, and how many effects it has by now."""
    by_id = sorted(office.deps.cases(), key=lambda one: one.id)
    return {one.id: (one.through, len(one.effects)) for one in by_id}


#: What is printed of a case on a day, where there is any of it.
_TOLD = ("news", "options", "waiting", "observed", "closed")


def _tell_case(data: dict[str, Any], seen: tuple[int, int], screen: Console) -> None:
    """What this day brought to one case."""
    screen.print(safe(f"\n{data['case']}  {data['title']}"), style="bold")
    since = (one for one in data["facts"] if one["number"] > seen[0])
    withdrawn = [one for one in since if one["kind"] == "superseded"]
    for one in data["superseded"][-len(withdrawn) :] if withdrawn else []:
        screen.print(safe(f"SUPERSEDED: {one['summary']} ({one['because']})"), style="bold")
    print_news(screen, data["news"][-1:])
    print_options(screen, data["options"])
    done = data["effects"][seen[1] :]
    _tell_effects(done, screen)
    print_waiting(screen, data)
    if not any((withdrawn, done, *(data[one] for one in _TOLD))):
        screen.print("nothing new to decide")
    if data["closed"]:
        screen.print(safe(f"closed: {data['closed']['outcome']}"))


def _tell_effects(effects: list[dict[str, Any]], screen: Console) -> None:
    """What ran by itself, under which authority, and what came of it."""
    if not effects:
        return
    made = table("ran by itself", "what", "came of it", "under")
    for one in effects:
        authority = one["authority"].removeprefix("standing authority ")
        made.add_row(safe(in_short(one["said"])), one["state"], safe(authority))
    screen.print(made)


def go_on(held: Path, screen: Console, *, fresh: bool) -> list[Taken]:
    """Plays the days after the held one in a copy of the workspace, and tells what came of it.

    Harlow's people decide there, partners answer, and what the company itself entered is in the
    exports. Returns each decision as it went. A copy that is there already is only summed up.
    """
    target = held.with_name(held.name + LATER)
    if fresh and (target / FILE).is_file():
        shutil.rmtree(target)
    there = (target / FILE).is_file()
    if not there:
        shutil.copytree(held, target)
    office = open_office(Workspace(target))
    try:
        let_go(office)
        days = story(HELD_AT.date())
        screen.rule(f"{days[0].day:%-d %B} to {days[-1].day:%-d %B}, in {target.name}")
        if there:
            screen.print("played before; `seamline demo --fresh` plays it anew")
        taken = [] if there else [one for day in days for one in play_day(office, day, screen)]
        print_summary(screen, office)
        found = met(office)
        print_traps(screen, found)
        (target / TRAPS).write_text(trap_page(found), encoding="utf-8")
        screen.print(f"trap by trap, with what shows it: {target.name}/{TRAPS}")
        print_trace(screen, office, FRAUD)
        page = target / BESIDE
        page.write_text(side_by_side(office, OPENS.company()), encoding="utf-8")
        screen.print(f"case by case beside what Harlow did itself: {target.name}/{page.name}")
        print_closer_look(screen, target.name)
    finally:
        office.close()
    return taken


def _close_again(folder: Path, screen: Console) -> None:
    office = open_office(Workspace(folder))
    try:
        _close(office, screen, folder)
    finally:
        office.close()


def _close(office: Office, screen: Console, folder: Path) -> None:
    inbox = views.inbox(office)
    screen.rule(f"inbox, {inbox['now'][:16].replace('T', ' ')} UTC (the clock is held here)")
    print_inbox(screen, inbox)
    screen.rule("how to go on")
    for line in (
        f"cd {folder.name}; PATH=$PWD/../.venv/bin:$PATH",
        "seamline show W1-4500018822",
        "seamline decide W1-4500018822 respond --set promised_date=2026-04-09 \\",
        '    --reason "Lily on the phone: 9 April" --as E001',
        'seamline ask W1-4500018822 "Which freight options were considered?"',
        "seamline clock advance 2026-03-20      # what happens when nobody answers",
        "seamline serve --as E001               # the same in a browser: a link that lets you in",
    ):
        screen.print(line, markup=False, highlight=False)
