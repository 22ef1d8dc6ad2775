"""Evaluations: a company's exports and mails played day by day in a workspace of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from domain.errors import BadInput, SeamlineError
from seamline.demo_company import let_act
from seamline.filing import file_mails
from seamline.heard_mails import heard
from seamline.loading import load_export
from seamline.outcomes import Flow, flows_of, side_by_side
from seamline.wiring import Office, machine_clock, open_office
from seamline.workspace import create
from tools.mail.isolate import identify_safely

#: The parts of a day's export: what happened to the company, and what its people did.
PARTS = ("world", "own")


class Played(NamedTuple):
    """A mail, the day it was written on, and where its file lies."""

    day: date
    path: Path


class Run(NamedTuple):
    """How many mails were read, and what each workflow made of them."""

    mails: int
    flows: tuple[Flow, ...]


def evaluate(
    mails: Path,
    company: Path,
    out: Path,
    folder: Path,
    progress: Callable[[str], None] = lambda _told: None,
    model: tuple[str, str] = ("", ""),
    beside: Path | None = None,
) -> Run:
    """Plays `mails` on `company` in a new workspace at `folder`; writes a line a mail to `out`.

    `model` is the address and the name of a language model; without one rules alone read. To
    `beside` goes a page that sets each case beside what the company's own people did.

    The opening export comes first, then each day's mails and, after them, that day's export.
    BadInput when there is no mail or no opening export.
    """
    played = _by_day(mails)
    opening = company / "opening"
    if not opening.is_dir():
        raise BadInput("holds no opening export", file=str(company), remedy="name its folder")
    office = _fresh(folder, played[0].day, model)
    try:
        load_export(office, opening)
        names = _play(office, played, company, progress)
        lines = [one.line() for one in heard(office, names)]
        flows = flows_of(office)
        page = side_by_side(office, company) if beside else ""
    finally:
        office.close()
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    out.write_text(text, encoding="utf-8")
    if beside:
        beside.write_text(page, encoding="utf-8")
    return Run(len(lines), flows)


def _fresh(folder: Path, first: date, model: tuple[str, str]) -> Office:
    """The sample company's policy and people on a replay clock; its workflows may act."""
    begins = datetime.combine(first, time.min, UTC)
    workspace = create(
        folder, clock="replay", machine=machine_clock, starter="demo", replay_from=begins
    )
    text = workspace.settings_file.read_text(encoding="utf-8")
    for key, value in zip(("base_url", "name"), model, strict=True):
        text = text.replace(f'{key} = ""', f"{key} = {json.dumps(value)}")
    workspace.settings_file.write_text(text, encoding="utf-8")
    office = open_office(workspace)
    let_act(office)
    return office


def _by_day(mails: Path) -> list[Played]:
    """The mails in the order they were written; one without a usable date comes last."""
    found = sorted([mails] if mails.is_file() else mails.rglob("*.eml"))
    if not found:
        raise BadInput("holds no mail", file=str(mails), remedy="name a folder of .eml files")
    sent = {path: _sent(path) for path in found}
    return [Played(sent[path].date(), path) for path in sorted(found, key=sent.__getitem__)]


def _sent(path: Path) -> datetime:
    try:
        return identify_safely(path.read_bytes()).sent_at
    except SeamlineError:
        return datetime.max.replace(tzinfo=UTC)


def _play(
    office: Office, played: list[Played], company: Path, progress: Callable[[str], None]
) -> dict[str, str]:
    """Everything in its order; the stream of each mail by the name of its file."""
    feeds = {day.name: day for day in company.glob("feed/*") if day.is_dir()}
    # a mail that says no day is played after all others, and brings no further exports
    dated = [one.day for one in played if one.day != date.max]
    last = (dated or [played[-1].day])[-1].isoformat()
    names: dict[str, str] = {}
    for day in sorted({one.day.isoformat() for one in played} | {d for d in feeds if d <= last}):
        for mail in (one for one in played if one.day.isoformat() == day):
            (filed,) = file_mails(office, [mail.path])
            names[mail.path.stem] = filed.key
            office.desk.advance()
            progress(mail.path.stem)
        parts = [feeds[day] / part for part in PARTS] if day in feeds else []
        for part in (one for one in parts if one.is_dir()):
            load_export(office, part)
    return names
