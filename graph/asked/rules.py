"""Which question about everything is which, by the ideas it speaks of, in any order and wording."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from graph.answers.distinct import sought
from graph.answers.evidence import Answer, Line, answered
from graph.asked.away import stand_ins, who_is_away
from graph.asked.company import Company
from graph.asked.doubted import account_changes, doubted
from graph.asked.freight import of_freight
from graph.asked.happened import decisions, news, news_of_case, overrides
from graph.asked.listing import cases, dearest
from graph.asked.profile import profile
from graph.asked.sums import (
    at_stake,
    of_bills,
    of_charge,
    of_claims,
    of_credit_notes,
    of_disputes,
    of_payments,
    overbilled,
    owing,
    saved,
    we_owe,
)
from graph.asked.unanswered import unanswered, unconfirmed
from graph.asked.under_way import under_way
from graph.asked.who import is_who, who
from graph.asked.work import has_answered, overdue, waiting, waits_for
from graph.deps import Deps


class Rule(NamedTuple):
    """A question is this one where it speaks of all of `of` (`a|b` is either), and of none of
    `unless`. What it names must be of `needs`: partners, persons or days (`period`), any of them.

    `anywhere` is asked of the whole company also inside a case, `in_case` there alone.
    """

    of: tuple[str, ...]
    tells: Callable[[Company], list[Line]]
    unless: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    anywhere: bool = False
    in_case: bool = False


def _none_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: The first that fits counts.
_RULES = (
    Rule(("who|reach",), who, needs=("who",), anywhere=True),
    Rule(("stand_in",), stand_ins, anywhere=True),
    Rule(("away",), who_is_away, anywhere=True),
    Rule(("present",), who_is_away, needs=("persons",), anywhere=True),
    Rule(("override",), overrides),
    Rule(("account", "another"), account_changes, unless=_none_of("due waits")),
    Rule(("swindle",), doubted),
    Rule(("overbilled",), overbilled),
    Rule(("spent", "by_air|by_sea|by_road"), of_freight, unless=_none_of("asks_who bill")),
    Rule(("reject", "which|asks_who"), decisions, unless=_none_of("order case"), needs=("nobody",)),
    Rule(
        ("answer",),
        has_answered,
        needs=("persons",),
        unless=_none_of("asks_who not which mail bill paper order case what"),
    ),
    Rule(("decide",), decisions, unless=_none_of("waits should not due"), needs=("period",)),
    Rule(("credit_note",), of_credit_notes),
    Rule(("charge", "total|which|pay"), of_charge, unless=_none_of("differ")),
    Rule(("stake",), at_stake, unless=_none_of("asks_who")),
    Rule(("saved",), saved),
    Rule(("we_owe",), we_owe, unless=_none_of("answer paper confirm")),
    Rule(("owing",), owing, needs=("partners",), unless=_none_of("answer paper confirm asks_who")),
    Rule(("claim", "total|open|count"), of_claims),
    Rule(("dispute", "total|open|count"), of_disputes, unless=_none_of("differ")),
    Rule(("bill", "blocked", "which|total|count"), of_bills),
    Rule(("bill", "which", "open"), of_bills, unless=_none_of("differ dispute decide not closed")),
    Rule(("bill", "due|total"), of_bills, unless=_none_of("differ dispute decide")),
    Rule(("pay", "total|which"), of_payments, needs=("partners", "period"), unless=_none_of("not")),
    Rule(("incoming",), under_way, unless=_none_of("case not cost away asks_who")),
    Rule(("order", "confirm", "not"), unconfirmed),
    Rule(("order", "confirm", "which", "waits|open"), unconfirmed),
    Rule(("answer|confirm", "not", "asks_who|which"), unanswered),
    Rule(
        ("wait",),
        unanswered,
        needs=("partners",),
        unless=_none_of("me asks_who bill case decide cost"),
    ),
    Rule(("cost", "most"), dearest),
    Rule(("count|which", "case"), cases, unless=_none_of("decide waits me due state")),
    Rule(
        ("ended",),
        cases,
        unless=_none_of("decide bill claim dispute pay order mail credit_note"),
        needs=("period",),
    ),
    Rule(("mail", "new|count"), news, needs=("period",)),
    Rule(("mail", "last"), news, needs=("partners",), unless=_none_of("answer decide")),
    Rule(("new",), news, needs=("period", "alone"), unless=_none_of("waits")),
    Rule(("new",), news_of_case, needs=("period",), unless=_none_of("waits"), in_case=True),
    Rule(("due",), waiting, needs=("period", "me")),
    Rule(("me", "waits|first|should"), waiting, anywhere=True),
    Rule(
        ("wait",), waits_for, needs=("persons",), unless=_none_of("answer confirm order bill case")
    ),
    Rule(("first",), waiting, needs=("alone",)),
    Rule(("over", "case|decide|which|waits"), overdue, unless=_none_of("bill order pay")),
    Rule(
        ("know",),
        profile,
        needs=("partners",),
        unless=_none_of("cost open due mail new state away"),
    ),
)


def of_everything(asked: Company, *, in_case: bool = False, bare: bool = False) -> Answer | None:
    """The answer to a question about everything; None where it is none of these. `bare` says that
    nothing else stands in it that tells one case from another."""
    for rule in _RULES:
        if rule.in_case != in_case and not (in_case and rule.anywhere):
            continue
        if _fits(rule, asked, bare=bare):
            return answered(asked.question, rule.tells(asked))
    return None


def _fits(rule: Rule, asked: Company, *, bare: bool) -> bool:
    said = asked.ideas
    if rule.unless & said or not all(set(one.split("|")) & said for one in rule.of):
        return False
    named = {
        "partners": bool(asked.partners),
        "persons": bool(asked.persons),
        "period": asked.period is not None,
        "me": "me" in said,
        "nobody": not asked.partners,
        "who": bool({"who", "reach"} & said) and is_who(asked),
        "alone": bare and not asked.partners and not asked.persons,
    }
    return not rule.needs or any(named[one] for one in rule.needs)


def ask_company(
    deps: Deps, connection: Connection, question: str, asker: str = "", *, case: str = ""
) -> Answer | None:
    """The answer to a question about people, work, decisions or partners at large; None where it
    is about something else. Inside a case only what no case can know is asked so."""
    person = deps.people.get(asker) if asker else None
    bare = not sought(question, ()).words
    asked = Company(deps, connection, question, person, case)
    return of_everything(asked, in_case=bool(case), bare=bare)
