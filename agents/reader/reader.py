"""Reads a message: references, statements, questions, intents and the workflows it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from typing import NamedTuple

from agents.reader.answered import answers
from agents.reader.back_again import read_back_again, state_superseded
from agents.reader.binders import bind
from agents.reader.by_model import needs_model, read_by_model
from agents.reader.capitals import with_capitals
from agents.reader.causes import changed, read_causes
from agents.reader.classify import Verdict, classify, late_cargo, moves_plainly, plain_delay
from agents.reader.commitments import read_commitments
from agents.reader.competing import ask_competing
from agents.reader.deadlines import read_deadlines
from agents.reader.decisions import ask_decisions
from agents.reader.delays import LineNews, News, read_scope
from agents.reader.forwarded import read_forwarded
from agents.reader.letter import Letter
from agents.reader.mentions import Mention, names_only_strangers
from agents.reader.notebook import Notebook
from agents.reader.offers import read_offers
from agents.reader.orders import OrderBook, order_book
from agents.reader.owed_drawings import ask_owed_drawings
from agents.reader.paid_which import ask_which_paid
from agents.reader.passages import fresh_ranges
from agents.reader.put_to_us import put_to_us
from agents.reader.record_numbers import number_book
from agents.reader.references import ask_about_items, references
from agents.reader.scopes import Reach, Scope, scopes
from agents.reader.sender import Knows, Sender, nothing_taught, sender_of
from agents.reader.settle import settle
from agents.reader.sizes import packed, recipe_of
from agents.reader.structured import read_documents
from agents.reader.tables import RowSize, Tabled, read_tables
from agents.reader.tongue import tongue
from agents.reader.topics import read_topics
from agents.reader.topics.chases import STATE, read_chases
from agents.reader.value_taken_back import ask_taken_back
from domain.datewords import find_dates
from domain.evidence import Part
from domain.message import Message
from domain.ports import Model, Reads
from domain.reading import Reading, Reference, Statement
from domain.threads import Thread, no_thread
from domain.told_days import ToldBefore, nothing_told
from domain.vocabulary import DELAY
from domain.words import Lexicon, lexicon

#: Longer bodies are reports; what stands beyond is for people.
_LONGEST = 60_000


def read(
    message: Message,
    reads: Reads,
    model: Model | None = None,
    knows: Knows = nothing_taught,
    told: ToldBefore = nothing_told,
    kinds: Lexicon | None = None,
    thread: Thread = no_thread,
) -> Reading:
    """All that the message states, by rules; with a model, what they leave unread as well.

    `knows` tells what was taught about how a partner writes, `told` which days it last gave for a
    line before this message; `kinds` lists the words that speak for a workflow where it is more
    than the list of this program; `thread` tells what the mail was about that this one answers.
    """
    sender = sender_of(message, reads, knows)
    parts, written = _as_read(message, reads)
    book = _book(sender, reads, parts)
    notes = Notebook(
        message.sha256,
        sender,
        book,
        number_book(sender, book, reads),
        told=partial(told, message, sender.partner_id),
        written=written,
    )
    _warn_of_orders_to_machines(message, notes)
    notes.notes += _remarks(message)
    seen = _looked(parts, notes, Reach())
    refs = references(_with(message, parts, written), seen.named, notes, reads)
    answered = answers(message, parts, refs, notes, thread)
    if answered.reach.order:
        seen = _looked(parts, notes, answered.reach)
        refs = references(_with(message, parts, written), seen.named, notes, reads)
    named, found, news, sizes = seen
    known = {one.object for one in refs}
    refs = (*refs, *(one for one in answered.refs if one.object not in known))
    found = [one for one in found if not lexicon("cue").has(one.passage.text, "machine_talk")]
    for scope in found:
        if not _of_a_shipment(scope, refs):
            read_scope(scope, notes, news)
    verdict = classify(message, found, news, notes, refs, reads, kinds or lexicon("workflow"))
    if DELAY in verdict.workflows:
        _state_delays(found, news, notes)
        _state_sizes(sizes, news, notes)
        read_offers(found, news, notes, reads)
        read_deadlines(found, notes, refs, reads)
        verdict = verdict.with_statements(notes)
        ask_about_items(named, notes)
    else:
        notes.statements.clear()
        if sender.kind == "supplier" and any(lexicon("delay").has(one.masked) for one in found):
            ask_about_items(named, notes)
    read_of = (tuple(parts), tuple(found), refs, notes, reads, verdict.workflows)
    letter = bind(Letter(message, *read_of))
    verdict = verdict.with_intents(read_topics(letter))
    verdict = _as_moved(verdict, letter, news)
    structured = read_documents(letter)
    verdict = structured.added_to(verdict)
    delayed = any(lexicon("delay").has(one.masked) for one in found)
    if model is not None and not message.auto_submitted and needs_model(notes, refs, delayed):
        read_by_model(message, notes, refs, reads, model)
        verdict = verdict.by_model(notes)
    if not message.auto_submitted:
        read_back_again(found, news, notes, verdict)
    ask_taken_back(found, notes)
    puts, workflows = ask_which_paid(letter, put_to_us(letter), tuple(verdict.workflows))
    ask_competing(letter, puts)
    homes, promised = ask_decisions(letter, puts, workflows), read_commitments(letter)
    ask_owed_drawings(letter)
    passed_on = read_forwarded(letter, lambda inner: read(inner, reads, None, knows, told, kinds))
    return Reading(
        intents=verdict.intents,
        references=(*letter.refs, *structured.references, *passed_on),
        statements=tuple(_weighed(one, message) for one in notes.statements),
        questions=tuple(notes.questions),
        workflows=homes,
        notes=tuple(dict.fromkeys(notes.notes)),
        commitments=promised,
        language=tongue(parts),
    )


class _Looked(NamedTuple):
    """What the parts name, what is said of which lines, and what their tables tell."""

    named: list[tuple[Part, Mention]]
    found: list[Scope]
    news: News
    sizes: list[RowSize]


def _looked(parts: list[Part], notes: Notebook, reach: Reach) -> _Looked:
    """The parts one after the other; `reach` is what is spoken of before the first."""
    seen = _Looked([], [], defaultdict(LineNews), [])
    for part in parts:
        tabled = read_tables(part, notes)
        here, mentioned, reach = scopes(part, tabled.taken, notes.book, reach, notes.sender.when())
        seen.named.extend((part, one) for one in [*mentioned, *tabled.named])
        seen.found.extend([*here, *tabled.scopes])
        seen.sizes.extend(tabled.sizes)
        _file_old(tabled, seen.news, notes)
    return seen


def _of_a_shipment(scope: Scope, refs: tuple[Reference, ...]) -> bool:
    """Whether a passage names a booking or a box and no order: its days are theirs."""
    if scope.named:
        return False
    named = (one.as_written for one in refs if (one.object or "").startswith("shipment"))
    return any(one and one in scope.passage.text for one in named)


def _book(sender: Sender, reads: Reads, parts: list[Part]) -> OrderBook:
    """The sender's open orders; an item alone means none of them where a strange one is named."""
    book = order_book(sender.partner_id, reads, sender.habits, sender.written_on)
    fresh = [part.text[low:high] for part in parts for low, high in fresh_ranges(part)]
    return book.model_copy(update={"by_item": not names_only_strangers(fresh, book)})


def _as_read(message: Message, reads: Reads) -> tuple[list[Part], dict[str, str]]:
    """The parts with the capitals that their words usually have, and what stands there instead."""
    plain = _readable(message)
    parts = [with_capitals(part, reads) for part in plain]
    changed = (one for one, other in zip(plain, parts, strict=True) if other is not one)
    return parts, {one.name: one.text for one in changed}


def _with(message: Message, parts: list[Part], written: dict[str, str]) -> Message:
    """The message with the parts that are read with other letters than they were written in."""
    other = {one.name: one for one in parts if one.name in written}
    shown = tuple(other.get(one.name, one) for one in message.parts)
    return message.model_copy(update={"parts": shown}) if other else message


def _readable(message: Message) -> list[Part]:
    """Subject, body and what is attached as text, each cut to a length a person would read.

    An interchange is no letter: agents.reader.structured reads it.
    """
    parts = [part for part in message.parts if not part.is_interchange]
    parts = [part for part in parts if part.text.strip() or part.name == "subject"]
    return [part.model_copy(update={"text": _worded(part)[:_LONGEST]}) for part in parts]


def _worded(part: Part) -> str:
    """The text with blanks where a trade document stands: it is read as one, not as words."""
    text = part.text
    for document in part.documents:
        low, high = document.extent
        blank = re.sub(r"[^\n]", " ", text[low:high])
        text = text[:low] + blank + text[high:]
    return text


def _remarks(message: Message) -> list[str]:
    """What was noticed on parsing the mail, and on reading its attachments, by their names."""
    return [*message.notes] + [
        f"{part.file_name or part.name}: {note}" for part in message.parts for note in part.notes
    ]


def _weighed(statement: Statement, message: Message) -> Statement:
    """The statement; of one that rests on words read from a picture, half as sure."""
    span = statement.span
    part = next((one for one in message.parts if span and one.name == span.part), None)
    if span is None or part is None or not part.is_recognised(span.start, span.end):
        return statement
    return statement.model_copy(update={"confidence": statement.confidence / 2})


def _file_old(tabled: Tabled, news: News, notes: Notebook) -> None:
    """Old dates of a table's rows, to be compared with the record."""
    for about, text in tabled.old:
        dates = find_dates(text, notes.sender.when())
        news[about].old += [one.readings for one in dates if one.readings]


def _state_sizes(sizes: list[RowSize], news: News, notes: Notebook) -> None:
    """Quantities of a table's rows, for lines the message changes."""
    for about, field, passage in sizes:
        row = notes.book.row(about)
        if row is not None and changed(news, about):
            packs = packed(passage.text, notes.sender, row)
            recipe, arguments = "quantity_words", {"decimal": notes.sender.decimal}
            arguments["unit"] = row.text("uom") or "PCS"
            if packs:
                recipe, arguments = recipe_of(packs[0], notes.sender)
            span = notes.span(passage.part, passage.start, passage.end)
            notes.state(about, field, recipe, span, arguments)


def _state_delays(found: list[Scope], news: News, notes: Notebook) -> None:
    asked = [about for about, line in news.items() if line.lots or line.unknown or line.announced]
    for about, line in news.items():
        if _is_told_by_lines(about, line, news, notes):
            continue
        slot = "promised_date" if len(asked) <= 1 else f"promised_date_{_short(about)}"
        settle(about, line, notes, slot)
    read_causes(found, news, notes)
    for scope in found:
        state_superseded(scope, notes)


def _is_told_by_lines(about: str, line: LineNews, news: News, notes: Notebook) -> bool:
    """Whether a delay of an order is only announced, and its lines are told with their days."""
    if not about.startswith("purchase_orders:") or line.lots or line.states or line.doubts:
        return False
    mine = notes.book.line_objects(about.partition(":")[2])
    return any(one in news and news[one].lots for one in mine)


def _as_moved(verdict: Verdict, letter: Letter, news: News) -> Verdict:
    """The verdict; a delay where a day moves without a word of change, asked for by us or not."""
    notes, found = letter.notes, list(letter.scopes)
    if late_cargo(verdict, news, notes):
        notes.statements.clear()
        verdict = Verdict()
    if not moves_plainly(verdict, news, notes):
        return verdict
    _state_delays(found, news, notes)
    verdict = plain_delay(verdict, found, news, notes).with_statements(notes)
    notes.statements[:] = [one for one in notes.statements if one.field != STATE]
    notes.questions[:] = [one for one in notes.questions if one.about != STATE]
    return verdict.with_intents(tuple(read_chases(letter)))


def _short(about: str) -> str:
    return about.partition(":")[2].replace("/", "_")


def _warn_of_orders_to_machines(message: Message, notes: Notebook) -> None:
    for part in message.parts:
        fresh = " ".join(part.text[low:high] for low, high in fresh_ranges(part))
        if part.hidden.strip():
            notes.notes.append("the mail hides text from its reader; it was not read")
        if lexicon("cue").has(fresh[:_LONGEST] + " " + part.hidden[:_LONGEST], "machine_talk"):
            notes.notes.append("prompt_injection: the mail speaks to a machine; nobody obeys it")
