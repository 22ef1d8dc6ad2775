"""The answers (997, CONTRL) to a message's interchanges, intended where it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.acknowledging import EdiPartner, setting_of, why_not
from domain.actions import AcknowledgeInterchange
from domain.canonical import digest
from domain.fact import Fact, NewFact
from domain.message import Message, SenderVerdict
from domain.provenance import MasterRef, MessageRef, Slot, fixed
from domain.record import Row
from graph.deps import Deps
from graph.still_addressed import on_record
from memory import chain, inbox, outbox
from memory.outbox import Intended
from tools.edi.answering import Answer, answers

#: Interchanges of one mail that are answered, and characters of one answer.
MOST, LONGEST = 100, 1_000_000

#: Events of a message's stream that carry out what was intended on it.
EVENTS = ("acknowledge", "effects")


class _Heard(NamedTuple):
    """A message that was read, with the setting of its sender."""

    deps: Deps
    connection: Connection
    message: Message
    setting: EdiPartner
    partner: Row
    read: Fact


def answer_interchanges(
    deps: Deps, connection: Connection, message: Message, verdict: SenderVerdict, read: Fact
) -> None:
    """Intends an answer to each interchange whose sender's setting wants one; else says why not.

    What it does commits with the reading. Where the answer goes stands in the setting and in
    master data, never in the message.
    """
    texts = [part.text for part in message.parts if part.is_interchange] if deps.edi else []
    if not texts:
        return
    setting = setting_of(deps.edi, verdict.partner_id)
    if setting is None:
        if not verdict.partner_id:
            _withhold(deps, connection, read, "", "its sender is nobody on record")
        return
    partner, contact = on_record(deps, setting)
    age = deps.clock.now() - message.sent_at
    problem = why_not(setting, verdict, partner, contact, age)
    if problem or partner is None:
        _withhold(deps, connection, read, setting.partner, problem)
        return
    _answer_all(_Heard(deps, connection, message, setting, partner, read), texts)


def _answer_all(heard: _Heard, texts: list[str]) -> None:
    intended = 0
    for text, answer in _answers(texts, heard):
        problem = _problem(heard.setting, answer)
        problem = problem or _intend(heard, answer, hashlib.sha256(text.encode()).hexdigest())
        if problem:
            name = f"interchange {answer.interchange}: {problem}"
            _withhold(heard.deps, heard.connection, heard.read, heard.setting.partner, name)
        intended += not problem
    if intended:
        now, stream = heard.deps.clock.now(), heard.read.stream
        inbox.enqueue(heard.connection, stream, EVENTS[0], {"fact": heard.read.id}, now)


def _answers(texts: list[str], heard: _Heard) -> Iterator[tuple[str, Answer]]:
    at = heard.deps.clock.now()
    found = [(text, answer) for text in texts for answer in answers(text, at)]
    yield from found[:MOST]
    if len(found) > MOST:
        reason = f"it holds {len(found)} interchanges; {MOST} of a mail are answered"
        _withhold(heard.deps, heard.connection, heard.read, heard.setting.partner, reason)


def _problem(setting: EdiPartner, answer: Answer) -> str:
    if setting.ids and answer.sender not in setting.ids:
        return f"{answer.sender or 'nobody'} is no name of {setting.partner} in the settings"
    return "the answer is too long" if len(answer.text) > LONGEST else ""


def _intend(heard: _Heard, answer: Answer, content: str) -> str:
    """Writes down the intention once; why there is none now, where that has to be said."""
    action = _action(heard, answer, content)
    told = action.model_dump(mode="json")
    known = outbox.by_key(heard.connection, action.key)
    if known is not None:
        same = known.action["content"]["value"] == content
        return "" if same else "another one under the same number was answered before"
    setting = heard.setting.model_dump(mode="json")
    authority = {
        "said": f"setting [[edi]] of {heard.setting.partner}",
        "partner": heard.setting.partner,
        "setting": setting,
        "action_hash": digest(told),
    }
    body = {"key": action.key, "action": told, "said": action.said(), "authority": authority}
    fact = _note(heard.deps, heard.connection, heard.read, "intended", "authority", body)
    row = Intended(
        key=action.key,
        case_id=heard.read.stream,
        action=told,
        authority=authority,
        fact_id=fact.id,
        partner=heard.setting.partner,
        day=heard.deps.clock.now().date(),
    )
    outbox.intend(heard.connection, row)
    return ""


def _action(heard: _Heard, answer: Answer, content: str) -> AcknowledgeInterchange:
    """The action; what it says is made by code from the interchange, its words are fixed."""

    def made(value: str) -> Slot:
        return fixed("acknowledgement", value)

    setting, partner = heard.setting, heard.partner
    return AcknowledgeInterchange(
        case=heard.read.stream,
        function="edi",
        objects=(f"partners:{setting.partner}",),
        why=f"setting [[edi]] of {setting.partner}",
        partner_id=_cell(partner, "partner_id", partner.key),
        contact=_contact(heard.deps, setting),
        folder=fixed("settings", setting.folder),
        in_reply_to=Slot(
            value=heard.message.message_id,
            source=MessageRef(sha256=heard.message.sha256, field="message_id"),
        ),
        interchange=made(answer.interchange),
        envelope=made(answer.envelope),
        content=made(content),
        standard=made(answer.standard),
        number=made(answer.number),
        state=made(answer.state),
        text=made(answer.text),
    )


def _contact(deps: Deps, setting: EdiPartner) -> Slot:
    _, row = on_record(deps, setting)
    return _cell(row, "contact_id", row.key) if row else fixed("settings", "")


def _cell(row: Row, field: str, value: str) -> Slot:
    source = MasterRef(table=row.table, key=row.key, field=field, version=row.version)
    return Slot(value=value, source=source)


def _withhold(deps: Deps, connection: Connection, read: Fact, partner: str, reason: str) -> None:
    """Says why an interchange gets no answer, once however often the mail is read."""
    told = {"partner": partner, "reason": reason}
    before = chain.of_stream(connection, read.stream, kinds=("acknowledgement_withheld",))
    if told not in [one.body for one in before]:
        _note(deps, connection, read, "acknowledgement_withheld", "intake", told)


def _note(
    deps: Deps, connection: Connection, read: Fact, kind: str, actor: str, body: dict[str, Any]
) -> Fact:
    new = NewFact(
        stream=read.stream,
        kind=kind,
        at=deps.clock.now(),
        actor=actor,
        causes=(read.id,),
        body=body,
    )
    return chain.append(connection, [new])[0]
