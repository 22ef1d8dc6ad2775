"""What opened a case, where that was no mail and no person: an export, or a day that came."""

from __future__ import annotations

from domain.fact import Fact
from domain.provenance import Slot, WasOnRecord
from domain.values import Value


class Origin(Value):
    """`before` is what cells of the record held by `table:key` before the export changed them;
    `sweep` the handle of what a sweep found silent; `person` who opened it by hand; `fact` the one
    that opened the case."""

    fact: str = ""
    before: dict[str, dict[str, str]] = {}
    sweep: str = ""
    person: str = ""

    def was(self, name: str, column: str) -> Slot | None:
        """What a cell of `table:key` held before; None if it was not changed, or was empty."""
        value = self.before.get(name, {}).get(column, "")
        source = WasOnRecord(fact=self.fact, object=name, field=column)
        return Slot(value=value, source=source) if value else None


def origin_of(fact: Fact) -> Origin:
    """What the fact that opened a case says of why; nothing where a mail did."""
    names = ("before", "sweep", *(() if "split_from" in fact.body else ("person",)))
    told = {name: fact.body[name] for name in names if fact.body.get(name)}
    return Origin(fact=fact.id, **told) if told else Origin()
