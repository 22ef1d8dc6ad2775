"""A call-back answered: by one of us who is to call and asked for nothing, with what was said."""

from __future__ import annotations

from collections.abc import Iterator

from domain.answer_kinds import slot_of
from domain.call_back import KEEPERS, is_call_back, may_call, named_in, require_record
from domain.dossier.context import Dossier
from domain.errors import NotAllowed
from domain.reading import Question
from graph.decision import Decision

#: Where the record says who of ours asked for something, by table.
_ASKED_FOR = {
    "purchase_orders": ("buyer_id",),
    "onboarding": ("requested_by", "owner"),
}


def require_called(taken: Decision, question: Question, value: str) -> None:
    """Refused when a call-back's answer is another's to give, or leaves no record of the call."""
    if not is_call_back(question):
        return
    person = taken.person
    if not may_call(person, question, taken.deps.people):
        raise NotAllowed(
            f"{person.name} ({person.role}) is not to call back: it takes {_who(taken, question)}"
        )
    if person.id in _requesters(taken):
        raise NotAllowed(
            f"{person.name} asked for this or for what is paid, and cannot call back: four eyes"
        )
    names = (*named_in(question), *_accounts(taken, question), taken.state.order)
    require_record(slot_of(question), value, taken.reason, _numbers(taken, question), names)


def _who(taken: Decision, question: Question) -> str:
    named = taken.deps.people.get(question.of.partition(":")[2])
    if named is None:
        return f"somebody of {question.of.partition(':/')[2] or KEEPERS}"
    return f"{named.name} ({named.role}), who stands in, or somebody of {named.function}"


def _requesters(taken: Decision) -> set[str]:
    """Who asked for this, opened its case, or asked for the goods or the partner on record."""
    found = {*taken.proposal.requesters, taken.state.opened_by}
    if isinstance(taken.context, Dossier):
        for table, columns in _ASKED_FOR.items():
            found |= {row.text(name) for row in taken.context.of(table) for name in columns}
    return found


def _numbers(taken: Decision, question: Question) -> list[str]:
    """Numbers on file of whoever the account is said to be of."""
    partners = _partners(taken, question)
    return list(dict.fromkeys(one for key in partners for one in _on_file(taken, key)))


def _accounts(taken: Decision, question: Question) -> list[str]:
    """Their accounts on file, which a caller may tell."""
    rows = (taken.deps.reads.row("partners", key) for key in _partners(taken, question) if key)
    return [row.text("account_on_file") for row in rows if row is not None]


def _partners(taken: Decision, question: Question) -> tuple[str, ...]:
    table, _, key = question.object.partition(":")
    return (taken.state.partner, key) if table == "partners" else (taken.state.partner,)


def _on_file(taken: Decision, partner: str) -> Iterator[str]:
    for row in taken.deps.reads.rows("contacts", partner_id=partner) if partner else ():
        if number := row.text("phone_on_file"):
            yield number
