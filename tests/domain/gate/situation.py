"""A delay with all that the gate looks up again: stored words, the record, the ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from domain.actions import Action
from domain.case import CaseState
from domain.dates import DateSpan
from domain.delay.context import DelayContext, LineContext
from domain.delay.stated import LineChange, LotStated
from domain.errors import Unknown
from domain.evidence import Part, Span
from domain.fact import Fact, NewFact
from domain.gate import World, rule
from domain.message import Message, Verdict
from domain.policy import Policy, load_policy
from domain.provenance import DocSpan, Slot
from domain.record import Row
from domain.ruling import Ruling
from graph.evidence import Evidence
from graph.workflows import supplier_delay
from memory.links import seal, settle
from tests.domain.delay.worked import HARLOW_AIR, MAIL, NOW, change, context, line

BODY = (
    "PO 4500018822 item 10, KLB-12 12,000 pcs, will be ready ex works 11 April, not 6 April.\n"
    "Please reply before 17 March.\n"
)
HISTORY = "> we confirm delivery 30 March all items. Lily\n"
TEXT = BODY + HISTORY
ARGUMENTS = {"reference": "2026-03-10", "order": "DMY", "language": "en", "event": "ex works"}
POLICY = load_policy((files("seamline") / "demo" / "policy.yaml").read_text(encoding="utf-8"))
ANSWERED = seal(
    settle(
        NewFact(
            stream="case:W1-4500018822",
            kind="question_answered",
            at=NOW,
            actor="E001",
            body={"slot": "promised_date", "value": "2026-04-12", "person": "E001"},
        )
    ),
    7,
    "0" * 64,
)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(sha256=MAIL, part="body", start=at, end=at + len(words), quote=words)


def words(quote: str, value: str, recipe: str = "date_words", **more: str) -> Slot:
    source = DocSpan(span=span(quote), recipe=recipe, arguments={**ARGUMENTS, **more})
    return Slot(value=value, source=source)


def late() -> LineChange:
    ready = LotStated(
        ready=DateSpan.on(date(2026, 4, 11), "ex works"), ready_slot=words("11 April", "2026-04-11")
    )
    reply = words("17 March", "2026-03-17")
    return change(ready, reply_slot=reply)


def delay(**more: Any) -> DelayContext:
    """The worked delay as the mail tells it."""
    given = {"air_rates": HARLOW_AIR, "change": late(), **more}
    return context(line(**given), hard=("safety_stock_floor",))


class Store:
    """The record as rows in memory."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.kept = {(row.table, row.key): row for row in rows}

    def row(self, table: str, key: str) -> Row | None:
        return self.kept.get((table, key))

    def rows(self, table: str, **equals: str) -> list[Row]:
        mine = [row for (name, _), row in sorted(self.kept.items()) if name == table]
        fits = [row for row in mine if all(row.text(k) == v for k, v in equals.items())]
        return fits

    def change(self, table: str, key: str, **values: Any) -> None:
        old = self.kept[(table, key)]
        update = {"values": {**old.values, **values}, "version": old.version + 1}
        self.kept[(table, key)] = old.model_copy(update=update)


def rows_of(given: DelayContext) -> list[Row]:
    """Every row a context holds."""
    found: list[Row] = [given.order, given.supplier, *given.contacts, *given.company.values()]
    found += [*given.contracts, *given.credits, *given.budgets, *given.fx]
    for one in given.lines:
        found += _rows_of_line(one)
    return found


def _rows_of_line(one: LineContext) -> list[Row]:
    found = [one.row, one.item, *one.stock, *one.demand, *one.units, *one.documents]
    found += [*one.air_rates, *one.forwarder_contacts, *one.alternate_contacts]
    found += [row for row in (one.shipment, one.sea_rate, one.alternate) if row is not None]
    return found + [row for peg in one.pegs for row in (peg.line, peg.order, peg.customer)]


class Situation:
    """A case at one moment; what is looked up can be changed, then actions are ruled on."""

    def __init__(self, given: DelayContext | None = None, policy: Policy = POLICY) -> None:
        self.context = given or delay()
        self.policy = policy
        self.record = Store(rows_of(self.context))
        self.verdict: Verdict = "authenticated"
        self.facts: dict[str, Fact] = {ANSWERED.id: ANSWERED}
        self.overrides: dict[str, Any] = {}

    def actions(self) -> list[Action]:
        """All that the specialists and every option would do."""
        parts = [give(self.context, None) for give in supplier_delay.SPECIALISTS.values()]
        options = supplier_delay.price(parts)
        found = [one for part in parts for one in part.actions]
        return found + [each for option in options for each in option.actions]

    def action(self, kind: str, **wanted: str) -> Any:
        """The first action of a kind whose slots have these values."""
        for one in self.actions():
            params = {**one.params(), "option": one.option}
            if one.kind == kind and all(params[name] == value for name, value in wanted.items()):
                return one
        raise LookupError(kind)

    def world(self, action: Action, **changes: Any) -> World:
        """Everything looked up again, as the authority does it."""
        state = CaseState(id=self.context.case, opened_at=NOW)
        spend = 380_000 if action.option else 0
        given = {
            "now": self.context.now,
            "mode": "act",
            "owner": "E007",
            "grant": supplier_delay.grant(self.context, state, self.policy),
            "measures": supplier_delay.measures(self.context, action, spend),
            "resolved": self.evidence().resolve(action.slots().values()),
            "spent_minor": spend,
            "terms": supplier_delay.terms(self.context, action),
        }
        return World(**{**given, **self.overrides, **changes})

    def rule(self, action: Action, **changes: Any) -> Ruling:
        """The gate's ruling on the action."""
        return rule(action, self.world(action, **changes), self.policy)

    def evidence(self) -> Evidence:
        """Looks into this situation's mail, record and ledger."""
        return Evidence(
            reads=self.record,
            blob=_stored,
            parse=_parsed,
            verdict=lambda _raw: self.verdict,
            fact=self.facts.get,
        )


def _stored(name: str) -> bytes:
    if name != MAIL:
        raise Unknown(f"no stored bytes {name}")
    return TEXT.encode()


def _parsed(raw: bytes) -> Message:
    at = len(BODY)
    part = Part(name="body", kind="text/plain", text=raw.decode(), quoted=((at, len(TEXT)),))
    return Message(
        sha256=MAIL,
        key="k",
        message_id="<w1-d@kailun.example>",
        sent_at=datetime(2026, 3, 10, 9, 20, tzinfo=UTC),
        sent_offset_minutes=480,
        sender="shipping@kailun.example",
        subject="new ready date",
        parts=(part,),
    )


def with_slot(action: Any, name: str, slot: Slot) -> Any:
    """The action with another slot."""
    return action.model_copy(update={name: slot})
