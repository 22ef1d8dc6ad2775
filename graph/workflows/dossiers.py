"""Parts of workflows whose cases rest on a dossier: each workflow names its links and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from domain.actions import Action, SendMessage
from domain.case import CaseState
from domain.contribution import Contribution
from domain.delay.riders import HELD
from domain.dossier.answered import before_partners, by_people
from domain.dossier.context import Dossier, Mail
from domain.dossier.counted import on_record
from domain.dossier.links import Link, NotedReads, collected
from domain.dossier.moments import end_of
from domain.dossier.noted import as_news
from domain.dossier.told import in_force, open_questions, raised_in
from domain.escalation import soonest_useful
from domain.evidence import Span
from domain.fact import Fact
from domain.gate import Grant
from domain.goods_worth import Worth
from domain.message import HEARD
from domain.news import Incoming, News, news_about
from domain.options import Charge, Held, Option
from domain.policy import Policy
from domain.ports import Reads
from domain.precedent import Precedent
from domain.provenance import DocSpan, Slot
from domain.reading import Reading
from graph.workflows.case_memory import quoted, remembered
from graph.workflows.lasting import lasts
from memory.evidence_table import Asked

#: A case's grant to act ends this long after its last news: bills and claims take their months.
GRANT = timedelta(days=150)

#: Whose row a row is, by its table.
_OWNER = {
    "invoices": "partner_id",
    "purchase_orders": "supplier_id",
    "shipments": "forwarder_id",
    "sales_orders": "customer_id",
    "onboarding": "partner_id",
    "letters_of_credit": "beneficiary_id",
    "payments": "partner_id",
    "awards": "supplier_id",
    "disputes": "partner_id",
    "claims": "partner_id",
    "customer_deliveries": "customer_id",
    "chases": "partner_id",
    "deliveries": "supplier_id",
    "screenings": "partner_id",
    "rates": "partner_id",
}

#: Every party of a case and its contacts: last, because they hang on all that was found before.
PARTIES: tuple[Link, ...] = (
    *(Link(of=table, column=column, table="partners") for table, column in _OWNER.items()),
    Link(of="shipments", column="carrier_id", table="partners"),
    Link(of="shipments", column="broker_id", table="partners"),
    Link(of="customer_deliveries", column="carrier_id", table="partners"),
    Link(of="letters_of_credit", column="bank_id", table="partners"),
    Link(of="contacts", column="partner_id", table="partners"),
    Link(of="partners", column="partner_id", table="contacts", by="partner_id"),
)


def partner_of(reads: Reads, subject: str) -> str:
    """Whose row the subject is; empty where it is not on record, or nobody's."""
    table, _, key = subject.partition(":")
    if table == "partners":
        return key
    row = reads.row(table, key)
    return row.text(_OWNER[table]) if row is not None and table in _OWNER else ""


def titled(title: str) -> Callable[[str], str]:
    """`Invoice exception …: KL-3391`."""
    return lambda subject: f"{title}: {subject.partition(':')[2]}"


def subjects(code: str, *tables: str) -> Callable[[Reading], dict[str, list[str]]]:
    """A case per thing of the first of these tables that a mail of this workflow speaks of: what it
    states or asks something of, else what it names. All else it speaks of goes with each case."""

    def seeds(reading: Reading) -> dict[str, list[str]]:
        if code not in reading.workflows:
            return {}
        spoken = [one.object for one in reading.statements]
        spoken += [one.object for one in reading.questions]
        named = [one.object for one in reading.references if one.object]
        for table in tables:
            for names in (spoken, named):
                found = [parent(one, table) for one in names]
                if kept := [one for one in dict.fromkeys(found) if one]:
                    return {one: [name for name in spoken if name != one] for one in kept}
        return {}

    return seeds


def riders(*tables: str) -> Callable[[Reading], dict[str, list[str]]]:
    """Things of these tables for which something is kept: it matters to an open case alone."""

    def told(reading: Reading) -> dict[str, list[str]]:
        spoken = [one.object for one in reading.statements if one.field in HELD]
        found = [parent(one, table) for table in tables for one in spoken]
        return {one: [] for one in found if one}

    return told


def parent(name: str, table: str) -> str:
    """The thing of this table that `name` is, or is a line of."""
    of, _, key = name.partition(":")
    if of == table:
        return name
    return f"{table}:{key.split('/')[0]}" if _HEADS.get(of) == table else ""


#: Tables whose rows are parts of another's, by the first part of their key.
_HEADS = {
    "purchase_order_lines": "purchase_orders",
    "sales_order_lines": "sales_orders",
    "rfq_lines": "rfqs",
    "onboarding_documents": "onboarding",
}


def news(incoming: Incoming, subject: str) -> News:
    """All a message says but what it says of another thing of the subject's kind; with the things
    it names."""
    table = subject.partition(":")[0]

    def concerns(name: str) -> bool:
        return parent(name, table) in ("", subject)

    named = [one.object for one in incoming.reading.references if one.object]
    kept = {"names": "\n".join(dict.fromkeys(one for one in named if concerns(one)))}
    for one in incoming.reading.references:
        if one.object == subject and one.span is not None:
            kept.setdefault("written", one.span.model_dump_json())
    return news_about(incoming, concerns).model_copy(update={"kept": kept})


def news_without(incoming: Incoming, apart: Set[str]) -> News:
    """All a message says and names but what it says of these things."""
    named = [one.object for one in incoming.reading.references if one.object]
    kept = {"names": "\n".join(dict.fromkeys(one for one in named if one not in apart))}
    return news_about(incoming, lambda name: name not in apart).model_copy(update={"kept": kept})


def assembler(
    *links: Link, also: Callable[[Reads, Sequence[str]], Iterable[str]] | None = None
) -> Callable[..., Dossier]:
    """The snapshot: all rows that these links lead to, and the parties with their contacts.

    `also` adds rows that no link leads to, looking at what the news name.
    """

    def assemble(
        reads: Reads, state: CaseState, *, now: datetime, held: Sequence[Held], policy: Policy
    ) -> Dossier:
        noted = NotedReads(reads)
        heard = _of_contacts(state.news)
        names = [state.order, f"partners:{state.partner}", *_named(heard)]
        names += [one for one in state.origin.before if one != state.order]
        names += also(noted, names) if also else ()
        names += [name for one in state.silence for name in one.expected.named]
        rules = policy.workflows.get(state.workflow)
        asking = [*heard, *as_news(state.notes, state.news, state.answers)]
        questions = open_questions(asking, state.answers)
        return Dossier(
            case=state.id,
            now=now,
            subject=state.order,
            partner=noted.row("partners", state.partner),
            rows=collected(noted, names, (*links, *PARTIES)),
            told=before_partners(
                in_force(heard), by_people(asking, state.answers, on_record(noted))
            ),
            questions=questions,
            raised=raised_in(heard, questions),
            answers=state.answers,
            intents=frozenset(one for told in heard for one in told.intents),
            company={row.key: row for row in noted.rows("company")},
            fx=noted.rows("fx"),
            held=tuple(held),
            queries=noted.queries,
            mails=tuple(_mail(one) for one in heard),
            written=_written(heard, state.order),
            silent=state.silence,
            origin=state.origin,
            hard=rules.hard if rules else (),
            key_customer_mark=policy.key_customer_mark,
            policy_currency=policy.currency,
        )

    return assemble


def _of_contacts(news: Sequence[News]) -> list[News]:
    """News of contacts on file, oldest first, whose trust says which holds (`in_force`); strangers
    are heard only where nobody else spoke."""
    known = [one for one in news if one.verdict in HEARD]
    return sorted(known or news, key=lambda one: (one.sent_at, one.message))


def _named(news: Iterable[News]) -> list[str]:
    found: list[str] = []
    for one in news:
        found += [f"contacts:{one.contact_id}"] if one.contact_id else []
        found += [told.object for told in one.statements]
        found += [told.object for told in one.questions]
        found += [told.of for told in one.questions]
        found += one.kept.get("names", "").split("\n")
    return [name for name in dict.fromkeys(found) if ":" in name]


def _written(news: Iterable[News], subject: str) -> dict[str, Slot]:
    """The words by which mails name the subject, where they are its key letter by letter."""
    found: dict[str, Slot] = {}
    for one in news:
        if "written" in one.kept:
            span = Span.model_validate_json(one.kept["written"])
            words = " ".join(span.quote.split())
            if words == subject.partition(":")[2]:
                source = DocSpan(span=span, recipe="words", arguments={})
                found[subject] = Slot(value=words, source=source)
    return found


def _mail(one: News) -> Mail:
    return Mail(
        message=one.message,
        message_id=one.message_id,
        subject=one.subject,
        partner_id=one.partner_id,
        contact_id=one.contact_id,
        verdict="authenticated" if one.vouched_by else one.verdict,
        sent_at=one.sent_at,
        language=one.language,
    )


def price(contributions: Sequence[Contribution]) -> tuple[Option, ...]:
    """All options with the charges of every function, in one order."""
    charges: dict[tuple[str, str], Charge] = {
        (one.object, one.option): one for part in contributions for one in part.charges
    }
    found = []
    for option in [one for part in contributions for one in part.options]:
        charge = charges.get((option.object, option.name))
        parts = (*option.components, *(charge.components if charge else ()))
        found.append(option.model_copy(update={"components": parts}))
    return in_order(found)


def in_order(options: Iterable[Option]) -> tuple[Option, ...]:
    """Options as they are shown and priced again: by what they are about and name."""
    return tuple(sorted(options, key=lambda one: (one.object, one.name)))


def repricer(options: Callable[[Dossier], Iterable[Option]]) -> Callable[[Any], tuple[Option, ...]]:
    """The same by the domain's code alone."""
    return lambda context: in_order(options(context))


def until(
    context: Dossier,
    chosen: Sequence[Option],
    hours: int,
    more: Sequence[tuple[datetime, str]] = (),
    asked: Sequence[str] = ("reply",),
) -> tuple[datetime, str]:
    """The soonest of what options allow, of the partner's deadlines in `asked`, each at its place,
    and of `more`; else a proposal's life."""
    deadlines = [(one.until, one.until_why) for one in chosen if one.until is not None]
    for name in (*asked, "hold"):
        for told in context.stated(f"deadline:{name}"):
            if (end := end_of(told)) is not None:
                deadlines.append((end, f"the partner's {_ASKED[name]}"))
    otherwise = (context.now + timedelta(hours=hours), "life of a proposal")
    return soonest_useful([*deadlines, *more], context.now, otherwise)


#: What a partner's deadline is called.
_ASKED = {
    "reply": "reply-by",
    "claim": "last day to object",
    "payment": "day of payment",
    "hold": "hold of what it keeps for us",
}


def common_measures(name: str, context: Dossier, action: Action) -> dict[str, Any]:
    """What conditions may look at whatever the workflow; what only some compute they add."""
    partner = context.partner
    return {
        "workflow": name,
        "template": action.template.value if isinstance(action, SendMessage) else "",
        "recipient_on_file": True,  # the gate refuses any other before a condition is looked at
        "partner_status": partner.text("status") if partner is not None else "",
        "sender_authenticated": context.is_proven,
        "open_question": bool(context.questions),
        "bank_data": bool(context.stated("bank_account")),
        "customers_sharing": 0,
        "case_spend_minor": None,
    }


def granted(
    context: Dossier,
    state: CaseState,
    kinds: Sequence[str],
    cap_minor: int | None,
    lacks: Sequence[str] = (),
) -> Grant:
    """The objects of the dossier, the contacts of its parties, and at most `cap_minor`.

    What a partner states something of belongs to the case too, on record or not. `lacks` are values
    without which more could not be reckoned.
    """
    rows = [row for found in context.rows.values() for row in found]
    objects = {row.object for row in rows} | {one.object for one in context.told}
    return Grant(
        case=state.id,
        kinds=tuple(kinds),
        objects=frozenset(objects | {context.subject}),
        reads=frozenset(row.object for row in context.company.values()),
        contacts=frozenset(row.key for row in context.of("contacts")),
        cap_minor=cap_minor or 0,
        lacks=(*lacks, *((context.no_rate,) if cap_minor is None else ())),
        **lasts(state, context.now, GRANT),
    )


def granted_worth(context: Dossier, state: CaseState, kinds: Sequence[str], worth: Worth) -> Grant:
    """The same, and at most what the goods are worth on record."""
    return granted(context, state, kinds, context.minor(worth.known), worth.lacks)


def no_terms(context: Dossier, action: Action) -> tuple[str, ...]:
    """Nothing that such a case does breaks a term of an order."""
    return ()


def commitments(context: Dossier) -> list[dict[str, Any]]:
    """What partners promised by when, in their own words."""
    found = []
    for told in context.stated("deadline:promise"):
        partner = context.row(f"partners:{told.by}")
        if told.last_day and partner is not None:
            found.append(
                {
                    "by": partner.key,
                    "kind": partner.text("kind"),
                    "name": partner.text("name"),
                    "what": f"answers on {told.object.partition(':')[2]}",
                    "due": told.last_day,
                    "object": told.object,
                    "said_at": told.sent_at.isoformat(),
                    "words": told.quote,
                    "source": context.mails[-1].message_id if context.mails else "",
                }
            )
    return found


def situations(code: str, title: str) -> Callable[[Dossier], Asked]:
    """The situation of a case in words and codes, as known now."""

    def situation(context: Dossier) -> Asked:
        cause, party = context.first("cause"), context.first("cause_party")
        quotes = list(dict.fromkeys(one.quote for one in context.told if one.quote))[:8]
        words = [title, context.key, *sorted(context.intents), *quotes]
        return Asked(
            situation=" ".join(words),
            as_of=context.today,
            workflow=code,
            partner_id=context.partner.key if context.partner else "",
            cause=cause.text if cause else "",
            cause_party=party.text if party else "",
        )

    return situation


def recorder(code: str, title: str, *fields: str) -> Callable[..., Precedent]:
    """What a closed case leaves: its situation in the partners' words for these fields."""

    def record(state: CaseState, facts: Sequence[Fact], now: datetime, reads: Reads) -> Precedent:
        words = quoted(state, fields or ("cause",))
        situation = f"{title} {state.title}: {words}"
        return remembered(state, facts, now, code=code, situation=situation)

    return record
