"""A person has a partner asked again now, and does not wait for the clock to do so."""

from __future__ import annotations

from domain.errors import NotAllowed
from domain.owed import Owed
from domain.values import Value
from graph.chase import BY_CASE, ask_again
from graph.chase_rules import was_asked_today
from graph.deps import Deps
from graph.owing import owing
from graph.partners_away import nobody_until
from graph.right import require_part
from graph.word import Word, word_on


class Reminded(Value):
    """Who was asked again, what the letter is, how often that was, and whose word it was."""

    case: str
    to: str
    said: str
    nth: int
    person: str


def remindable(owed: tuple[Owed, ...]) -> tuple[Owed, ...]:
    """What a partner can be reminded of: it owes an answer, has given none and was not asked so
    often that somebody is to call."""
    return tuple(one for one in owed if one.kind in BY_CASE and one.is_quiet)


def remind(deps: Deps, case_id: str, *, person: str, key: str = "") -> Reminded:
    """Asks a partner again about all that it owes the case; `key` is one thing it owes, where
    several partners do.

    Whoever has a part in the case may. Policy rules on the letter as on every reminder, and a
    partner gets one a day, over all cases: NotAllowed says which of them it is.
    """
    with word_on(deps, case_id, person) as word:
        word.require_open("be reminded of")
        require_part(deps, word.state, word.person, f"have {case_id} asked for again")
        late = _late(word, key)
        who, today = late[0].who, word.now.date()
        if was_asked_today(word.connection, who, word.now):
            raise NotAllowed(f"{who} was asked again today already: one reminder a day")
        back = nobody_until(deps.away(), deps.reads.rows("contacts", partner_id=who), today)
        if back is not None:
            raise NotAllowed(f"nobody at {who} reads mail before {back}, as they told us")
        letter = ask_again(deps, word.connection, word.state, late, word.person.id)
        nth = max(one.chased for one in late) + 1
        said = letter.said().splitlines()[0]
        return Reminded(case=case_id, to=who, said=said, nth=nth, person=word.person.id)


def _late(word: Word, key: str) -> list[Owed]:
    found = remindable(owing(word.deps.policy, word.state))
    if not found:
        undecided = word.state.decision is None
        why = "; decide it first, its letters go out with it" if undecided else ""
        raise NotAllowed(f"{word.state.id} waits for no partner's answer{why}")
    mine = [one for one in found if key and one.key.startswith(key)] or [*found][: not key]
    if not mine:
        raise NotAllowed(f"no partner owes {key!r}: see `seamline show {word.state.id}`")
    partners = dict.fromkeys(one.who for one in found)
    if not key and len(partners) > 1:
        raise NotAllowed(f"{', '.join(partners)} owe an answer: say which by its key")
    return [one for one in found if one.who == mine[0].who]
