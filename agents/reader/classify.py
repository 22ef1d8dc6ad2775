"""Which workflow a message belongs to and what it wants: a delay only where an order changes."""

from __future__ import annotations

from agents.reader.automatic import tells_absence
from agents.reader.delays import LineNews, News
from agents.reader.notebook import Notebook
from agents.reader.occasions import said
from agents.reader.our_changes import is_answer
from agents.reader.passages import fresh_ranges
from agents.reader.scopes import Scope
from agents.reader.stating import str_of
from domain.message import Message
from domain.numberwords import prices
from domain.ports import Reads
from domain.reading import CodeStated, DateStated, Reference, Statement
from domain.values import Value
from domain.vocabulary import DELAY
from domain.words import Lexicon, lexicon, table

_FROM_STATEMENTS = {
    "offered_partial_qty": "partial_offer",
    "substitute_item": "substitution_offer",
    "cost_share_pct": "cost_share_offer",
    "surcharge_pct": "price_increase",
    "deadline:reply": "deadline",
}
_FROM_STATES = {
    "unchanged": "po_confirmed",
    "withdrawn": "po_line_rejected",
    "waiting_on_us": "blocked_on_buyer",
}


#: The workflow an intent belongs to; intents that any workflow can have are left out.
_WORKFLOW_OF = {intent: code for code, intents in table("intents").items() for intent in intents}


_ABOUT_MONEY = frozenset({"W6", "W7", "W8", "P3"})
#: What a letter that answers our dispute, or settles a credit, may speak of besides.
_BESIDES = {"P3": {"W6", "W7", "W8"}, "W8": {"W5"}}


#: Partners that deliver or bill to us.
_SELLING = ("supplier", "carrier", "forwarder", "broker", "warehouse")


def workflow_of(intents: tuple[str, ...]) -> str:
    """The one workflow these intents speak for; empty when none or several.

    A preset is at home in several workflows: beside theirs, its own intents tell more.
    """
    codes = {_WORKFLOW_OF[one] for one in intents if one in _WORKFLOW_OF}
    for lead, besides in _BESIDES.items():
        if lead in codes and codes <= besides | {lead}:
            return lead
    presets = {one for one in codes if one.startswith("P")}
    if len(presets) == 1:
        return presets.pop()
    return codes.pop() if len(codes) == 1 else ""


class Verdict(Value):
    """Workflows and intents of a message."""

    workflows: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()

    def with_intents(self, more: tuple[str, ...]) -> Verdict:
        """With what the topics found; where no words told the workflow, they do.

        Papers about money share their words with freight and customs: their intents tell better.
        """
        intents = tuple(dict.fromkeys((*self.intents, *more)))
        named, all_told = workflow_of(more), workflow_of(intents)
        workflows = self.workflows or ((named,) if named else ())
        if all_told in _ABOUT_MONEY and "W1" not in self.workflows:
            workflows = (all_told,)
        return self.model_copy(update={"intents": intents, "workflows": workflows})

    def with_statements(self, notes: Notebook) -> Verdict:
        """With the intents that follow from what was stated."""
        found = list(self.intents)
        for one in notes.statements:
            if one.recipe != "given_up":
                found.append(_FROM_STATEMENTS.get(one.field, ""))
            if one.field == "line_state" and isinstance(one.value, CodeStated):
                found.append(_FROM_STATES.get(one.value.text, ""))
        return self.model_copy(update={"intents": tuple(dict.fromkeys(filter(None, found)))})

    def by_model(self, notes: Notebook) -> Verdict:
        """With what a model read: a changed line makes it a delay."""
        added = [one for one in notes.statements if one.read_by == "model"]
        moved = any(one.field == "promised_date" for one in added)
        stopped = any(
            isinstance(one.value, CodeStated) and one.value.text in ("withdrawn", "waiting_on_us")
            for one in added
            if one.field == "line_state"
        )
        if not (moved or stopped):
            return self.with_statements(notes)
        intents = (*self.intents, "po_date_change") if moved else self.intents
        changed = self.model_copy(update={"workflows": (DELAY,), "intents": intents})
        return changed.with_statements(notes)


def classify(
    message: Message,
    found: list[Scope],
    news: News,
    notes: Notebook,
    refs: tuple[Reference, ...],
    reads: Reads,
    general: Lexicon,
) -> Verdict:
    """The delay workflow where rules are sure of it, else the class its words speak for, by the
    list `general`."""
    words = _words(message)
    intents = (
        ["prompt_injection"] if lexicon("cue").has(_all_words(message), "machine_talk") else []
    )
    if (message.auto_submitted and general.has(words, "none")) or tells_absence(message, words):
        return Verdict(intents=tuple(intents))
    amended = general.has(words, "P2") or is_answer(message, refs, reads)
    supplier = notes.sender.kind == "supplier"
    amended = amended or _confirms_prices(message, words, notes)
    # goods that wait until another account is paid are pressure, and no news of goods
    pressed = "bank_change" in said(message) and any(_blocked(line) for line in news.values())
    if supplier and not (amended or pressed) and _is_delay(found, news, notes):
        return Verdict(workflows=(DELAY,), intents=(*intents, *_delay_intents(found, news, notes)))
    return Verdict(
        workflows=_other(words, message, general, notes.sender.kind), intents=tuple(intents)
    )


def _confirms_prices(message: Message, words: str, notes: Notebook) -> bool:
    """Whether it is called a confirmation of an order and prices its lines: all of its terms are to
    be compared with the order, and not its days alone."""
    told = lexicon("deal").has(message.subject, "acknowledgement")
    return told and bool(prices(words, notes.sender.decimal))


def moves_plainly(verdict: Verdict, news: News, notes: Notebook) -> bool:
    """Whether a supplier's letter that is about nothing else, but for what we asked, gives an open
    line another date than the one on record: that is news without a word of change."""
    aside = [one for one in notes.statements if one.field in _ANSWERED or one.recipe == "given_up"]
    if {*verdict.workflows} - _ANSWERS or notes.sender.kind != "supplier":
        return False
    if len(aside) < len(notes.statements):
        return False
    about_else = set(verdict.intents) - {
        "deadline", "acknowledgement", "chase_answer", "answer_pending"
    }  # fmt: skip
    moved = [(about, line) for about, line in news.items() if not _asks(line)]
    return not about_else and any(_moves(about, line, notes) for about, line in moved)


#: The workflow of our open questions, and what is stated of them.
_ANSWERS, _ANSWERED = frozenset({"P5"}), frozenset({"line_state:question"})


def late_cargo(verdict: Verdict, news: News, notes: Notebook) -> bool:
    """Whether a supplier only says that goods are ready, and after the day on record: a new date.

    Weights, packages or a wish to be fetched make it cargo to book, whatever its day.
    """
    told = {one.field for one in notes.statements}
    only = set(verdict.intents) == {"cargo_ready"} and told <= {"ready_date", "promised_qty"}
    if not only or notes.questions:
        return False
    late = [one.object for one in notes.statements if _is_after_record(one, notes)]
    return any(_moves(about, news[about], notes) for about in late if about in news)


def _is_after_record(one: Statement, notes: Notebook) -> bool:
    row = notes.book.row(one.object)
    known = row.day("promised_date") if row is not None else None
    day = one.value.span.earliest if isinstance(one.value, DateStated) else None
    return one.field == "ready_date" and bool(known and day and day > known)


def _asks(line: LineNews) -> bool:
    """Whether the passage of a lot is a question: who asks for a day has given none."""
    return any("?" in lot.passage.text or "？" in lot.passage.text for lot in line.lots)


def plain_delay(verdict: Verdict, found: list[Scope], news: News, notes: Notebook) -> Verdict:
    """The verdict as a delay, beside what it answers."""
    intents = (*verdict.intents, *_delay_intents(found, news, notes))
    workflows = (*verdict.workflows, DELAY)
    return verdict.model_copy(update={"workflows": workflows, "intents": intents})


def _is_delay(found: list[Scope], news: News, notes: Notebook) -> bool:
    """A line of the sender's open orders changes, and words of a change stand beside it."""
    if any(_stops(line) for line in news.values()):
        return True
    said = any(lexicon("delay").has(scope.masked) or _has_cause(scope) for scope in found)
    said = said or any(line.old or line.partly or _is_split(line) for line in news.values())
    said = said or any(_keeps_less(about, line, notes) for about, line in news.items())
    return said and any(
        _moves(about, line, notes)
        or line.unknown
        or line.partly
        or _falls_short(about, line, notes)
        for about, line in news.items()
    )


def _keeps_less(about: str, line: LineNews, notes: Notebook) -> bool:
    """Whether the day on record is told to stand for fewer than are to come."""
    return _falls_short(about, line, notes) and any(lot.date.role == "kept" for lot in line.lots)


def _falls_short(about: str, line: LineNews, notes: Notebook) -> bool:
    """Whether the lots told, each with its size, are less than what is to come."""
    row = notes.book.row(about)
    sizes = [lot.qty.quantity.n for lot in line.lots if lot.qty and lot.qty.quantity]
    coming = (row.number("qty") or 0) - (row.number("received_qty") or 0) if row else 0
    return len(sizes) == len(line.lots) > 0 and sum(sizes) < coming


def _stops(line: LineNews) -> bool:
    """Whether a line is stopped, or a delay of it is told without a date."""
    announced = bool(line.announced) and not line.lots and not line.states
    return announced or any(code != "unchanged" for code, _ in line.states)


def _is_split(line: LineNews) -> bool:
    return len([lot for lot in line.lots if lot.qty is not None or lot.rest]) > 1


def _has_cause(scope: Scope) -> bool:
    causes = {hit.code for hit in lexicon("cause").find(scope.masked)}
    return bool(causes - {"drawing", "finance/advance"})


def _moves(about: str, line: LineNews, notes: Notebook) -> bool:
    row = notes.book.row(about)
    known = row.day("promised_date") if row is not None else None
    return any(str_of(lot, row) != str(known) for lot in line.lots)


def _delay_intents(found: list[Scope], news: News, notes: Notebook) -> list[str]:
    intents = []
    if any(_moves(about, line, notes) and not _blocked(line) for about, line in news.items()):
        intents.append("po_date_change")
    if any(
        (line.unknown or line.announced or line.partly) and not line.lots and not line.states
        for line in news.values()
    ):
        intents.append("po_date_unknown")
    sized = [lot for line in news.values() for lot in line.lots if lot.qty is not None]
    if any(len([lot for lot in line.lots if lot.qty]) > 1 for line in news.values()) or any(
        _less(lot.qty.quantity.n, about, notes)
        for about, line in news.items()
        for lot in line.lots
        if lot in sized and lot.qty and lot.qty.quantity
    ):
        intents.append("po_quantity_change")
    cue = lexicon("cue")
    if any(cue.has(scope.masked, "expedite") and cue.has(scope.masked, "ask") for scope in found):
        intents.append("expedite_request")
    return intents


def _blocked(line: LineNews) -> bool:
    return any(code != "unchanged" for code, _ in line.states)


def _less(n: object, about: str, notes: Notebook) -> bool:
    row = notes.book.row(about)
    wanted = (row.number("qty") or 0) - (row.number("received_qty") or 0) if row else 0
    return bool(row) and n != wanted and n != (row.number("qty") if row else 0)


def _other(words: str, message: Message, general: Lexicon, kind: str) -> tuple[str, ...]:
    """The class with most words for it; the subject counts twice; a draw is none."""
    counts: dict[str, int] = {}
    for text in (words, message.subject):
        found = general.find(text)
        for code in {hit.code for hit in found}:
            hits = {text[hit.start : hit.end].lower() for hit in found if hit.code == code}
            counts[code] = counts.get(code, 0) + len(hits)
    counts.pop("none", None)
    if kind in _SELLING:
        counts.pop("P4", None)  # what customers receive is told by customers and by us
    if not counts:
        return ()
    most = max(counts.values())
    best = [code for code, count in counts.items() if count == most]
    return (best[0],) if len(best) == 1 else ()


def _words(message: Message) -> str:
    return "\n".join(
        part.text[low:high]
        for part in message.parts
        if part.name in ("subject", "body")
        for low, high in fresh_ranges(part)
    )[:60_000]


def _all_words(message: Message) -> str:
    return _words(message) + " " + " ".join(part.hidden for part in message.parts)[:60_000]
