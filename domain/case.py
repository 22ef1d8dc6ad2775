"""A case is a fold over its facts: nothing about it is stored that cannot be folded again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from domain.assumption import Assumption
from domain.corrected import Correction
from domain.correction import with_correction
from domain.delay.hearsay import Heard, silent_on
from domain.effect_state import EFFECT_WORDS, SETTLED, EffectState, intended
from domain.fact import Fact
from domain.news import Answer, News, corrected_by, without
from domain.origin import Origin, origin_of
from domain.outstanding import Outstanding, matters_of
from domain.pins import Pin, wanted_by
from domain.promise import Broken, broken_by
from domain.proposal import Approval, Asked, Proposal
from domain.ruling import Ruling
from domain.silence.expected import Silent
from domain.together import Together, after
from domain.values import Value

Phase = Literal["assess", "review", "effects", "closed"]


class CaseState(Value):
    """A case as its facts tell it. `through` numbers its newest fact but for model calls, `silence`
    is what is silent now, `was_silent` all that ever was, `pinned` what edits want of the next,
    `also` what else of its kind one event has brought to it, each with why it is that event.
    `sent_on` says in which case something goes on since people rearranged them: a message by its
    hash, an object by its name, everything under the empty name; `came_from` where it got some so.
    """

    id: str
    workflow: str = ""
    order: str = ""
    partner: str = ""
    title: str = ""
    opened_at: datetime | None = None
    opened_by: str = ""
    opened_because: str = ""
    origin: Origin = Origin()
    through: int = 0
    news: tuple[News, ...] = ()
    notes: tuple[Heard, ...] = ()
    answers: tuple[Answer, ...] = ()
    proposal: Proposal | None = None
    proposal_fact: Fact | None = None
    rulings: tuple[Ruling, ...] = ()
    asked: Asked | None = None
    approvals: tuple[Approval, ...] = ()
    decision: dict[str, Any] | None = None
    decision_fact: Fact | None = None
    effects: tuple[EffectState, ...] = ()
    superseded: int = 0
    pinned: dict[str, Pin] = {}
    requested_by: str = "agents"
    stuck: str = ""
    stuck_by: str = ""
    lapsed: bool = False
    contested: str = ""
    acknowledged: dict[str, str] = {}
    unclear: dict[str, str] = {}
    chased: dict[str, int] = {}
    silent: dict[str, str] = {}
    silence: tuple[Silent, ...] = ()
    was_silent: frozenset[str] = frozenset()
    broken: tuple[Broken, ...] = ()
    outstanding: tuple[Outstanding, ...] = ()
    assumptions: dict[str, Assumption] = {}
    health: dict[str, str] = {}
    overrides: tuple[str, ...] = ()
    together: Together = Together()
    sent_on: dict[str, str] = {}
    came_from: tuple[str, ...] = ()
    also: dict[str, str] = {}
    closed: dict[str, Any] | None = None

    @property
    def phase(self) -> Phase:
        """Where it stands: to be assessed, with people, taking effect, or closed."""
        if self.closed is not None:
            return "closed"
        if self.decision is not None:
            return "effects"
        return "review" if self.proposal is not None else "assess"

    @property
    def abouts(self) -> tuple[str, ...]:
        """What it is about: what it was opened for, and all that its event has brought to it."""
        return (self.order, *self.also)

    @property
    def is_bare(self) -> bool:
        """Whether a person opened it and nothing is told of it yet: it waits to be told more."""
        return bool(self.opened_because) and not self.news and not self.answers

    @property
    def corrected_by(self) -> tuple[str, ...]:
        """Whose word a read value is now."""
        return corrected_by(self.news)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Slots that wait for an answer."""
        if self.proposal is None:
            return ()
        return tuple(one.slot or one.about for one in self.proposal.questions)


def fold(case_id: str, facts: Iterable[Fact], since: CaseState | None = None) -> CaseState:
    """The case after all its facts, in order; after those that followed `since` when given."""
    state = since or CaseState(id=case_id)
    through = state.through
    for fact in facts:
        if fact.kind == "model_called":
            continue  # a paid answer kept for a re-run: it says nothing of the case
        through, change = fact.number, _HANDLERS.get(fact.kind)
        update = change(state, fact) if change is not None else {}
        together = after(state.together, fact)
        if update or together is not state.together:
            state = state.model_copy(update={**update, "together": together})
    return state.model_copy(update={"through": through})


def _opened(state: CaseState, fact: Fact) -> dict[str, Any]:
    body = fact.body
    return {
        "workflow": body["workflow"],
        "order": body["order"],
        "partner": body["partner"],
        "title": body["title"],
        "opened_at": fact.at,
        "opened_by": body.get("person", ""),
        "opened_because": body.get("reason", ""),
        "origin": origin_of(fact),
        "came_from": tuple(filter(None, (body.get("split_from"),))),
    }


def _joined(state: CaseState, fact: Fact) -> dict[str, Any]:
    news = News.model_validate({**fact.body["news"], "fact": fact.id, "number": fact.number})
    known = (*state.news, news)
    came = {"came_from": _from(state, fact.body.get("moved_from"))}
    return {"news": known, **came, "also": {**state.also, **fact.body.get("also", {})}, **_AGAIN}


def _from(state: CaseState, case: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.came_from, *filter(None, (case,)))))


def _taken_over(state: CaseState, fact: Fact) -> dict[str, Any]:
    """All of another case goes on here, also what was split off into it from here."""
    case = fact.body["from"]
    sent = {what: where for what, where in state.sent_on.items() if where != case}
    return {**_AGAIN, "sent_on": sent, "came_from": _from(state, case)}


def _news_replaced(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A message was read again: its older reading is gone, its place among the others stays."""
    news = News.model_validate({**fact.body["news"], "fact": fact.id, "number": fact.number})
    known = tuple(news if one.message == news.message else one for one in state.news)
    return {**_joined(state, fact), "news": known}


def _sent_on(state: CaseState, fact: Fact) -> dict[str, Any]:
    """Mails, objects or all of it go on in another case: what was decided rested on them too."""
    body = fact.body
    messages, objects = body.get("messages", ()), frozenset(body.get("objects", ()))
    news = tuple(without(one, objects) for one in state.news if one.message not in messages)
    names = (*messages, *objects) or ("",)
    sent = {**state.sent_on, **dict.fromkeys(names, body["to"])}
    notes = tuple(silent_on(one, objects) for one in state.notes)
    also = {what: why for what, why in state.also.items() if what not in objects}
    return {**_AGAIN, "news": news, "notes": notes, "sent_on": sent, "also": also}


def _sender_confirmed(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A person vouches for a sender: news to what is open, nothing to what is decided."""
    message, update = fact.body["sha256"], {"vouched_by": fact.body["person"]}
    news = tuple(
        one.model_copy(update=update) if one.message == message else one for one in state.news
    )
    undecided = state.decision is None and state.closed is None
    return {"news": news, **(_NOTHING_OPEN if undecided else {})}


_NOTHING_OPEN: dict[str, Any] = {
    "proposal": None,
    "proposal_fact": None,
    "rulings": (),
    "asked": None,
    "approvals": (),
    "decision": None,
    "decision_fact": None,
    "pinned": {},
    "requested_by": "agents",
    "contested": "",
}


#: What another base leaves of a case: it is looked at anew, whatever was decided or closed.
_AGAIN: dict[str, Any] = {"closed": None, "stuck": "", "lapsed": False, **_NOTHING_OPEN}


def _proposed(state: CaseState, fact: Fact) -> dict[str, Any]:
    proposal = Proposal.model_validate(fact.body["proposal"])
    return {**_NOTHING_OPEN, "proposal": proposal, "proposal_fact": fact, "stuck": ""}


def _corrected(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A read value put right: like news, for what was decided rested on the other one."""
    one = Correction.model_validate(fact.body["correction"])
    news = tuple(
        with_correction(told, one, fact.id) if told.message == one.message else told
        for told in state.news
    )
    return {"news": news, **_AGAIN}


def _noted(state: CaseState, fact: Fact) -> dict[str, Any]:
    if "note" not in fact.body:
        return {}  # a mail of somebody who could not be believed
    told = {**fact.body["note"], "fact": fact.id, "number": fact.number, "at": fact.at}
    return {"notes": (*state.notes, Heard.model_validate(told))}


def _superseded(state: CaseState, fact: Fact) -> dict[str, Any]:
    return {**_NOTHING_OPEN, **wanted_by(fact), "superseded": state.superseded + 1}


def _ruled(state: CaseState, fact: Fact) -> dict[str, Any]:
    return {"rulings": tuple(Ruling.model_validate(one) for one in fact.body["rulings"])}


def _asked(state: CaseState, fact: Fact) -> dict[str, Any]:
    if "asked" not in fact.body:
        return _effect(state, fact)  # a hand could not do it: its effect waits for a person
    return {"asked": Asked.model_validate(fact.body["asked"])}


def _answered(state: CaseState, fact: Fact) -> dict[str, Any]:
    body = fact.body
    answer = Answer(
        slot=body["slot"],
        value=body["value"],
        person=body["person"],
        fact=fact.id,
        number=fact.number,
        beside=tuple(body.get("beside", ())),
        **{name: body.get(name, "") for name in ("reason", "about", "object", "question")},
    )
    kept = tuple(one for one in state.answers if one.slot != answer.slot)
    return {"answers": (*kept, answer), "lapsed": False}


def _decided(state: CaseState, fact: Fact) -> dict[str, Any]:
    body = fact.body
    update: dict[str, Any] = {}
    if body["verb"] == "approve" and body["person"]:
        approval = Approval(
            person=body["person"],
            at=fact.at,
            proposal=body["proposal"],
            view=body["view"],
            reason=body["reason"],
        )
        update["approvals"] = (*state.approvals, approval)
    if body["verb"] == "edit":
        return {**_NOTHING_OPEN, **wanted_by(fact)}
    if body["complete"]:
        update |= {"decision": body, "decision_fact": fact, **_NOTHING_BROKEN}
    return update


_NOTHING_BROKEN: dict[str, Any] = {"broken": (), "assumptions": {}, "health": {}}


def _assumed(state: CaseState, fact: Fact) -> dict[str, Any]:
    """What a decision rests on; one in words alone is only told."""
    if "rests_on" not in fact.body:
        return {}
    one = Assumption.model_validate(fact.body["rests_on"])
    return {"assumptions": {**state.assumptions, fact.id: one}}


def _intended(state: CaseState, fact: Fact) -> dict[str, Any]:
    effect = intended(fact)
    others = tuple(one for one in state.effects if one.key != effect.key)
    return {"effects": (*others, effect)}


def _effect(state: CaseState, fact: Fact) -> dict[str, Any]:
    key, body = fact.body["key"], fact.body
    word = SETTLED[body["verdict"]] if fact.kind == "effect_settled" else EFFECT_WORDS[fact.kind]
    detail = body.get("detail", "") or body.get("reason", "")
    update: dict[str, Any] = {"state": word, "detail": detail}
    if fact.kind == "outcome_verified":
        update["verified"] = True
    freed = {"stuck": "", "stuck_by": ""} if state.stuck_by == "workflow" else {}
    return {
        **freed,
        "effects": tuple(
            one.model_copy(update=update) if one.key == key else one for one in state.effects
        ),
    }


def _acknowledged(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A function took a hand-off, a partner said yes, or it was waived: it is owed no longer."""
    body, about = fact.body, fact.body["about"]
    if not body["confirmed"]:
        return {"unclear": {**state.unclear, about: body["subject"]}}
    said = f"{body['how']} by {body.get('person') or body['by']}"
    freed = {"stuck": "", "stuck_by": ""} if state.stuck_by in ("workflow", "clock") else {}
    kept = tuple(one for one in state.broken if one.key != about)
    return {**freed, "acknowledged": {**state.acknowledged, about: said}, "broken": kept}


def _chased(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A partner was asked again for all that it owed."""
    counted = {key: state.chased.get(key, 0) + 1 for key in fact.body["about"]}
    return {"chased": {**state.chased, **counted}}


def _silence_found(state: CaseState, fact: Fact) -> dict[str, Any]:
    """What is silent by now took the place of what was; the thread to answer in comes with it."""
    found = tuple(Silent.model_validate(one) for one in fact.body["silent"])
    named = {"fact": fact.id, "number": fact.number}
    came = [News.model_validate({**one, **named}) for one in (fact.body["thread"],) if one]
    known = tuple(one for one in state.news if one.message not in [mail.message for mail in came])
    ever = state.was_silent | {one.expected.object for one in found}
    told = {"silence": found, "was_silent": ever, "news": (*known, *came)}
    return {**told, "closed": None, "stuck": "", **_NOTHING_OPEN}


def _broken(state: CaseState, fact: Fact) -> dict[str, Any]:
    """A promise or an assumption that the record does not show by its day."""
    body = fact.body
    of, stands = body.get("of", ""), body.get("state", "broken")
    health = {"health": {**state.health, of: stands}} if of else {}
    kept = tuple(one for one in state.broken if not of or one.of != of)
    if stands != "broken":
        return {**health, "broken": kept}
    return {**health, "broken": (*kept, broken_by(fact))}


def _overridden(state: CaseState, fact: Fact) -> dict[str, Any]:
    """Somebody acted beside the decision: its owner has to see it. What was accepted as an effect
    settled is told by that effect."""
    body = fact.body
    if not body.get("declared"):
        return {}
    said = f"{body['who']}: {body['said']}"
    one = Broken(
        key=fact.id, what=said, due=body["when"][:10], at=fact.at, number=fact.number, beside=True
    )
    return {"overrides": (*state.overrides, said), "broken": (*state.broken, one)}


_HANDLERS: dict[str, Any] = {
    "case_opened": _opened,
    "case_joined": _joined,
    "news_replaced": _news_replaced,
    "sender_confirmed": _sender_confirmed,
    "note_taken": _noted,
    "corrected": _corrected,
    "taken_over": _taken_over,
    **dict.fromkeys(("mail_moved", "merged", "split_off"), _sent_on),
    "proposed": _proposed,
    "superseded": _superseded,
    "contested": lambda state, fact: {"contested": fact.body["by"]},
    "contest_ended": lambda state, fact: {"contested": ""},
    "ruled": _ruled,
    "approval_asked": _asked,
    "question_answered": _answered,
    "decided": _decided,
    "intended": _intended,
    **{kind: _effect for kind in EFFECT_WORDS if kind != "approval_asked"},
    "effect_settled": _effect,
    "acknowledged": _acknowledged,
    "assumption_made": _assumed,
    "chased": _chased,
    "unanswered": lambda s, fact: {
        "silent": {**s.silent, fact.body["about"]: fact.body["because"]}
    },
    "outstanding": lambda state, fact: {"outstanding": matters_of(fact)},
    "override_seen": _overridden,
    "silence_found": _silence_found,
    "commitment_broken": _broken,
    "assumption_changed": _broken,
    "lapsed": lambda state, fact: {"lapsed": True},
    "stuck": lambda state, fact: {"stuck": fact.body["because"], "stuck_by": fact.actor},
    "tried_again": lambda state, fact: {"stuck": "", "stuck_by": ""},
    "closed": lambda state, fact: {"closed": fact.body},
    "reopened": lambda state, fact: {"closed": None},
}
