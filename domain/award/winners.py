"""Who won which line of a request, on which terms: the award's words beside the record's rows."""

from __future__ import annotations

from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.provenance import Slot
from domain.reading import PriceStated
from domain.record import Row
from domain.values import Value

#: On how many first pieces tooling is charged.
FIRST_PIECES = "first_pieces:tooling"

#: The five groups of terms that travel unchanged (domain.md 2.2, S3), with their fields.
GROUPS: dict[str, tuple[str, ...]] = {
    "commercial terms": (
        "unit_price",
        "payment_terms",
        "unit_price:tooling",
        FIRST_PIECES,
        "charge_amount:one_off",
    ),
    "delivery conditions": ("incoterm", "need_date"),
    "supplier commitments": ("award_share_pct", "moq", "lead_time"),
    "documents required": ("certificate",),
    "logistics assumptions": ("main_carriage",),
}


#: Columns of an award and of a quoted line that hold such a commitment.
_AWARDED = {
    "award_share_pct": "share_pct",
    "unit_price:tooling": "tooling_per_pc",
    FIRST_PIECES: "tooling_first_pcs",
}
_QUOTED = {"moq": "moq"}
#: Terms of a message that are held against the award on record, with the award's column.
CONFLICTS = {
    "unit_price": "price",
    "incoterm": "incoterm",
    "payment_terms": "payment_terms",
    "award_share_pct": "share_pct",
}


class Winner(Value):
    """A supplier that won a line: the line as quoted, the award on record if there is one, and
    what the award's message says, by field; what people answered goes before it."""

    line: Row
    award: Row | None = None
    told: dict[str, Told] = {}
    answers: dict[str, Slot] = {}
    partner: Row | None = None

    @property
    def supplier(self) -> str:
        """The supplier's id."""
        return self.line.text("supplier_id")

    def awarded(self, field: str) -> str:
        """What the award on record says of a term; empty where it says nothing."""
        if self.award is None:
            return ""
        place = self.award.text("incoterm_place") if field == "incoterm" else ""
        return f"{self.award.text(CONFLICTS[field])} {place}".strip()

    def _is_by_record(self, field: str) -> bool:
        """Whether somebody said that the record's figure holds, not the message's."""
        answer = self.answers.get(field)
        return answer is not None and answer.value == self.awarded(field)

    @property
    def share(self) -> Decimal | None:
        """Per cent of the line, None when nobody says."""
        said = self.told.get("award_share_pct")
        told = said is not None and not self._is_by_record("award_share_pct")
        if said is not None and told and said.number is not None:
            return said.number
        return self.award.number("share_pct") if self.award is not None else None

    @property
    def qty(self) -> Told | None:
        """What is to be ordered first."""
        return self.told.get("ordered_qty")

    @property
    def currency(self) -> str:
        """Of the quoted line."""
        return self.line.text("currency")

    @property
    def price(self) -> Slot:
        """What is awarded: as told, else, or where somebody said so, as on record."""
        if self.award is not None and self._is_by_record("unit_price"):
            return cell(self.award, "price")
        return self._slot("unit_price", "price", "quoted_price")

    @property
    def per(self) -> Decimal:
        """Pieces the price is for: as told, else as quoted."""
        told = self.told.get("unit_price")
        value = told.statement.value if told is not None else None
        quoted = self.line.number("price_per") or Decimal(1)
        return value.per if isinstance(value, PriceStated) else quoted

    def _slot(self, field: str, award: str, line: str) -> Slot:
        told = self.told.get(field)
        if told is not None and told.slot is not None:
            return told.slot
        if self.award is not None and self.award.text(award):
            return cell(self.award, award)
        return cell(self.line, line)

    def term(self, name: str) -> Slot:
        """A delivery or payment term: as answered, as told, as awarded, else as quoted."""
        return self.answers.get(name) or self._slot(name, name, name)

    def committed(self, field: str) -> Slot | None:
        """What the supplier committed to of the share, the minimum or tooling: as told, else as
        awarded or quoted on record; None where nobody says."""
        told = self.told.get(field)
        by_record = field in CONFLICTS and self._is_by_record(field)
        if told is not None and told.slot is not None and not by_record:
            return told.slot
        if field == FIRST_PIECES and (found := self._spread()) is not None:
            return found
        for row, columns in ((self.award, _AWARDED), (self.line, _QUOTED)):
            column = columns.get(field, "")
            if row is not None and column and row.text(column):
                return cell(row, column)
        return None

    @property
    def tooled(self) -> Decimal | None:
        """On how many first pieces tooling is charged, as told; None where nobody tells."""
        told = self.told.get("unit_price:tooling")
        size = told.statement.for_qty if told is not None else None
        return size.n if size is not None else None

    def _spread(self) -> Slot | None:
        """The same as what follows from the sum and the part of each piece; None where it does not:
        words beside a price carry no value of their own."""
        whole, each = self.committed("charge_amount:one_off"), self.committed("unit_price:tooling")
        if whole is None or each is None or self.tooled is None:
            return None
        if Decimal(whole.value) != self.tooled * Decimal(each.value):
            return None
        return derived("pieces_bearing", whole=whole, each=each)

    @property
    def place(self) -> Slot | None:
        """Where delivery ends, by the record: of `our dock` the partner's own agreed place; None
        where the term itself names it."""
        term = self.term("incoterm").value
        code, _, said = term.partition(" ")
        if said and not said.lower().startswith(("our ", "your ")):
            return None
        for row in (self.award, self.partner, self.line):
            if row is not None and row.text("incoterm") == code and row.text("incoterm_place"):
                return cell(row, "incoterm_place")
        return None

    @property
    def order(self) -> Money | None:
        """What the first order is worth; None while its quantity is not known."""
        if self.qty is None or self.qty.number is None:
            return None
        return Money(amount=self.qty.number * self._each, currency=self.currency).rounded()

    @property
    def contract(self) -> Money | None:
        """What the share of the yearly quantity is worth: the value authority is asked for."""
        yearly = self.line.number("annual_qty")
        if yearly is None or self.share is None:
            return None
        amount = yearly * self.share / 100 * self._each
        return Money(amount=amount, currency=self.currency).rounded()

    @property
    def _each(self) -> Decimal:
        return Decimal(self.price.value) / self.per


def winners_of(dossier: Dossier) -> tuple[Winner, ...]:
    """Every line that is awarded, on record or by the message; a mere offer is none."""
    found = []
    for line in sorted(dossier.of("rfq_lines"), key=lambda row: row.key):
        award = dossier.one(
            "awards", rfq_id=line.text("rfq_id"), line=line.text("line"),
            supplier_id=line.text("supplier_id"),
        )  # fmt: skip
        told = said_of(dossier, line, award)
        if award is not None or ("award" in dossier.intents and {*told} & _OF_AWARDS):
            found.append(
                _answered(
                    dossier,
                    Winner(
                        line=line,
                        award=award,
                        told=told,
                        partner=dossier.row(f"partners:{line.text('supplier_id')}"),
                    ),
                )
            )
    return tuple(found)


#: What an award says of a winner; a share that nobody can add up is not stated.
_OF_AWARDS = frozenset({"award_share_pct", "ordered_qty"})


def _answered(dossier: Dossier, winner: Winner) -> Winner:
    """With what a person said holds where the award differs from the request or from the record."""
    given = {name: dossier.answer(f"{name}_{winner.supplier}") for name in _WORDED}
    given |= {
        field: slot
        for field in CONFLICTS
        if (slot := dossier.answer(conflict_slot(winner, field))) is not None
    }
    known = {name: slot for name, slot in given.items() if slot is not None}
    return winner.model_copy(update={"answers": known})


_WORDED = ("incoterm", "payment_terms")


def conflict_slot(winner: Winner, field: str) -> str:
    """Under which name it is answered which of two terms holds: for this version of the record."""
    version = winner.award.version if winner.award is not None else 0
    return f"award_{field}_{winner.supplier}@{version}"


def said_of(dossier: Dossier, line: Row, award: Row | None = None) -> dict[str, Told]:
    """What is stated of a quoted line, of its award, or of the whole request, by field; two
    prices for different quantities are no one price."""
    names = [line.object, *([award.object] if award is not None else [])]
    names.append(f"rfqs:{line.text('rfq_id')}")
    found: dict[str, Told] = {}
    for name in names:
        for told in dossier.told:
            if told.object == name:
                found.setdefault(told.field, told)
    request = f"rfqs:{line.text('rfq_id')}"
    return {
        field: told
        for field, told in found.items()
        if field != "ordered_qty" or told.object != request
    }
