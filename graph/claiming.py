"""Who holds a case: claimed by one person at a time, given to another, given back."""

from __future__ import annotations

from domain.errors import NotAllowed
from domain.people import Person
from domain.values import Value
from graph.deps import Deps
from graph.right import has_part, require_part
from graph.word import Word, word_on

#: From this level on a person may take a case from whoever holds it.
TAKES = "lead"


class Holding(Value):
    """Who holds a case now (empty = nobody), who held it before, and whose word it was."""

    case: str
    holder: str
    name: str
    before: str
    person: str


def claim(deps: Deps, case_id: str, *, person: str) -> Holding:
    """A person takes a case that nobody holds; NotAllowed says who holds it already."""
    with word_on(deps, case_id, person) as word:
        word.require_open("claim")
        held = word.state.together.holder
        if held is not None:
            holder, since = named(deps, held.person), f"{held.since:%Y-%m-%d %H:%M}"
            raise NotAllowed(f"{case_id}: {holder} holds it, since {since} UTC")
        require_part(deps, word.state, word.person, f"claim {case_id}")
        return _give(word, word.person, "")


def assign(deps: Deps, case_id: str, *, person: str, to: str, reason: str = "") -> Holding:
    """Gives a case to a person who has a part in it and is there.

    What somebody else holds is taken by a lead or above, who says why.
    """
    with word_on(deps, case_id, person) as word:
        word.require_open("assign")
        require_part(deps, word.state, word.person, f"assign {case_id}")
        require_free(word, f"assign {case_id}", reason)
        new = deps.people.require(to)
        _require_fit(word, new)
        return _give(word, new, reason)


def release(deps: Deps, case_id: str, *, person: str, reason: str = "") -> Holding:
    """The holder gives a case back; a lead or above does it for somebody else, with a reason."""
    with word_on(deps, case_id, person) as word:
        held = word.state.together.holder
        if held is None:
            raise NotAllowed(f"nobody holds {case_id}; claim it with `seamline claim {case_id}`")
        if held.person != word.person.id:
            require_part(deps, word.state, word.person, f"release {case_id}")
        require_free(word, f"release {case_id}", reason)
        word.note("released", reason=reason, holder=held.person)
        return Holding(case=case_id, holder="", name="", before=held.person, person=word.person.id)


def require_free(word: Word, what: str, reason: str) -> None:
    """Nobody else holds it, or the person may take it from them and says why."""
    held = word.state.together.holder
    if held is None or held.person == word.person.id:
        return
    holder = named(word.deps, held.person)
    if not word.person.has_level(TAKES):
        raise NotAllowed(f"{holder} holds it: to {what} takes them, or a {TAKES} or above")
    if not reason.strip():
        raise NotAllowed(f"{holder} holds it; say why: --reason TEXT")


def _require_fit(word: Word, new: Person) -> None:
    state, people, day = word.state, word.deps.people, word.now.date()
    if not has_part(word.deps, state, new):
        raise NotAllowed(
            f"{new.name} ({new.role}) has no part in {state.id}: hand it to {new.function} with "
            f"`seamline handoff {state.id} {new.function!r}`"
        )
    if new.is_absent(day):
        acting = people.acting(new, day)
        instead = f"; {acting.name} ({acting.id}) stands in" if acting is not None else ""
        raise NotAllowed(f"{new.name} is away{instead}")
    held = state.together.holder
    if held is not None and held.person == new.id:
        raise NotAllowed(f"{new.name} holds {state.id} already")


def _give(word: Word, new: Person, reason: str) -> Holding:
    held = word.state.together.holder
    before = held.person if held is not None else ""
    word.note("claimed", to=new.id, reason=reason, before=before)
    return Holding(
        case=word.state.id, holder=new.id, name=new.name, before=before, person=word.person.id
    )


def named(deps: Deps, person_id: str) -> str:
    person = deps.people.get(person_id)
    return f"{person.name} ({person.id})" if person is not None else person_id
