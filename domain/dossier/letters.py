"""Letters and notes of a case, every word from a source that the gate can look at again."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import NotifyFunction, SendMessage
from domain.cells import cell
from domain.delay.correspondence import reads_mail
from domain.delay.slots import derived
from domain.desks import at_desk
from domain.dossier.context import Dossier, Mail
from domain.one_language import in_one_language
from domain.provenance import DocSpan, MessageRef, Slot, fixed
from domain.reading import Question
from domain.record import Row
from domain.vocabulary import LANGUAGES, VOCABULARIES


def contact_of(
    dossier: Dossier, partner_id: str, role: str = "", about: Iterable[str] = ()
) -> Row | None:
    """Whom to write to at a partner: its last sender if it reads mail, else by role, else the desk
    that deals with what it is `about`, else the one marked for answers, else the first; None where
    nobody on file reads mail."""
    readers = [row for row in dossier.of("contacts", partner_id=partner_id) if reads_mail(row)]
    last = last_mail(dossier, partner_id)
    own = [row for row in readers if last is not None and row.key == last.contact_id]
    by_role = [row for row in readers if role and role in row.text("role").lower()]
    marked = [row for row in readers if "answer here" in row.text("note")]
    desk = at_desk(readers, about)
    return next(iter([*own, *by_role, *desk, *marked, *readers]), None)


def last_mail(dossier: Dossier, partner_id: str) -> Mail | None:
    """The partner's newest message in the case."""
    return next((one for one in dossier.mails[::-1] if one.partner_id == partner_id), None)


def send(
    dossier: Dossier,
    contact: Row,
    template: str,
    why: str,
    *,
    function: str,
    objects: Iterable[Row] = (),
    option: str = "",
    **slots: Slot,
) -> SendMessage:
    """A letter to a contact on file, in its partner's language and running thread."""
    mail = last_mail(dossier, contact.text("partner_id"))
    inputs = in_one_language(
        {"template": fixed("template", template), **frame(dossier, contact), **slots}
    )
    return SendMessage(
        case=dossier.case,
        function=function,
        objects=(*(row.object for row in objects), contact.object),
        option=option,
        why=why,
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", template),
        subject=derived("letter_subject", **inputs),
        text=derived("letter_text", **inputs),
        in_reply_to=fixed("empty", "") if mail is None else _header(mail, "message_id"),
    )


def note(
    dossier: Dossier,
    function: str,
    template: str,
    why: str,
    *,
    objects: Iterable[Row] = (),
    option: str = "",
    **slots: Slot,
) -> NotifyFunction:
    """A note to one of our functions, from a template."""
    named = [row.object for row in objects]
    frame = {"template": fixed("template", template), "language": fixed("language", "en")}
    return NotifyFunction(
        case=dossier.case,
        function=function,
        objects=tuple(named),
        option=option,
        why=why,
        recipient_function=fixed("function", function),
        text=derived("letter_text", **frame, **slots),
    )


def asked(
    dossier: Dossier, function: str, why: str = "it cannot be read with certainty"
) -> list[SendMessage]:
    """One letter per partner with all open questions it can answer, numbered."""
    of: dict[str, list[Question]] = {}
    for question in dossier.questions:
        table, _, key = question.of.partition(":")
        if table == "partners" and has_words(question):
            of.setdefault(key, []).append(question)
    found = []
    for partner_id, questions in sorted(of.items()):
        contact = contact_of(dossier, partner_id, about=[one.object for one in questions])
        if contact is not None:
            found.append(_ask(dossier, contact, questions, function, why))
    return found


def has_words(question: Question) -> bool:
    """Whether a letter has words for what is asked: "this point" would ask nothing."""
    return _topic(question) in VOCABULARIES["question"]


def _topic(question: Question) -> str:
    return question.about.split(":", 1)[0]


def _ask(
    dossier: Dossier, contact: Row, questions: list[Question], function: str, why: str
) -> SendMessage:
    """In the partner's thread; a partner that has not written is told what it is about."""
    found = {row.object: row for one in questions if (row := dossier.row(one.object)) is not None}
    rows, text = tuple(found.values()), numbered(dossier, contact, questions)
    if last_mail(dossier, contact.text("partner_id")) is not None:
        return send(
            dossier, contact, "ask_partner", why, function=function, objects=rows, questions=text
        )
    return send(
        dossier, contact, "ask_about", why,
        function=function, objects=rows, questions=text, name=known_as(dossier),
    )  # fmt: skip


def known_as(dossier: Dossier) -> Slot:
    """What the case is about by the number partners know: a booking, a bill of lading, a load."""
    row = dossier.subject_row
    return fixed("empty", "") if row is None else known_as_row(row)


def known_as_row(row: Row) -> Slot:
    """A row by the number partners know, else by its key."""
    names = ("booking_no", "master_ref", "truck_load", "tracking_ref", "customer_po")
    known = next((name for name in names if row.text(name)), "")
    return cell(row, known) if known else key_slot(row)


def frame(dossier: Dossier, contact: Row) -> dict[str, Slot]:
    """What every letter to a contact has: its language, name and thread, and our own name."""
    company = dossier.company.get("legal_name")
    mail = last_mail(dossier, contact.text("partner_id"))
    return {
        "language": language_of(dossier, contact),
        "contact_name": cell(contact, "name"),
        "subject": fixed("empty", "") if mail is None else _header(mail, "subject"),
        "company": fixed("empty", "") if company is None else cell(company, "value"),
    }


def language_of(dossier: Dossier, contact: Row) -> Slot:
    """The language of the partner's newest mail; where that is not certain the one on file, and
    English where none is."""
    mail = last_mail(dossier, contact.text("partner_id"))
    if mail is not None and mail.language in LANGUAGES:
        return fixed("language", mail.language)
    partner = dossier.row(f"partners:{contact.text('partner_id')}")
    known = partner is not None and partner.text("language")
    return cell(partner, "language") if partner is not None and known else fixed("language", "en")


def _header(mail: Mail, field: str) -> Slot:
    if field == "subject":
        return Slot(value=mail.subject, source=MessageRef(sha256=mail.message, field="subject"))
    return Slot(value=mail.message_id, source=MessageRef(sha256=mail.message, field="message_id"))


def numbered(dossier: Dossier, contact: Row, questions: list[Question]) -> Slot:
    """Each question as its topic, what it is about on record, and the partner's own words."""
    mine = {mail.message for mail in dossier.mails if mail.partner_id == contact.text("partner_id")}
    inputs = {"language": language_of(dossier, contact)}
    for number, one in enumerate(questions, 1):
        inputs[f"about{number}"] = fixed("question", _topic(one))
        row = dossier.row(one.object)
        if row is not None:
            inputs[f"name{number}"] = key_slot(row)
        if one.span is not None and one.span.sha256 in mine:
            source = DocSpan(span=one.span, recipe="words", arguments={})
            inputs[f"words{number}"] = Slot(value=_one_line(one.span.quote), source=source)
    return derived("questions_text", **inputs)


def _one_line(quote: str) -> str:
    return " ".join(quote.split())


def key_slot(row: Row) -> Slot:
    """The key of a row as a slot: its key cell, or its key cells joined."""
    whole = next((name for name in row.values if row.text(name) == row.key), None)
    if whole is not None:
        return cell(row, whole)
    parts, cells = row.key.split("/"), {}
    for index, part in enumerate(parts, 1):
        name = next((name for name in row.values if row.text(name) == part), None)
        if name is None:
            return fixed("empty", "")
        cells[f"key{index}"] = cell(row, name)
    return derived("row_of", **cells)
