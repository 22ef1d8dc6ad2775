"""A trade document while it is read: its cells become statements, questions and references."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.reader.letter import Letter
from agents.reader.notebook import Notebook
from agents.reader.sender import Sender
from domain.evidence import Part, Span
from domain.freight.codes import charge_code
from domain.freight.kinds import kind_of_charge
from domain.quantity import Quantity, unit_name
from domain.reading import Question, Reference, Statement
from domain.recipes.written import time_of
from domain.taught import Meant
from domain.tradedoc import Amount, Cell, Dated, Measure, TradeDocument

#: Statements drawn from the documents of one message; what goes beyond is for people.
MOST = 2_000


@dataclass
class Told:
    """A document of a part, the letter it came with, and what was found out from it so far."""

    letter: Letter
    part: Part
    document: TradeDocument
    references: list[Reference] = field(default_factory=list)
    intents: dict[str, None] = field(default_factory=dict)
    workflows: dict[str, None] = field(default_factory=dict)
    stated: list[Statement] = field(default_factory=list)

    @property
    def notes(self) -> Notebook:
        """Where statements and questions go."""
        return self.letter.notes

    @property
    def sender(self) -> Sender:
        """Who sent the document."""
        return self.letter.sender

    def intends(self, *intents: str) -> None:
        """Notes what the document is for."""
        self.intents.update(dict.fromkeys(intents))

    def span(self, cell: Cell) -> Span:
        """The words of a cell."""
        return self.notes.span(self.part, cell.start, cell.end)

    def names(self, cell: Cell, found: str | None, how: str) -> None:
        """A thing the document names, bound or not."""
        one = Reference(as_written=cell.value, object=found, how=how, span=self.span(cell))
        same = [each for each in self.references if each.object == one.object]
        if not any(each.as_written == one.as_written for each in same):
            self.references.append(one)

    def state(
        self,
        about: str,
        name: str,
        recipe: str,
        cell: Cell,
        arguments: dict[str, str],
        for_qty: Quantity | None = None,
    ) -> Statement | None:
        """States what the recipe gets from a cell's words."""
        if len(self.notes.statements) >= MOST:
            self.notes.notes.append("the message states more than is read of one")
            return None
        given = {**arguments, **({"marks": cell.marks} if cell.marks else {})}
        stated = self.notes.state(about, name, recipe, self.span(cell), given, for_qty)
        if stated is not None:
            self.stated.append(stated)
        return stated

    def date(
        self,
        about: str,
        name: str,
        dated: Dated,
        *,
        event: str = "",
        tz: str = "",
        for_qty: Quantity | None = None,
    ) -> Statement | None:
        """States a date; `tz` is the zone of the place where the file names none."""
        zone = dated.tz or tz or self.sender.tz
        arguments = {"form": dated.form, "event": event, "tz": zone}
        time = time_of(dated.cell.value, dated.form)
        if time:
            arguments["time"] = time
        return self.state(about, name, "form_date", dated.cell, arguments, for_qty)

    def quantity(self, about: str, name: str, measure: Measure, unit: str) -> Statement | None:
        """States a quantity; `unit` where the file names none."""
        named = unit_name(measure.unit or unit)
        return self.state(about, name, "plain_number", measure.cell, {"unit": named})

    def money(
        self, about: str, name: str, amount: Amount, currency: str, *, turned: bool = False
    ) -> Statement | None:
        """States a sum; `currency` where the sum names none, `turned` with the other sign. Of a
        charge it says which of its kind it is, where its label does."""
        arguments = {"currency": amount.currency or currency}
        if not arguments["currency"]:
            words = f"{name} of {about} was not read: no currency is stated"
            self.notes.notes.append(words)
            return None
        if amount.decimals:
            arguments["decimals"] = str(amount.decimals)
        if turned:
            arguments["sign"] = "-"
        code = charge_code(amount.label) if name.startswith("charge_amount:") else ""
        if code and kind_of_charge(code) == name.partition(":")[2]:
            arguments["charge"] = code
        return self.state(about, name, "plain_money", amount.cell, arguments)

    def taught(self, cell: Cell) -> Meant | None:
        """What the sender means by a coded cell, where that was taught."""
        return self.sender.habits.codes.get(f"{cell.codes}:{cell.value.strip().upper()}")

    def code(self, about: str, name: str, cell: Cell, meant_as: str = "") -> Statement | None:
        """States what a coded cell means; what its sender was taught to mean goes first."""
        meant = self.taught(cell)
        if meant is not None:
            known = {"codes": cell.codes, "code": cell.value.strip().upper()}
            told = {**known, "meant": meant.text, "taught": meant.taught}
            return self.state(about, name, "coded_as_taught", cell, told)
        arguments = {"codes": cell.codes, **({"as": meant_as} if meant_as else {})}
        return self.state(about, name, "coded", cell, arguments)

    def words(self, about: str, name: str, cell: Cell, between: str = "") -> Statement | None:
        """States the words themselves; `between` are signs of the file among them."""
        return self.state(about, name, "written", cell, {"between": between} if between else {})

    def ask(
        self,
        topic: str,
        about: str,
        text: str,
        cell: Cell | None = None,
        *,
        slot: str = "",
        choices: tuple[str, ...] = (),
        for_qty: Quantity | None = None,
    ) -> None:
        """Asks the sender."""
        self.notes.ask(
            Question(
                about=topic,
                object=about,
                of=self.sender.object,
                text=text,
                slot=slot or topic.replace(":", "_"),
                choices=choices,
                for_qty=for_qty,
                span=self.span(cell) if cell else None,
            )
        )

    def thing(self, table: str, cell: Cell) -> str:
        """The object of a thing that the document brings by its number."""
        number = " ".join(cell.value.split())[:60]
        known = self.notes.numbers.full(number)
        same = known is not None and known.object.startswith(f"{table}:")
        return known.object if known is not None and same else f"{table}:{number}"
