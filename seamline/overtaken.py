"""What newer words took the place of: days stated before, values put right, approvals that fell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.fact import Fact
from domain.people import People

#: Facts of one run of the agents: those of an older run no longer count.
_OF_RUNS = ("recalled", "assessed", "options_priced")
#: Facts that fall with the proposal they are about.
_OF_PROPOSALS = ("proposed", "ruled", "approval_asked", "decided")

#: Which value of which message: its hash, the object, the field.
Place = tuple[str, str, str]


def overtaken(news: Sequence[Mapping[str, Any]]) -> set[Place]:
    """Values that a later message states otherwise, of `news` as a case tells it.

    Only a proven sender, or one that somebody vouches for, takes another's place: what anybody
    else writes stands beside it.
    """
    found: set[Place] = set()
    last: dict[tuple[str, str], tuple[str, list[Any]]] = {}
    for one in sorted(filter(_counts, news), key=lambda one: str(one["sent_at"])):
        for key, values in _values(one).items():
            was = last.get(key)
            if was is not None and was[0] != one["message"] and was[1] != values:
                found.add((was[0], *key))
            last[key] = (one["message"], values)
    return found


def _counts(one: Mapping[str, Any]) -> bool:
    return one["verdict"] == "authenticated" or bool(one["vouched_by"])


def _values(one: Mapping[str, Any]) -> dict[tuple[str, str], list[Any]]:
    told: dict[tuple[str, str], list[Any]] = {}
    for each in one["statements"]:
        told.setdefault((each["object"], each["field"]), []).append(each["value"])
    return told


def fallen(facts: Sequence[Fact], people: People) -> list[dict[str, Any]]:
    """Approvals that were given since the last decision and no longer count: whose, and why.

    They fell with a proposal that news, a correction or another wish took the place of.
    """
    given: dict[str, dict[str, str]] = {}
    found: dict[str, dict[str, Any]] = {}
    for fact in facts:
        body = fact.body
        if fact.kind == "decided" and body["complete"]:
            given, found = {}, {}
        elif fact.kind == "decided" and body["verb"] == "approve" and body["person"]:
            given.setdefault(body["proposal"], {})[body["person"]] = ""
            found.pop(body["person"], None)
        elif fact.kind == "superseded":
            for who in given.pop(body["proposal"], {}):
                person = people.get(who)
                name = person.name if person is not None else who
                told = {"person": who, "name": name, "because": body["because"]}
                found[who] = {**told, "at": fact.at, "number": fact.number}
    return list(found.values())


def fell_with(facts: Sequence[Fact], people: People, number: int) -> list[str]:
    """Names of those whose approvals fell with what a fact brought about: its own supersession is
    the one right before it."""
    before = [one for one in facts if one.number < number]
    if not before or before[-1].kind != "superseded":
        return []
    return [one["name"] for one in fallen(before, people) if one["number"] == before[-1].number]


def stale(facts: Sequence[Fact]) -> set[int]:
    """Numbers of a case's facts that no longer hold, because a later one took their place."""
    return {*_of_older_runs(facts), *_of_withdrawn(facts), *_answered_again(facts), *_undone(facts)}


def _of_older_runs(facts: Sequence[Fact]) -> Iterator[int]:
    runs = [one.body["run"] for one in facts if one.kind == "recalled"]
    for one in facts:
        if one.kind in _OF_RUNS and runs and one.body.get("run") != runs[-1]:
            yield one.number


def _of_withdrawn(facts: Sequence[Fact]) -> Iterator[int]:
    """A withdrawn proposal, with what was ruled and asked of it and the approvals it had."""
    places = {one.id: index for index, one in enumerate(facts)}
    for end, one in enumerate(facts):
        starts = [places[cause] for cause in one.causes if cause in places]
        if one.kind != "superseded" or not starts:
            continue
        for each in facts[starts[0] : end]:
            if each.kind in _OF_PROPOSALS and not each.body.get("complete"):
                yield each.number


def _answered_again(facts: Sequence[Fact]) -> Iterator[int]:
    last: dict[str, int] = {}
    for one in facts:
        if one.kind == "question_answered":
            slot = str(one.body["slot"])
            if slot in last:
                yield last[slot]
            last[slot] = one.number


def _undone(facts: Sequence[Fact]) -> Iterator[int]:
    """Promises that were withdrawn, and a message's first reading once it was read again."""
    by_id = {one.id: one for one in facts}
    for one in facts:
        if one.kind == "commitment_withdrawn":
            yield from (by_id[cause].number for cause in one.causes if cause in by_id)
    again = {
        str(one.body["news"]["message"]): one.number for one in facts if one.kind == "news_replaced"
    }
    for one in facts:
        if one.kind in ("case_joined", "news_replaced"):
            newest = again.get(str(one.body["news"]["message"]), 0)
            yield from (one.number,) if one.number < newest else ()
