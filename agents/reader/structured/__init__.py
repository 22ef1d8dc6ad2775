"""Structured documents (EDI, e-invoices) as statements: the same objects and fields as in mail."""

from __future__ import annotations

from collections.abc import Callable

from agents.reader.classify import Verdict
from agents.reader.letter import Letter
from agents.reader.structured.acknowledgements import read_acknowledgement
from agents.reader.structured.answers import read_answer
from agents.reader.structured.conflicts import settle_conflicts
from agents.reader.structured.despatch import read_despatch
from agents.reader.structured.heard_by import unread
from agents.reader.structured.invoices import read_invoice
from agents.reader.structured.orders import read_order, read_order_change
from agents.reader.structured.payments import read_remittance
from agents.reader.structured.taken_back import is_called_off, read_called_off
from agents.reader.structured.taught_codes import as_taught
from agents.reader.structured.told import Told
from agents.reader.structured.transport import read_status, read_tender, read_tender_response
from domain.reading import Reference
from domain.tradedoc import DocumentKind
from domain.values import Value
from domain.vocabulary import DELAY

_READERS: dict[DocumentKind, Callable[[Told], None]] = {
    "order_response": read_answer,
    "order": read_order,
    "order_change": read_order_change,
    "despatch_advice": read_despatch,
    "transport_status": read_status,
    "load_tender": read_tender,
    "transport_order": read_tender,
    "tender_response": read_tender_response,
    "invoice": read_invoice,
    "credit_note": read_invoice,
    "freight_invoice": read_invoice,
    "remittance": read_remittance,
    "acknowledgement": read_acknowledgement,
    "other": unread,
}


class Structured(Value):
    """What the documents of a message add to its reading."""

    references: tuple[Reference, ...] = ()
    intents: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()

    def added_to(self, verdict: Verdict) -> Verdict:
        """The verdict with them.

        A document says what it is, so the class that the words of its mail speak for gives way;
        a delay that the words tell stays one.
        """
        found = verdict.with_intents(self.intents)
        if not self.workflows:
            return found
        told = tuple(one for one in verdict.workflows if one == DELAY)
        workflows = tuple(dict.fromkeys((*self.workflows, *told)))
        return found.model_copy(update={"workflows": workflows})


def read_documents(letter: Letter) -> Structured:
    """States what the documents of every part say; the same fact is stated once."""
    documents = [
        Told(letter, part, as_taught(one, letter.sender.habits.codes))
        for part in letter.message.parts
        for one in part.documents
        if not part.quoted and one.kind in _READERS
    ]
    if not documents:
        return Structured()
    notes = letter.notes
    by_words, asked, before = list(notes.statements), list(notes.questions), notes.read_by
    notes.read_by = "parser"
    for told in documents:
        read = read_called_off if is_called_off(told) else _READERS[told.document.kind]
        read(told)
    notes.read_by = before
    settle_conflicts(notes, by_words, [one for told in documents for one in told.stated], asked)
    found = [one for told in documents for one in told.references]
    return Structured(
        references=tuple({(one.as_written, one.object): one for one in found}.values()),
        intents=tuple(dict.fromkeys(intent for told in documents for intent in told.intents)),
        workflows=tuple(dict.fromkeys(code for told in documents for code in told.workflows)),
    )
