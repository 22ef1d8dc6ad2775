"""Declaring an override: somebody acted beside the decision in force; its owner is to see it."""

from __future__ import annotations

from datetime import datetime

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.naming import goes_by
from domain.values import Value
from graph.deps import Deps
from graph.health import look_again
from graph.notes import speaker
from graph.right import require_part
from graph.word import Word, case_in, note, word_on

#: Characters of what was done; what is longer is a document.
LONGEST = 2_000


class Act(Value):
    """What was done beside a decision: `by` a person's or contact's id or a name, `at` a time that
    is over, `about` the things it touches, as the case names them; none named = all."""

    what: str
    by: str
    at: datetime | None = None
    about: tuple[str, ...] = ()


class Checked(Value):
    """What the decision rests on, as it stands by the record now: held, weakening or broken."""

    what: str
    health: str


class Overridden(Value):
    """An override on record, and what it touches of what the decision rests on."""

    case: str
    person: str
    by: str
    said: str
    checked: tuple[Checked, ...]
    reopened: bool


def declare_override(deps: Deps, case_id: str, act: Act, *, person: str, reason: str) -> Overridden:
    """Puts on record that somebody acted beside the decision of a case, and has what that rests on
    looked at again.

    The case is owed its owner's word on it: whoever may decide waives it with a reason, or it is
    decided anew. A closed case comes back for that.
    """
    if not reason.strip():
        raise Refused("say why it was done: --reason TEXT")
    what = " ".join(act.what.split())
    if not what or len(what) > LONGEST:
        raise Refused(f"say what was done, in 1 to {LONGEST} characters")
    if not act.by.strip():
        raise Refused("say who did it: by=WHO, a person's or contact's id or a name")
    with word_on(deps, case_id, person) as word:
        decided = word.state.decision_fact
        if decided is None or word.state.decision is None:
            raise NotAllowed(
                f"no decision of {case_id} is in force; note what was done with `seamline note`"
            )
        require_part(deps, word.state, word.person, f"declare an override of {case_id}")
        at = act.at or word.now
        if at > word.now:
            raise Refused(f"{at:%Y-%m-%d %H:%M} UTC is still ahead: an override is what was done")
        told = {"said": what, "who": speaker(deps, act.by), "when": at.isoformat()}
        told |= {"reason": reason.strip(), "by": act.by.strip()}
        more = {"about": list(act.about), "declared": True, "decided": {}, "found": {}}
        fact = word.note("override_seen", decided.id, **told, **more)
        look_again(deps, word.connection, word.state)
        reopened = _reopened(word, fact.id, what)
        word.wake("owed", fact)
        state = case_in(word.connection, case_id)
        return Overridden(
            case=case_id,
            person=word.person.id,
            by=told["who"],
            said=what,
            checked=_checked(state, act.about),
            reopened=reopened,
        )


def _reopened(word: Word, cause: str, what: str) -> bool:
    """A closed case comes back, unless what broke has opened it already."""
    if word.state.closed is None:
        return False
    if case_in(word.connection, word.state.id).closed is not None:
        body = {"because": f"acted beside the decision: {what}"}
        note(word.connection, word.state.id, "reopened", word.person.id, word.now, body, (cause,))
    return True


def _checked(state: CaseState, about: tuple[str, ...]) -> tuple[Checked, ...]:
    """What of the decision's ground the act touches, and how that stands."""
    return tuple(
        Checked(what=f"{one.option}: {one.text}", health=state.health.get(key, "held"))
        for key, one in state.assumptions.items()
        if not about or any(goes_by(one.object, each) for each in about)
    )
