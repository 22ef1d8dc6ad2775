"""Looks provenance up again: stored bytes re-parsed, the record re-read, the ledger re-opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from domain.cells import cell_text
from domain.errors import SeamlineError
from domain.evidence import Part
from domain.fact import Fact
from domain.gate import Resolved, Trust, leaf_key
from domain.message import Message, Verdict
from domain.ports import Reads
from domain.provenance import (
    DocSpan,
    HumanInput,
    MasterRef,
    MasterRows,
    MessageRef,
    Reserved,
    Slot,
    WasOnRecord,
    leaves,
)
from domain.taught import Taught, code_of
from graph.writing import NOTHING, Known, allowed, senders

#: How far a message's statements are trusted, by its sender's verdict.
TRUST: dict[Verdict, Trust] = {
    "authenticated": Trust.AUTHENTICATED_PARTNER,
    "unauthenticated": Trust.PARTNER,
    "unknown_sender": Trust.UNKNOWN_SENDER,
    "suspect": Trust.NONE,
}


#: Facts in which a person states a value: an answer, or a read value put right.
_BY_PEOPLE = ("question_answered", "corrected")


class Evidence:
    """Answers, for each leaf of a slot, what stands there now.

    `parse` makes a message of stored bytes, `verdict` says what those bytes prove of the
    sender and `partner` whose it is, `fact` finds a fact by id, a taught mapping only while it is
    in force: all of them look at what is stored, never at what is claimed. `known` is what the
    ledger knows beside: who was vouched for, what was taught and read, what other cases hold.
    """

    def __init__(
        self,
        *,
        reads: Reads,
        blob: Callable[[str], bytes],
        parse: Callable[[bytes], Message],
        verdict: Callable[[bytes], Verdict],
        fact: Callable[[str], Fact | None],
        partner: Callable[[bytes], str] = lambda raw: "",
        known: Known = NOTHING,
    ) -> None:
        self._reads, self._fact, self._known = reads, fact, known
        # one ruling looks at one state of the record: a leaf is looked up and a row fetched once
        self._found: dict[str, Resolved] = {}
        self._row = lru_cache(maxsize=1024)(reads.row)
        self._message = lru_cache(maxsize=64)(lambda name: parse(blob(name)))
        self._verdict = lru_cache(maxsize=64)(lambda name: verdict(blob(name)))
        self._partner = lru_cache(maxsize=64)(lambda name: partner(blob(name)))
        self._senders = lru_cache(maxsize=64)(
            lambda name: senders(self._message(name), reads, known)
        )

    def resolve(self, slots: Iterable[Slot]) -> dict[str, Resolved]:
        """What was found for every leaf of these slots, by `leaf_key`."""
        found: dict[str, Resolved] = {}
        for slot in slots:
            for leaf in leaves(slot):
                key = leaf_key(leaf)
                if key not in self._found:
                    self._found[key] = self._look(leaf)
                found[key] = self._found[key]
        return found

    def _look(self, leaf: Slot) -> Resolved:
        source = leaf.source
        try:
            if isinstance(source, MasterRef | WasOnRecord | MasterRows):
                return self._on_record(source)
            if isinstance(source, DocSpan):
                return self._span(source)
            if isinstance(source, MessageRef):
                return self._header(source)
            if isinstance(source, HumanInput):
                return self._human(source)
            if isinstance(source, Reserved):
                return self._reserved(source)
        except SeamlineError:
            return Resolved(reason="unknown_reference")
        return Resolved()  # fixed words and model text are judged by the gate alone

    def _reserved(self, source: Reserved) -> Resolved:
        held = sum((one.qty for one in self._known.held if one.object == source.object), Decimal(0))
        return Resolved(value=format(held, "f"), trust=Trust.MASTER)

    def _on_record(self, source: MasterRef | WasOnRecord | MasterRows) -> Resolved:
        if isinstance(source, MasterRef):
            return self._master(source)
        return self._before(source) if isinstance(source, WasOnRecord) else self._series(source)

    def _master(self, source: MasterRef) -> Resolved:
        row = self._row(source.table, source.key)
        if row is None:
            return Resolved(reason="unknown_reference")
        if source.field not in row.values and source.field != "version":
            return Resolved(reason="unknown_reference")
        if row.version != source.version:
            return Resolved(value=cell_text(row, source.field), reason="stale_master")
        return Resolved(value=cell_text(row, source.field), trust=Trust.MASTER)

    def _before(self, source: WasOnRecord) -> Resolved:
        fact = self._fact(source.fact)
        if fact is None or (fact.kind, fact.actor) != ("case_opened", "record"):
            return Resolved(reason="forged_master")
        cells = fact.body.get("before", {}).get(source.object, {})
        return Resolved(value=str(cells.get(source.field, "")), trust=Trust.MASTER)

    def _series(self, source: MasterRows) -> Resolved:
        rows = sorted(
            (row.text(source.day), f"{row.number(source.amount):f}")
            for row in self._reads.rows(source.table, **source.equals)
            if source.first <= row.text(source.day) < source.until
            and row.number(source.amount) is not None
        )
        value = " ".join(f"{day}={amount}" for day, amount in rows)
        return Resolved(value=value, trust=Trust.MASTER)

    def _span(self, source: DocSpan) -> Resolved:
        span = source.span
        part = self._part(span.sha256, span.part)
        if part is None or not span.is_current:
            return Resolved(reason="forged_span")
        if not span.quote or part.text[span.start : span.end] != span.quote:
            return Resolved(reason="forged_span")
        if not part.is_fresh(span.start, span.end):
            return Resolved(reason="quoted_history")
        trust = self._trust(span.sha256)
        if part.is_recognised(span.start, span.end):
            trust = min(trust, Trust.PARTNER)  # a digit read wrong from a picture proves nothing
        ways, message = self._senders(span.sha256), self._message(span.sha256)
        written = allowed(source, ways, lambda: self._known.said(message))
        if "taught" not in source.arguments:
            return Resolved(value=span.quote, trust=trust, allowed=written)
        known = self._taught(source.arguments["taught"], span.sha256)
        reason = "" if known else "forged_value"
        return Resolved(
            value=span.quote, trust=trust, reason=reason, arguments=known, allowed=written
        )

    def _taught(self, fact_id: str, message: str) -> dict[str, str]:
        """What a mapping in force says of this message's sender; nothing when it says nothing."""
        fact = self._fact(fact_id)
        if fact is None or fact.kind != "taught":
            return {}
        one = Taught.model_validate(fact.body["mapping"])
        if one.partner != self._partner(message):
            return {}
        if one.kind == "code":
            codes, code = code_of(one)
            return {"taught": fact.id, "codes": codes, "code": code, "meant": one.value}
        if one.kind != "unit":
            return {}
        return {"taught": fact.id, "word": one.words, "each": one.value, "unit": one.unit}

    def _trust(self, name: str) -> Trust:
        """By the sender's verdict; a person's word lifts what only lacks proof, nothing else."""
        verdict = self._verdict(name)
        lifted = verdict == "unauthenticated" and name in self._known.vouched
        return Trust.VOUCHED if lifted else TRUST[verdict]

    def _part(self, name: str, part: str) -> Part | None:
        parts: Sequence[Part] = self._message(name).parts
        return next((one for one in parts if one.name == part), None)

    def _header(self, source: MessageRef) -> Resolved:
        message = self._message(source.sha256)
        value = message.message_id if source.field == "message_id" else message.subject
        # a header says who wrote it no better than the verdict does; it proves no value
        trust = min(Trust.UNKNOWN_SENDER, TRUST[self._verdict(source.sha256)])
        return Resolved(value=value, trust=trust)

    def _human(self, source: HumanInput) -> Resolved:
        fact = self._fact(source.fact)
        if fact is not None and fact.kind == "decided" and fact.body["verb"] == "edit":
            body = {"person": fact.body["person"], "slot": source.slot}
            body["value"] = fact.body["slots"].get(source.slot, "")
        elif fact is not None and fact.kind in _BY_PEOPLE:
            body = fact.body
        else:
            return Resolved(reason="forged_human")
        if body.get("person") != source.person or body.get("slot") != source.slot:
            return Resolved(reason="forged_human")
        return Resolved(value=str(body.get("value", "")), trust=Trust.MASTER)
