"""P5, chase: what we asked and what should have come. Questions on record are about a chase; what
sweeps found silent is about a partner, or about a function of ours; what a mail leaves open and no
other case asks is about the thing that is asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.chase import again, findings, our_mail, silent
from domain.contribution import Contribution, Finding
from domain.delay.stated import rests
from domain.dossier import asking
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.news import Incoming, News, news_about
from domain.options import Held
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question, Reading, Statement, stated_text
from graph.workflows import dossiers, outcome

CODE = "P5"
NAME = "chase"
SUBJECTS = ("chases",)
TITLE = "Open questions"
NOTED = "asked, or nothing is open now: what was promised is waited for"


def _letters(context: Dossier) -> list[Action]:
    if is_of_questions(context.subject):
        return [*asking.letters(context, "procurement")]
    return [*again.closings(context), *again.in_writing(context), *silent.actions(context)]


def _open(context: Dossier) -> list[Question]:
    if is_of_questions(context.subject):
        return asking.of_people(context)
    return [*findings.open_points(context), *our_mail.questions(context)]


def _found(context: Dossier) -> list[Finding]:
    return [*findings.of_sourcing(context), *silent.findings(context)]


SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "sourcing": specialist(
        "sourcing",
        findings=_found,
        options=again.options,
        actions=_letters,
        questions=_open,
        looks_at=("chases", "contacts"),
        weighs=True,
    ),
    "finance": specialist("finance", findings=findings.of_finance, looks_at=("contracts",)),
    "planning": specialist(
        "planning", findings=findings.of_planning, looks_at=("purchase_order_lines",)
    ),
}

#: The cases of sweeps: `partners:ID` or `functions:NAME`.
SWEPT = ("partners:", "functions:")

#: It never writes an order: what an answer says of a line is a case of its own.
KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "CloseChase")

AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=frozenset({"chase_answer", "po_confirmed", "po_date_change", "answer_pending"}),
        letters=frozenset({"chase_open", "confirm_written", "ask_partner", "ask_about"}),
    ),
}

LINKS = (
    Link(of="partners", column="partner_id", table="chases", by="partner_id"),
    Link(of="chases", column="contact_id", table="contacts"),
    Link(of="chases", column="object", table="purchase_order_lines"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
)


def seeds(reading: Reading) -> dict[str, list[str]]:
    """A case for each chase that a mail answers."""
    if CODE not in reading.workflows:
        return {}
    spoken = [one.object for one in reading.statements]
    named = [one.object for one in reading.references if one.object]
    found = dict.fromkeys(_chase(one) for one in (*spoken, *named))
    return {one: [name for name in spoken if _chase(name) != one] for one in found if one}


def is_of_questions(subject: str) -> bool:
    """Whether a case is about what a mail left open, and neither a chase nor somebody's silence."""
    return not subject.startswith(("chases:", *SWEPT))


def _chase(name: str) -> str:
    """The chase that a question belongs to: `chases:CH-0101` of `chases:CH-0101/3`."""
    return name.split("/")[0] if name.startswith("chases:") else ""


def partner(reads: Reads, subject: str) -> str:
    """Whom we asked; nobody where the case is about a function of ours."""
    table, _, key = subject.partition(":")
    if table != "chases":
        return key if table == "partners" else ""
    rows = reads.rows("chases", chase_id=subject.partition(":")[2])
    return rows[0].text("partner_id") if rows else ""


def news(incoming: Incoming, subject: str) -> News:
    """All a message says but what it says of other chases. That it is silent on a question does not
    undo what an earlier one answered."""
    told = news_about(incoming, lambda name: _chase(name) in ("", subject))
    kept = tuple(one for one in told.statements if not _is_silence(one))
    return told.model_copy(update={"statements": kept})


def _is_silence(one: Statement) -> bool:
    silent = one.field == "line_state:question" and not rests(one)
    return silent and stated_text(one.value) == "open"


title = dossiers.titled(TITLE)
_of_chase, _of_silence = dossiers.assembler(*LINKS), dossiers.assembler()


def assemble(
    reads: Reads, state: CaseState, *, now: datetime, held: Sequence[Held], policy: Policy
) -> Dossier:
    """The rows of a chase; of silence those that are silent and what a letter names of them."""
    made = _of_chase if state.order.startswith("chases:") else _of_silence
    return made(reads, state, now=now, held=held, policy=policy)


price, reprice = dossiers.price, dossiers.repricer(again.options)
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "open questions to a partner")
record = dossiers.recorder(CODE, "open questions to a partner", "line_state:question")


def constraint(context: Dossier) -> str:
    """Whoever holds what is asked about: a price, else the order."""
    prices = ("unit_price", "surcharge_pct")
    return "price" if any(one.about in prices for one in context.questions) else "none"


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at."""
    return {**dossiers.common_measures(NAME, context, action), "case_spend_minor": spend_minor}


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The questions, their lines and the partner's contacts; it may commit nothing."""
    return dossiers.granted(context, state, KINDS, 0)
