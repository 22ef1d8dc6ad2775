"""Mails that want another bank account, or that nobody should believe: who sent them, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from domain.case import CaseState
from domain.fact import Fact
from graph.answers.evidence import Line
from graph.asked.company import Company, first_of
from graph.asked.listing import where
from memory import chain

_MOST = 12
_MORE = "`seamline mail` lists all that was read"


def account_changes(asked: Company) -> list[Line]:
    """Mails that ask to pay to another bank account, with their case; how many were looked at
    where none does."""
    return _told(asked, _wants_account, "another bank account")


def doubted(asked: Company) -> list[Line]:
    """The same, with mails that speak to a machine and those whose sender is suspect."""
    what = "another bank account, speaks to a machine or comes from a suspect sender"
    return _told(asked, _is_doubted, what)


def _wants_account(fact: Fact) -> bool:
    return "bank_change_request" in fact.body["reading"]["intents"]


def _is_doubted(fact: Fact) -> bool:
    hidden = "prompt_injection" in fact.body["reading"]["intents"]
    return hidden or _wants_account(fact) or fact.body["sender"]["verdict"] == "suspect"


def _told(asked: Company, tells: Callable[[Fact], bool], what: str) -> list[Line]:
    read = {one.stream: one for one in chain.of_kind(asked.connection, "message_read")}
    cases = _joined(asked)
    mine = [one for one in read.values() if _is_meant(asked, one, cases.get(_id(one), []))]
    told = [one for one in reversed(mine) if tells(one)]
    lines = [line for one in told for line in _mail(asked, one, cases.get(_id(one), []))]
    days = f" {asked.period.words} ({asked.period.said()})" if asked.period is not None else ""
    none = Line(text=f"none: no mail{days} wants {what} ({len(mine)} mails were looked at)")
    return first_of(lines, _MOST, _MORE) or [none]


def _joined(asked: Company) -> dict[str, list[CaseState]]:
    """Cases that each message is part of, by its hash."""
    known = {f"case:{one.id}": one for one in asked.deps.cases()}
    found: dict[str, list[CaseState]] = {}
    for fact in chain.of_kind(asked.connection, "case_joined", "note_taken"):
        if "news" in fact.body and fact.stream in known:
            found.setdefault(fact.body["news"]["message"], []).append(known[fact.stream])
    return found


def _is_meant(asked: Company, fact: Fact, cases: list[CaseState]) -> bool:
    """Whether it came in the days named, from a partner named or into a case about one."""
    sent = datetime.fromisoformat(fact.body["sent_at"]).date()
    if asked.period is not None and not asked.period.holds(sent):
        return False
    keys = {one.key for one in asked.partners}
    about = {one.partner for one in cases} | {fact.body["sender"]["partner_id"]}
    return not keys or bool(keys & about)


def _id(fact: Fact) -> str:
    return str(fact.body["sha256"])


def _mail(asked: Company, fact: Fact, cases: list[CaseState]) -> Iterator[Line]:
    sender, intents = fact.body["sender"], fact.body["reading"]["intents"]
    said = [words for intent, words in _INTENTS if intent in intents]
    verdict = sender["verdict"].replace("_", " ")
    why = f" ({'; '.join(sender['reasons'])})" if sender["verdict"] != "authenticated" else ""
    head = f'{fact.body["sent_at"][:10]} {sender["address"]} wrote "{fact.body["subject"]}"'
    told = "; ".join([*said, f"its sender is {verdict}{why}"])
    yield Line(text=f"{head}: {told}", facts=(fact.number,))
    for one in cases:
        text = f"  in {one.id} {one.title}: {where(asked, one)}"
        yield Line(text=text, facts=(one.through,))
    if not cases:
        yield Line(text="  it is part of no case")


_INTENTS = (
    ("bank_change_request", "it wants another bank account"),
    ("prompt_injection", "it speaks to a machine, which nobody obeys"),
)
