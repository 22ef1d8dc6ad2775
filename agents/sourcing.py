"""Sourcing: what the supplier confirmed, an alternate source, who pays, and the answer to it."""

from __future__ import annotations

from collections.abc import Sequence

from agents.concerns import concerns
from domain.actions import Action, ChangeOrderLine, NotifyFunction, SendMessage
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.delay.ask_day import asked_by_us, left_to_it
from domain.delay.changes import hangs_on
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import note, noted, reply_contact, send
from domain.delay.options.cancel import clause_of
from domain.delay.pricing import delayed, options_of
from domain.delay.slots import (
    confirmed_by,
    derived,
    language_slot,
    line_slot,
    ready_slot,
    schedule_slot,
)
from domain.delay.stated import Cause, LineChange
from domain.options import Option
from domain.ports import Model
from domain.provenance import DocSpan, Slot, fixed
from domain.reading import Question
from domain.vocabulary import EVENTS


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Confirmations, the alternate supplier, the supplier's share and the letters to it."""
    return Contribution(
        function="sourcing",
        findings=tuple(_findings(context)) + concerns(context, "sourcing", model),
        options=options_of(context, "sourcing"),
        actions=tuple(_actions(context)),
        questions=tuple(_questions(context)),
        queries=tuple(one for one in context.queries if one.table in _LOOKS_AT),
    )


_LOOKS_AT = ("purchase_order_lines", "po_confirmations", "items", "contracts", "contacts")


def _findings(context: DelayContext) -> list[Finding]:
    found = []
    for line in context.lines:
        change = line.change
        words = tuple(span.quote for span in change.quotes[:3])
        said = f"line {line_slot(line, context.lines).value}: {change.kind}"
        if change.lots:
            dates = ", ".join(_lot(one) for one in change.lots)
            said += f" ({dates}; confirmed was {line.row.text('promised_date')})"
        found.append(Finding(text=said, rests_on=(line.row.object, *words)))
        found += [_cause(one) for one in change.causes or _only_cause(change)]
        if change.cost_share_pct is not None:
            offer = f"supplier offers to bear {change.cost_share_pct:f} % of the cost"
            found.append(Finding(text=offer, rests_on=words))
        if change.kept is not None:
            kept = f"line {line.row.text('line')}: {change.kept.said()}"
            found.append(Finding(text=kept, rests_on=(line.row.object, change.kept.quote)))
        if change.surcharge_pct == 0:
            found.append(_given_up(line))
        elif change.surcharge_pct is not None:
            found.append(_surcharge(context, line))
    if delayed(context) and clause_of(context) is None:
        name = context.supplier.text("name")
        text = f"cancelling is not priced: no cancellation clause of {name} is on record; "
        text += "procurement enters it with the next export of contracts"
        found.append(Finding(text=text, rests_on=(context.supplier.object,)))
    return found


def _only_cause(change: LineChange) -> tuple[Cause, ...]:
    one = Cause(code=change.cause, party=change.cause_party, quote=change.cause_quote)
    return (one,) if change.cause else ()


def _cause(one: Cause) -> Finding:
    text = f"cause: {one.code}, {one.party or 'party not stated'}"
    return Finding(text=text, rests_on=(one.quote,))


def _lot(lot: object) -> str:
    ready = getattr(lot, "ready", None)
    qty = getattr(lot, "qty", None)
    return f"{'all' if qty is None else format(qty, 'f')} on {ready or 'a date still asked for'}"


def _surcharge(context: DelayContext, line: LineContext) -> Finding:
    terms = [row for row in context.contracts if "price" in row.text("kind")]
    says = terms[0].text("text") if terms else "no price clause on record"
    text = f"surcharge of {line.change.surcharge_pct:f} % is announced, not agreed: {says}"
    return Finding(text=text, rests_on=tuple(row.object for row in terms[:1]))


def _given_up(line: LineContext) -> Finding:
    was, price = line.change.surcharge_was, line.row.text("unit_price")
    told = "no surcharge" if was is None else f"the surcharge of {was:f} % is given up"
    said = f"line {line.row.text('line')}: {told}, the price stays as ordered ({price})"
    return Finding(text=said, rests_on=(line.row.object, line.change.surcharge_quote))


def _actions(context: DelayContext) -> list[Action]:
    found: list[Action] = [*_letters(context)]
    moved = [line for line in context.lines if line.change.kind in ("later", "earlier")]
    found += [_confirm(context, line) for line in moved]
    found += [_withdrawn(context, line) for line in _of_kind(context, "withdrawn")]
    for line in _of_kind(context, "waits for us"):
        found += _owed(context, line)
    return found


def _of_kind(context: DelayContext, kind: str) -> list[LineContext]:
    return [line for line in context.lines if line.change.kind == kind]


def _withdrawn(context: DelayContext, line: LineContext) -> NotifyFunction:
    number = cell(line.row, "line")
    why = "a line will not come"
    return note(context, "planning", "note_withdrawn", line.row, why, of=line, line=number)


def _owed(context: DelayContext, line: LineContext) -> list[Action]:
    """We are late: engineering is told, and once we know our day the supplier is told it."""
    words = next((span for span in line.change.quotes), None)
    found: list[Action] = []
    if words is not None:
        quoted = Slot(value=words.quote, source=DocSpan(span=words, recipe="words", arguments={}))
        found.append(
            note(
                context,
                "engineering",
                "note_waits",
                line.row,
                "the supplier waits for us",
                of=line,
                line=cell(line.row, "line"),
                waits_for=quoted,
            )
        )
    contact = reply_contact(context)
    if line.change.our_date is not None and contact is not None:
        why = "the supplier plans on our day"
        our_date = line.change.our_date
        found.append(send(context, contact, "we_deliver", why, of=line, our_date=our_date))
    return found


def _letters(context: DelayContext) -> list[SendMessage]:
    contact = reply_contact(context)
    if contact is None:
        return []
    if not context.message:
        return asked_by_us(context, contact)
    asked = _first_question(context)
    if asked is not None:
        question = derived(
            "question_text",
            language=language_slot(context),
            line=line_slot(asked[0], context.lines),
            words=_words(asked[1]),
        )
        return [
            send(context, contact, "ask_date", "a date can be read in two ways", question=question)
        ]
    if not any(lot.ready for line in context.lines for lot in line.change.lots):
        return []
    day = _reply_by(context)
    soon = derived("by_day", language=language_slot(context), day=day)
    return [
        send(
            context,
            contact,
            "acknowledge",
            "the message is noted",
            noted=noted(context, language_slot(context)),
            reply_by=soon,
        )
    ]


def complete(context: DelayContext, chosen: Sequence[Option]) -> tuple[Action, ...]:
    """What follows from all that was chosen: the dates are confirmed of what still comes."""
    ended = {one.object for one in chosen if one.ends}
    names = [one.name for one in chosen if not one.ends]
    contact = reply_contact(context)
    said = noted(context, language_slot(context), without=ended)
    if not names or contact is None or not context.message or not said.value:
        return ()
    if _first_question(context) is not None or not delayed(context):
        return ()
    closing = send(context, contact, "confirm_dates", "we plan on these dates", noted=said)
    return (closing.model_copy(update={"option": min(names)}),)


def _first_question(context: DelayContext) -> tuple[LineContext, Question] | None:
    pairs = [(line, one) for line in context.lines for one in line.change.questions if one.span]
    return pairs[0] if pairs else None


def _words(question: Question) -> Slot:
    assert question.span is not None  # only questions that quote are asked by letter
    return Slot(
        value=question.span.quote,
        source=DocSpan(span=question.span, recipe="words", arguments={}),
    )


def _reply_by(context: DelayContext) -> Slot:
    """The day asked for, if it still lies ahead: nobody is promised a day that is over."""
    told = [line.change.reply_slot for line in context.lines if line.change.reply_slot]
    slots = [one for one in told if one.value > context.today.isoformat()]
    return slots[0] if slots else fixed("empty", "")


def _confirm(context: DelayContext, line: LineContext) -> ChangeOrderLine:
    return ChangeOrderLine(
        case=context.case,
        function="procurement",
        objects=(line.row.object,),
        why="the supplier now confirms this date",
        po_id=cell(line.row, "po_id"),
        line=cell(line.row, "line"),
        promised_date=ready_slot(line),
        event=_event(line),
        lots=schedule_slot(line),
        confirmation_source=confirmed_by(line),
        seen=cell(line.row, "version"),
    )


def _event(line: LineContext) -> Slot:
    """The event the date is of, as stated; as ordered where it was not stated in known words."""
    if line.change.event in EVENTS or not line.row.text("promised_event"):
        stated = line.change.event
        return fixed("event", stated if stated in EVENTS else "ex works")
    return cell(line.row, "promised_event")


def _questions(context: DelayContext) -> list[Question]:
    """Questions a person can answer, and what the supplier puts to us; what hangs on another answer
    is computed from that."""
    asked = [one for line in context.lines for one in line.change.questions if not hangs_on(one)]
    contact = reply_contact(context)
    asked = [left_to_it(context, one, contact) for one in asked]
    return list(dict.fromkeys((*asked, *context.put)))  # what is of all lines is one question
