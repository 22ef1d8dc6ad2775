"""Parts of workflows about shipments and deliveries: one case per event, clocks at the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.awaited import Awaited
from domain.news import Incoming, News
from domain.reading import Reading, stated_text
from graph.workflows.dossiers import news_without, subjects

#: A letter that asks is over when its reader has answered, whatever people make of the answer.
ANSWER = Awaited(
    yes=frozenset({"chase_answer", "document_revision", "eta_change", "booking_confirmation"}),
    fields=frozenset(
        {
            "document_state", "document_value", "gross_weight", "net_weight", "hs_code", "un_no",
            "manufacturer", "origin", "eta", "promised_qty", "incoterm", "ready_date",
        }
    ),
    letters=frozenset({"ask_partner", "ask_about"}),
)  # fmt: skip

#: Customers that were told new days accept them, or say that the goods are there.
ACCEPTED = Awaited(
    yes=frozenset({"acceptance", "goods_receipt", "chase_answer"}),
    letters=frozenset({"new_dates"}),
)


def folded(code: str, *tables: str) -> Callable[[Reading], dict[str, list[str]]]:
    """One case per event: several things a mail tells of are one (a rolled vessel, a strike), the
    first of them the parent and the others its lines, unless each is told a cause of its own."""
    each = subjects(code, *tables)

    def seeds(reading: Reading) -> dict[str, list[str]]:
        found = each(reading)
        if len(found) < 2:
            return found
        lines: dict[str, list[str]] = {}
        for names in events(reading, found):
            spoken = [*names[1:], *(one for name in names for one in found[name])]
            apart = {*found} - {*names}
            lines[names[0]] = [one for one in dict.fromkeys(spoken) if one not in apart]
        return lines

    return seeds


def events(reading: Reading, names: Iterable[str]) -> list[list[str]]:
    """The things by the cause told of each; what has none goes with the first that has one."""
    causes = {
        one.object: stated_text(one.value) for one in reading.statements if one.field == "cause"
    }
    ordered = sorted(names)
    first = next((causes[name] for name in ordered if name in causes), "")
    found: dict[str, list[str]] = {}
    for name in ordered:
        found.setdefault(causes.get(name, first), []).append(name)
    return list(found.values())


def news(incoming: Incoming, subject: str) -> News:
    """All a message says and names but what it says of another event."""
    told = {one.object for one in incoming.reading.statements}
    ships = {name for name in told if name.startswith("shipments:")}
    mine = next((names for names in events(incoming.reading, ships) if subject in names), ships)
    return news_without(incoming, {*ships} - {*mine})
