"""An offer's lines: which line of the request, or which other item, each of its words is about."""

from __future__ import annotations

from agents.reader.claims import Claim
from agents.reader.item_names import ItemNames
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.price_claims import Known, known_price
from domain.record import Row

#: Terms that are of the whole offer where it answers several lines at once.
_COMMON = ("incoterm", "payment_terms", "payment_terms:advance", "deadline:validity", "lead_time")


class OfferLines:
    """Walks through the letter and knows what its words are about at each place."""

    def __init__(self, letter: Letter, lines: list[Row]) -> None:
        self.lines = lines
        self.request = f"rfqs:{lines[0].text('rfq_id')}" if lines else "mail"
        self._by_item = {f"items:{row.text('item_id')}": row for row in lines}
        self._places = list(self._walk(letter))

    def _walk(self, letter: Letter) -> list[tuple[str, int, str]]:
        """Part, character and object from where on the words are about it."""
        names = ItemNames(letter)
        alone = self.lines[0].object if len(self.lines) == 1 else ""
        found: list[tuple[str, int, str]] = []
        for scope in letter.scopes:
            passage = scope.passage
            named = names.within(passage)
            if not any(part == passage.part.name for part, _, _ in found):
                found.append((passage.part.name, 0, alone))
            for one in named:
                row = self._by_item.get(one.about)
                found.append(
                    (passage.part.name, passage.start + one.start, row.object if row else one.about)
                )
            if alone and named and found[-1][2] != alone:
                found.append((passage.part.name, passage.end, alone))  # another item, in passing
        return found

    def about(self, part: str, at: int) -> str:
        """The line or item the words at this place are about; empty where none was named yet."""
        here = [about for name, start, about in self._places if name == part and start <= at]
        return here[-1] if here else ""

    def of_claim(self, claim: Claim) -> str:
        """The object a claim is stated of: its line, its item, or the whole request."""
        if claim.field in _COMMON:
            return self.lines[0].object if len(self.lines) == 1 else self._whole()
        if claim.field.startswith("charge_amount") and len(self._things()) > 1:
            return self._named_with(claim) or self.request
        return self.about(claim.part.name, claim.start) or self.request

    def _whole(self) -> str:
        """The request; without one the only item offered."""
        things = self._things()
        return things.pop() if not self.lines and len(things) == 1 else self.request

    def _things(self) -> set[str]:
        return {about for _, _, about in self._places if about} | {row.object for row in self.lines}

    def _named_with(self, claim: Claim) -> str:
        """What the claim's own line of text names."""
        line = claim.part.text.rfind("\n", 0, claim.start)
        here = [
            about
            for name, start, about in self._places
            if name == claim.part.name and line < start <= claim.start
        ]
        return here[-1] if here and line >= 0 else ""

    def known(self, letter: Letter, passage: Passage, at: int) -> Known | None:
        """What the record holds of the price at this place; None where no line is named."""
        about = self.about(passage.part.name, passage.start + at)
        row = letter.row(about) if about else None
        return self.known_of(row) if row is not None else None

    def known_of(self, row: Row) -> Known:
        """What the record holds of a line's price; an item outside the request has none."""
        return known_price(row) if row.table == "rfq_lines" else _unknown(row)


def _unknown(item: Row) -> Known:
    return known_price(item.model_copy(update={"values": {"uom": item.text("base_uom")}}))
