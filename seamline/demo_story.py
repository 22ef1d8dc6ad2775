"""What the sample company's people decide in the demo: each step by time, case, person, reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Literal

import yaml

from domain.case import CaseState
from domain.errors import NotAllowed, SeamlineError, Stale
from domain.values import Value
from graph.owing import owing
from graph.workflows.registry import workflows
from memory.clock import move_replay_clock
from seamline.demo_company import OPENS, mail_days, written_at
from seamline.wiring import Office


class Step(Value):
    """One thing that people do to one case; several approve one after another.

    `case` is the workflow and what the case is about, as `W8-0526-118`: the newest that is open
    is meant. `set` is what a respond or an edit sets; `takes` the option that whoever approves
    means to take.
    """

    at: datetime
    case: str
    by: tuple[str, ...]
    do: Literal["approve", "edit", "reject", "respond", "waive"]
    set: Mapping[str, str] = {}
    takes: str = ""
    why: str

    def said(self) -> str:
        """In one line: what who did, and why."""
        told = ", ".join(f"{name} = {value}" for name, value in self.set.items())
        return f"{' and '.join(self.by)} {self.do} {told}".rstrip() + f": {self.why}"


class StoryDay(Value):
    """A day after the held one: its mails and steps in the order of their times, its exports; last
    what the record then shows of partners' answers."""

    day: date
    happens: tuple[Path | Step, ...]
    exports: tuple[Path, ...]


class Taken(Value):
    """A step as it went: the case it was taken in, and what stood against it, if anything."""

    step: Step
    case: str
    fault: str = ""


def steps() -> tuple[Step, ...]:
    """All of them, in the order in which they are taken."""
    text = (OPENS.folder / "decisions.yaml").read_text(encoding="utf-8")
    found = []
    for one in yaml.safe_load(text):
        by = one["by"] if isinstance(one["by"], list) else [one["by"]]
        told = {name: str(value) for name, value in one.get("set", {}).items()}
        at = datetime.fromisoformat(str(one["at"])).replace(tzinfo=UTC)
        found.append(Step(**{**one, "at": at, "by": tuple(by), "set": told}))
    return tuple(sorted(found, key=lambda step: step.at))


def story(after: date) -> list[StoryDay]:
    """The days after that one with all that happens: sample mails, decisions, answers, exports."""
    timed: list[tuple[datetime, int, Path | Step]] = []
    played = [mail for one in mail_days() if one.day > after for mail in one.mails]
    timed += [(written_at(mail), 0, mail) for mail in (*played, *OPENS.answers())]
    timed += [(one.at, 1, one) for one in steps()]
    timed.sort(key=lambda one: one[:2])
    days = [one for one in mail_days() if one.day > after]
    exports = {one.day: tuple(filter(None, (one.feed, one.own))) for one in days}
    for day in OPENS.answered_days():
        exports[day] = (*exports.get(day, ()), *filter(None, (OPENS.answered(day),)))
    happens: dict[date, list[Path | Step]] = {day: [] for day in sorted(exports)}
    for at, _, one in timed:
        happens.setdefault(at.date(), []).append(one)
    return [
        StoryDay(day=day, happens=tuple(happens[day]), exports=exports.get(day, ()))
        for day in sorted(happens)
    ]


def is_answer(mail: Path) -> bool:
    """Whether a mail of the story answers what the demo's people decided."""
    return mail.parent == OPENS.folder / "answers"


def answer(office: Office, path: Path) -> Path:
    """An answer as a mail to file: a reply to the last letter that its case sent to that partner.

    The file is named after the case that it answers. NotAllowed when no letter went out.
    """
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    case = meant(office, path.stem.partition(".")[0])
    domain = _domain(mail, "From")
    letters = [one for one in _letters(office, case) if _domain(one, "To") == domain]
    if not letters:
        raise NotAllowed(f"{case.id} wrote no letter to {domain}")
    newest = max(letters, key=lambda one: parsedate_to_datetime(str(one["Date"])))
    mail["In-Reply-To"] = newest["Message-ID"]
    made = office.workspace.folder / "answers" / path.name
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(mail.as_bytes())
    return made


def _letters(office: Office, case: CaseState) -> Iterator[EmailMessage]:
    """The letters that a case has sent."""
    keys = {key for one in case.effects for key in (one.key, *one.parts)}
    for path in office.workspace.outgoing.glob("*.eml"):
        if any(key.startswith(path.stem) for key in keys):
            yield message_from_bytes(path.read_bytes(), policy=policy.default)


def _domain(mail: EmailMessage, header: str) -> str:
    return parseaddr(str(mail[header]))[1].rpartition("@")[2]


def take(office: Office, step: Step) -> Taken:
    """Takes a step at its time; what cannot be taken is told, not passed over."""
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, step.at)
    office.desk.advance()
    case = step.case
    try:
        case = meant(office, step.case).id
        _look_again(office, case, step)
    except SeamlineError as fault:
        return Taken(step=step, case=case, fault=str(fault))
    return Taken(step=step, case=case)


def meant(office: Office, name: str) -> CaseState:
    """The newest case that a reference means; one that is open before any other.

    NotAllowed when there is none.
    """
    found = [one for one in office.deps.cases() if is_about(one, name)]
    if not found:
        raise NotAllowed(f"there is no case {name}")
    return max(found, key=lambda one: (one.closed is None, str(one.opened_at)))


def is_about(case: CaseState, name: str) -> bool:
    """Whether a reference such as `W8-0526-118` means a case: its workflow and subject."""
    code, _, about = name.partition("-")
    known = workflows().get(code)
    if known is None or case.workflow != known.NAME:
        return False
    return case.id == name or case.order.partition(":")[2] == about


def _look_again(office: Office, case: str, step: Step) -> None:
    """Does it; where something came between, people look at the new proposal once and decide."""
    try:
        _do(office, case, step)
    except Stale:
        office.desk.advance()
        _do(office, case, step)


def _do(office: Office, case: str, step: Step) -> None:
    if step.do == "waive":
        _waive(office, case, step)
    else:
        _decide(office, case, step)


def _decide(office: Office, case: str, step: Step) -> None:
    """Each in turn; the last one's word must complete it."""
    _check(office.desk.case(case), step.takes)
    left: tuple[str, ...] = ()
    for person in step.by:
        left = office.desk.decide(
            case, step.do, person=person, reason=step.why, slots=dict(step.set)
        ).waits_for
    if left:
        raise NotAllowed(f"{case} still waits for {', '.join(left)}")


def _check(state: CaseState, takes: str) -> None:
    """That what is proposed is what is meant."""
    chosen = [one.winner for one in state.proposal.rankings] if state.proposal else []
    if takes and takes not in chosen:
        raise NotAllowed(f"{state.id} proposes {', '.join(chosen) or 'nothing'}, not {takes}")


def _waive(office: Office, case: str, step: Step) -> None:
    owed = owing(office.policy, office.desk.case(case))
    if not owed:
        raise NotAllowed(f"{case} is owed nothing")
    for one in owed:
        office.desk.waive(case, one.key, person=step.by[0], reason=step.why)
