"""The letter that asks again: what is still open, numbered, every word from a place on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection

from domain.actions import Action, SendMessage, action_from
from domain.case import CaseState
from domain.cells import cell
from domain.delay.correspondence import reads_mail
from domain.delay.slots import derived
from domain.desks import at_desk
from domain.news import News
from domain.one_language import in_one_language
from domain.owed import Owed
from domain.ports import Reads
from domain.provenance import MessageRef, Slot, fixed
from domain.record import Row
from graph.bounced import mailing
from graph.deps import Deps
from graph.partners_away import present
from graph.touched import owners_of
from memory import chain

#: The column that names a thing of the record to a partner, by its table: most telling first.
_CALLED = {
    "shipments": "booking_no",
    "purchase_orders": "po_id",
    "purchase_order_lines": "po_id",
    "sales_orders": "so_id",
    "sales_order_lines": "so_id",
    "documents": "doc_type",
    "invoices": "invoice_id",
    "claims": "claim_id",
    "disputes": "dispute_id",
    "payments": "payment_id",
}


def chase_letter(
    deps: Deps, connection: Connection, state: CaseState, late: Sequence[Owed], nth: int
) -> SendMessage | None:
    """The `nth` reminder to the partner that owes all of these; None if nobody reads mail there."""
    acts = _acts(connection, state)
    asked_by = [acts[one.key] for one in late if one.key in acts]
    objects = [name for one in late for name in sorted(one.objects)]
    contact = _contact(deps, late[0].who, asked_by, objects, nth)
    if contact is None:
        return None
    mail = max(
        (one for one in state.news if one.partner_id == late[0].who),
        key=lambda one: one.sent_at,
        default=None,
    )
    language = _language(deps.reads, late[0].who)
    asked = {"language": language, **_asked(deps.reads, late)}
    company = deps.reads.row("company", "legal_name")
    inputs = in_one_language(
        {
            "template": fixed("template", "chase"),
            "language": language,
            "contact_name": cell(contact, "name"),
            "subject": _header(mail, "subject") if mail is not None else asked["name1"],
            "company": cell(company, "value") if company is not None else fixed("empty", ""),
            "nth": fixed("nth", str(nth)),
            "questions": derived("questions_text", **asked),
        }
    )
    return SendMessage(
        case=state.id,
        function="procurement",
        objects=(contact.object,),
        why=f"no answer yet: {late[0].what}",
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", "chase"),
        subject=derived("letter_subject", **inputs),
        text=derived("letter_text", **inputs),
        in_reply_to=_header(mail, "message_id"),
    )


def _acts(connection: Connection, state: CaseState) -> dict[str, Action]:
    """The case's acts as they were decided, by key."""
    facts = chain.of_stream(connection, f"case:{state.id}", kinds=("intended",))
    return {str(one.body["key"]): action_from(one.body["action"]) for one in facts}


def _contact(
    deps: Deps, partner: str, acts: Sequence[Action], objects: Sequence[str], nth: int
) -> Row | None:
    """Whom was asked, if that contact reads mail still; else the desk that what is owed is for, the
    one marked, the first. From the second reminder on the next of them, nobody whose mail comes
    back, and whoever stands in for one who is away."""
    asked = [act.slots()["contact"].value for act in acts if "contact" in act.slots()]
    back = mailing(deps, deps.cases()).bounced
    rows = deps.reads.rows("contacts", partner_id=partner)
    rows = [row for row in rows if reads_mail(row) and row.key not in back]
    own = [row for row in rows if row.key in asked]
    marked = [row for row in rows if "answer here" in row.text("note")]
    desk = at_desk(rows, objects)
    line = list({row.key: row for row in (*own, *desk, *marked, *rows)}.values())
    line = present(deps.away(), line)
    return line[(nth - 1) % len(line)] if line else None


def _asked(reads: Reads, late: Sequence[Owed]) -> dict[str, Slot]:
    found: dict[str, Slot] = {}
    for number, one in enumerate(late, 1):
        topic = "promise_kept" if one.kind == "promise" else "our_request"
        found[f"about{number}"] = fixed("question", topic)
        found[f"name{number}"] = _name(reads, one)
    return found


def _name(reads: Reads, one: Owed) -> Slot:
    """What it is about, as the record names it now: by what is the reader's own, else by what has
    no owner of its own; nothing where it has no such name. Nobody is told another's number."""
    named = [name.split(":", 1) for name in sorted(one.objects)]
    found = [
        (owners_of(reads, row), cell(row, column))
        for table, column in _CALLED.items()
        for row in (reads.row(table, key) for of, key in named if of == table)
        if row is not None and row.text(column)
    ]
    mine = [name for owners, name in found if one.who in owners]
    free = [name for owners, name in found if not owners]
    return next(iter((*mine, *free)), fixed("empty", ""))


def _language(reads: Reads, partner: str) -> Slot:
    row = reads.row("partners", partner)
    known = row is not None and row.text("language")
    return cell(row, "language") if row is not None and known else fixed("language", "en")


def _header(mail: News | None, field: Literal["subject", "message_id"]) -> Slot:
    if mail is None:
        return fixed("empty", "")
    value = mail.subject if field == "subject" else mail.message_id
    return Slot(value=value, source=MessageRef(sha256=mail.message, field=field))
