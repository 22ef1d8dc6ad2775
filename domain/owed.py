"""What a decided case is still owed: hand-offs, a partner's yes, broken promises, overrides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import shorten
from typing import Literal

from domain.awaited import Awaited
from domain.case import CaseState
from domain.effect_state import EffectState
from domain.outstanding import Outstanding
from domain.policy import WorkflowPolicy
from domain.promise import Broken
from domain.silence.expected import Silent
from domain.values import Value


class Owed(Value):
    """One thing that is owed: `who` is a function of ours or a partner's id, `key` its handle.

    A silence is something that a partner should have said, or that we should put right ourselves;
    a matter is what the record has to show before the case is over.

    `unclear` is the subject of an answer that came and does not say yes, `chased` how often it was
    asked for again, `silent` why that is over; `assumed` tells an assumption that broke from a
    promise. `since` and `number` tell when it was asked for, `wanted` the values it was asked with,
    `awaited` what counts as a yes.
    """

    key: str
    kind: Literal["acknowledgement", "confirmation", "promise", "override", "silence", "matter"]
    who: str
    what: str
    objects: frozenset[str] = frozenset()
    unclear: str = ""
    chased: int = 0
    silent: str = ""
    assumed: bool = False
    since: datetime | None = None
    number: int = 0
    wanted: dict[str, str] = {}
    awaited: Awaited = Awaited()

    @property
    def is_quiet(self) -> bool:
        """Whether a partner may still be asked: it has said nothing and nobody else took it up."""
        return self.kind != "acknowledgement" and not (self.unclear or self.silent or not self.who)

    def is_same_as(self, other: Owed) -> bool:
        """Whether both are owed by one partner about one thing, such as the answer to a letter and
        what it promised of that: one ladder of reminders asks for both."""
        about = {name for name in self.objects if not name.startswith("contacts:")}
        return self.who == other.who and not about.isdisjoint(other.objects)

    def said(self) -> str:
        """In words."""
        rest = f' (answered "{self.unclear}")' if self.unclear else ""
        rest = f" ({self.silent})" if self.silent and not self.unclear else rest
        if self.kind == "acknowledgement":
            return f"{self.who} has not acknowledged: {self.what}"
        if self.kind == "override":
            return f"acted beside the decision: {self.what}"
        if self.kind == "matter":
            return self.what
        if self.kind == "silence":
            return f"{self.what}{rest or f' (asked {self.chased} times)'}"
        if self.kind == "promise":
            return f"{'no longer so' if self.assumed else 'not on record'}{rest}: {self.what}"
        return f"{self.who} has not confirmed{rest}: {self.what}"


def owed(
    state: CaseState, rules: WorkflowPolicy | None, awaits: Mapping[str, Awaited]
) -> tuple[Owed, ...]:
    """What keeps a case from closing beside its effects: the workflow says whose word each kind of
    act waits for, the policy which of them are waited for here."""
    found = [_promise(one, state) for one in state.broken]
    found += [_silent(one) for one in state.silence if one.key not in state.acknowledged]
    found += [_matter(one) for one in state.outstanding if one.key not in state.acknowledged]
    for effect in state.effects:
        kind = _needed(effect, rules, awaits)
        if kind is not None and effect.is_over and effect.key not in state.acknowledged:
            found.append(_asked(kind, effect, state, _awaited(effect, awaits) or Awaited()))
    return tuple(found)


def _promise(one: Broken, state: CaseState) -> Owed:
    return Owed(
        key=one.key,
        kind="override" if one.beside else "promise",
        who=one.by,
        assumed=bool(one.of),
        what=f"{one.what}, {'on' if one.beside else 'since' if one.of else 'due'} {one.due}",
        objects=frozenset({one.object} - {""}),
        unclear=state.unclear.get(one.key, ""),
        chased=state.chased.get(one.key, 0),
        silent=state.silent.get(one.key, ""),
        since=one.at,
        number=one.number,
    )


def _silent(one: Silent) -> Owed:
    """Something that should have come; loud once letters are over, or where it is our turn."""
    why = ", ".join(one.why).replace("_", " ")
    inside = one.step == "inside"
    return Owed(
        key=one.key,
        kind="silence",
        who=one.then if inside else one.expected.partner,
        what=one.expected.said,
        objects=frozenset({one.expected.object}),
        chased=one.nth,
        silent=why if one.step in ("call", "inside") else "",
        since=one.expected.late,
    )


def _matter(one: Outstanding) -> Owed:
    """Loud where it is ours; a partner's is asked for by the letter, or the sweep, about it."""
    return Owed(
        key=one.key, kind="matter", who=one.who, what=one.what, objects=frozenset({one.object})
    )


def _asked(
    kind: Literal["acknowledgement", "confirmation"],
    effect: EffectState,
    state: CaseState,
    awaited: Awaited,
) -> Owed:
    return Owed(
        key=effect.key,
        kind=kind,
        who=effect.to,
        what=asked_for(effect.said),
        objects=frozenset(effect.objects),
        unclear=state.unclear.get(effect.key, ""),
        chased=state.chased.get(effect.key, 0),
        silent=state.silent.get(effect.key, ""),
        since=effect.at,
        number=effect.number,
        wanted=effect.wanted,
        awaited=awaited,
    )


def asked_for(said: str) -> str:
    """An act in short: whom it asks, and what its letter says first after greeting its reader; two
    letters to one reader about one thing read apart by that."""
    head, *paragraphs = said.split("\n\n")
    whom, colon, greeting = " ".join(head.split()).partition(": ")
    if not paragraphs or not colon or not greeting.endswith(_GREETED):
        return shorten(" ".join(head.split()), _WIDTH, placeholder=" …")
    body = " ".join(" ".join(paragraphs).split())
    return shorten(f"{whom}: {body}", len(whom) + _WIDTH, placeholder=" …")


#: How the line ends that greets a reader.
_GREETED = (",", ":", "：", "様")

#: Characters of what is asked for.
_WIDTH = 100


def _awaited(effect: EffectState, awaits: Mapping[str, Awaited]) -> Awaited | None:
    """What is waited for after this letter by its template, else after any act of its kind."""
    template = effect.wanted.get("template", "")
    return awaits.get(f"{effect.kind}:{template}") or awaits.get(effect.kind)


def _needed(
    effect: EffectState, rules: WorkflowPolicy | None, awaits: Mapping[str, Awaited]
) -> Literal["acknowledgement", "confirmation"] | None:
    if effect.kind == "NotifyFunction":
        taken_by = rules.acknowledged_by if rules is not None else ()
        return "acknowledgement" if effect.to in taken_by else None
    awaited = _awaited(effect, awaits)
    if awaited is None or not effect.to or effect.wanted.get("template") == "chase":
        return None
    if awaited.letters and effect.wanted.get("template") not in awaited.letters:
        return None
    narrowed = rules.confirmed if rules is not None else None
    return "confirmation" if narrowed is None or effect.kind in narrowed else None
