"""What partners state, in force: per object and field the newest word of the most trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from domain.answer_kinds import PUT, is_put
from domain.delay.stated import rests, statement_slot
from domain.message import Verdict
from domain.news import Answer, News
from domain.provenance import DocSpan, Slot
from domain.reading import DateStated, MoneyStated, QuantityStated, Question, Statement, stated_text
from domain.values import Value

_TRUST: dict[Verdict, int] = {
    "authenticated": 3,
    "unauthenticated": 2,
    "unknown_sender": 1,
    "suspect": 0,
}


def trust(verdict: Verdict) -> int:
    """How far a sender's word goes before another's: the more, the further."""
    return _TRUST[verdict]


class Told(Value):
    """A statement in force. `slot` is None for what was only confirmed as it is on file.

    `by` is the partner who said it, `against` are other values said of the same with less trust,
    or before.
    """

    statement: Statement
    slot: Slot | None
    message: str
    by: str
    verdict: Verdict
    sent_at: datetime
    against: tuple[str, ...] = ()

    @property
    def object(self) -> str:
        """`table:key` it is about."""
        return self.statement.object

    @property
    def field(self) -> str:
        """What of the object is stated."""
        return self.statement.field

    @property
    def text(self) -> str:
        """The value as slots hold it."""
        return stated_text(self.statement.value)

    @property
    def number(self) -> Decimal | None:
        """A quantity's or sum's number; None for any other kind of value."""
        value = self.statement.value
        if isinstance(value, QuantityStated):
            return value.quantity.n
        return value.money.amount if isinstance(value, MoneyStated) else None

    @property
    def currency(self) -> str:
        """Of a sum or price; empty for any other kind of value."""
        money = getattr(self.statement.value, "money", None)
        return "" if money is None else str(money.currency)

    @property
    def last_day(self) -> str:
        """The later end of a stated day or interval as an ISO day; empty for other values."""
        value = self.statement.value
        return value.span.latest.isoformat() if isinstance(value, DateStated) else ""

    @property
    def by_us(self) -> bool:
        """Whether people of ours said so: they answered a question, or corrected what was read."""
        return self.statement.source is not None

    @property
    def quote(self) -> str:
        """The partner's own words; empty where a person or the file speaks."""
        source = self.slot.source if self.slot else None
        return source.span.quote if isinstance(source, DocSpan) else ""


def in_force(news: Sequence[News]) -> tuple[Told, ...]:
    """Statements by object, field and quantity: trust first, then the newest message.

    Statements of one message about the same stand side by side: a partner may state two lots. What
    a partner countered before it took our change as asked, or went back to the order, is no longer
    its word.
    """
    found: dict[tuple[str, str, str], list[Told]] = {}
    taken = {(one.partner_id, thing): one.sent_at for one in news for thing in _taken_by(one)}
    for one in sorted(news, key=_rank, reverse=True):
        for told in _told(one):
            since = taken.get((told.by, told.statement.object))
            if since is not None and told.sent_at < since:
                continue
            said = found.setdefault(_about(told.statement), [])
            if not said or said[0].message == told.message:
                said.append(told)
            elif all(told.text != other.text for other in said):
                said[0] = said[0].model_copy(update={"against": (*said[0].against, told.text)})
    return tuple(told for said in found.values() for told in said)


def _rank(one: News) -> tuple[int, datetime, str]:
    vouched = "authenticated" if one.vouched_by else one.verdict
    return _TRUST[vouched], one.sent_at, one.message


def _told(one: News) -> Iterable[Told]:
    for statement in one.statements:
        yield Told(
            statement=statement,
            slot=statement_slot(statement) if rests(statement) else None,
            message=one.message,
            by=one.partner_id,
            verdict=one.verdict,
            sent_at=one.sent_at,
        )


def _about(statement: Statement) -> tuple[str, str, str]:
    size = statement.for_qty
    return statement.object, statement.field, "" if size is None else format(size.n, "f")


def open_questions(news: Sequence[News], answers: Sequence[Answer]) -> tuple[Question, ...]:
    """Questions that nobody has answered since they were asked, each once: neither a person nor,
    where a partner was asked, a later message of a contact on file."""
    found: dict[str, Question] = {}
    lines: dict[str, frozenset[str]] = {}
    for one in sorted(news, key=lambda told: (told.sent_at, told.message)):
        told = [s for s, asked in found.items() if _answered_by(one, asked, lines.get(s, _NONE))]
        for slot in told:
            found.pop(slot)
        for question in one.questions:
            slot = question.slot or slot_name(question)
            if _is_of_another(question, slot, found, answers):
                slot = slot_name(question)  # the same topic of another thing
            if any(_gives(each, slot, question, one) for each in answers):
                found.pop(slot, None)
            else:
                found[slot] = _beside(found.get(slot), question.model_copy(update={"slot": slot}))
                lines[slot] = lines.get(slot, _NONE) | _lines_of(one)
    return tuple(found.values())


def _is_of_another(
    question: Question, slot: str, found: dict[str, Question], answers: Sequence[Answer]
) -> bool:
    """Whether a slot is another thing's: it is asked, or was answered, of that."""
    if slot in found:
        return found[slot].object != question.object
    taken = {one.object for one in answers if one.slot == slot and one.object}
    return bool(taken) and question.object not in taken


def _gives(answer: Answer, slot: str, question: Question, asking: News) -> bool:
    """Whether an answer was given to this question since the message asked it."""
    same = answer.slot == slot and answer.object in ("", question.object)
    return same and answer.number >= asking.number


def _beside(earlier: Question | None, question: Question) -> Question:
    """The newest wording of a question; a wish goes beside an earlier one that is still open."""
    if earlier is None or not is_put(question.slot):
        return question
    if question.text in earlier.text:
        return earlier
    text = f"{earlier.text} And since: {question.text}"
    more = question.text if len(text) > _LONGEST else text
    return question.model_copy(update={"text": more})


#: Characters of wishes that are asked in one; beyond, the newest stands for them.
_LONGEST = 2_000


def raised_in(news: Sequence[News], questions: Sequence[Question]) -> dict[str, str]:
    """The message that first raised each of these questions, by the slot it is answered in: raised
    again by an answer, it is not written about a second time."""
    found: dict[str, str] = {}
    for one in sorted(news, key=lambda told: (told.sent_at, told.message)):
        asked = {(each.about, each.object) for each in one.questions}
        for each in questions:
            if (each.about, each.object) in asked:
                found.setdefault(each.slot, one.message)
    return found


def _lines_of(news: News) -> frozenset[str]:
    """The order lines that a message states something of."""
    objects = (one.object for one in news.statements)
    return frozenset(one for one in objects if one.startswith("purchase_order_lines:"))


def _answered_by(news: News, question: Question, lines: frozenset[str]) -> bool:
    """Whether a later message states what a partner was asked; a paper asked for must be there.

    `lines` are what was spoken of where it was asked: a bill or a credit stays asked about while
    one of them is not taken back.
    """
    if question.about in _OF_TERMS and question.object in _taken_by(news):
        return True
    if question.about in _OF_CHANGES:
        of_order = question.object.startswith(("purchase_orders:", "purchase_order_lines:"))
        about = frozenset({question.object}) if of_order else lines
        if about and about <= _taken_by(news, _STANDS):
            return True
    if not question.of.startswith("partners:") or _TRUST[news.verdict] < 2:
        return False
    mine = [one for one in news.statements if one.object == question.object]
    if question.about == "document_request":
        papers = [one for one in mine if one.field == "document_state"]
        return any(stated_text(one.value) == "received" for one in papers)
    return any(one.field == question.about and rests(one) for one in mine)


def slot_name(question: Question) -> str:
    """The name under which a question without one is answered: `reference@invoices:X-1`; what is
    put to us stays known as such."""
    name = f"{question.about}@{question.object}"
    return f"{PUT}{name}" if is_put(question.slot) else name


#: What a counter-offer leaves to be asked: over, when its partner takes our change as we asked it,
#: or goes back to the order as it stands.
_OF_TERMS = frozenset(
    {"approval", "counter_offer", "promised_date", "promised_qty", "ready_date", "unit_price"}
)
#: No line at all.
_NONE: frozenset[str] = frozenset()
#: What a change alone leaves to be asked: its drawing, bills for the order as it was, its credit.
_OF_CHANGES = frozenset({"engineering_release", "invoiced_qty", "lc_amendment"})
#: Answers by which the order stands as it is; with a yes to our change, nothing is left of a
#: counter-offer before.
_STANDS = frozenset({"refused", "kept"})


def _taken_by(news: News, codes: frozenset[str] = _STANDS | {"accepted"}) -> frozenset[str]:
    """Lines, with their orders, of which a proven message takes all that we asked to be changed,
    or nothing: what its partner wanted otherwise before is no longer its word."""
    lines = {
        one.object
        for one in news.statements
        if one.field == "line_state:change" and stated_text(one.value) in codes
    }
    orders = {f"purchase_orders:{one.partition(':')[2].partition('/')[0]}" for one in lines}
    return frozenset(lines | orders) if news.verdict == "authenticated" else frozenset()
