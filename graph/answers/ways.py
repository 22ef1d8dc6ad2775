"""Ways to go as they stand: the one that was decided, or each that may still be taken."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.fact import Fact
from domain.option_words import telling, words
from domain.proposal import Proposal
from graph.answers.evidence import Found, coded, titled

#: Options that leave things as they are told, by their names.
_WAITS = frozenset({"accept", "wait", "wait and re-promise"})


class Way(NamedTuple):
    """An option with the facts it rests on: the one that priced it and, of one that was decided,
    the one that decided it; `winner` says that it is the one proposed."""

    option: dict[str, Any]
    priced: Fact
    decided: Fact | None = None
    winner: bool = False

    @property
    def title(self) -> str:
        """What it is called before people."""
        return titled(self.option)

    @property
    def waits(self) -> bool:
        """Whether it is to let things come as they come."""
        return self.option["name"] in _WAITS

    @property
    def facts(self) -> tuple[int, ...]:
        """Numbers of the facts it rests on."""
        decided = () if self.decided is None else (self.decided.number,)
        return (self.priced.number, *decided)


def meant(question: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that a question names, by their names before their titles; none where it names none."""
    said = telling(question)
    for key in ("name", "title"):
        shared = [len(words(str(one.get(key, ""))) & said) for one in options]
        most = max(shared, default=0)
        if most:
            return [one for one, count in zip(options, shared, strict=True) if count == most]
    return []


def taken(found: Found) -> list[Way]:
    """What was decided last for each thing; nothing while that is decided anew or was rejected."""
    ways: dict[str, Way] = {}
    for decided in found.of("decided"):
        body = decided.body
        if body["verb"] == "approve" and body["complete"]:
            ways |= {one.priced.body["object"]: one for one in _of_proposal(found, decided)}
    return [one for about, one in ways.items() if not _is_open_again(found, about, one)]


def open_ways(found: Found) -> list[Way]:
    """Ways of the newest pricing that may be taken while nobody has decided; the proposed first."""
    if found.state.decision is not None or found.state.closed is not None:
        return []
    ways = []
    for fact in found.priced() if found.of("options_priced") else ():
        ranking = fact.body["ranking"]
        for one in fact.body["options"]:
            if one["name"] not in ranking["excluded"] and not one.get("unknown"):
                ways.append(Way(one, fact, winner=one["name"] == ranking["winner"]))
    named = meant(found.question, [one.option for one in ways])
    mine = [one for one in ways if one.option in named] or ways
    return sorted(mine, key=lambda one: not one.winner)


def closed_ways(found: Found) -> list[str]:
    """Ways of the newest pricing that nobody may take, each with the first of why."""
    told = []
    for fact in found.priced() if found.of("options_priced") else ():
        for one in fact.body["options"]:
            why = fact.body["ranking"]["excluded"].get(one["name"])
            if why or one.get("unknown"):
                told.append(f"{titled(one)} ({coded(why or '; '.join(one['unknown']))})")
    return list(dict.fromkeys(told))


def since_priced(found: Found, fact: Fact) -> str:
    """Why what was priced may no longer hold: something came since, and an answer is waited for."""
    opened = found.state.proposal
    if opened is None or opened.run == fact.body["run"]:
        return ""
    asked = "; ".join(one.text for one in opened.questions)
    return f"priced anew once this is answered: {asked}" if asked else "it has moved on since"


def _of_proposal(found: Found, decided: Fact) -> list[Way]:
    """The options that a decision took, each as it was priced last before it."""
    proposed = next(
        (
            one
            for one in reversed(found.of("proposed"))
            if Proposal.model_validate(one.body["proposal"]).hash == decided.body["proposal"]
        ),
        None,
    )
    if proposed is None:
        return []
    winners = {
        one["object"]: one["winner"] for one in proposed.body["proposal"].get("rankings", ())
    }
    return [
        Way(option, fact, decided, winner=True)
        for fact in found.of("options_priced")
        if fact.number < decided.number
        for option in fact.body["options"]
        if option["name"] and option["name"] == winners.get(fact.body["object"])
    ]


def _is_open_again(found: Found, about: str, way: Way) -> bool:
    """Whether it was priced anew since, and nobody has decided that."""
    if found.state.decision is not None or found.state.closed is not None:
        return False
    return any(
        one.body["object"] == about and way.decided is not None and one.number > way.decided.number
        for one in found.of("options_priced")
    )
