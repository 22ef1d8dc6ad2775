"""What a company's own people entered on each day: the `own` part of its feeds, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from domain.case import CaseState
from tools.erp.embedded.sheets import sheets_of
from tools.erp.embedded.tables import TABLES

#: Tables whose rows are about a partner itself; elsewhere a partner is only one side of the row.
_OF_PARTNERS = frozenset(
    {"partners", "contacts", "onboarding", "onboarding_documents", "screenings"}
)

#: Decisions that people took, with what they weighed: the company's history, not its record.
DECIDED = "past_cases"


#: So many cells of an entry are told in its line: a new order has twenty.
_CELLS = 6


class OwnAct(NamedTuple):
    """A row that people entered on a day: what is new in it, and what stood there before."""

    day: str
    table: str
    key: str
    cells: dict[str, str]
    new: dict[str, str]
    before: dict[str, str]

    def said(self) -> str:
        """In one line: what they decided, else the cells that they entered or changed."""
        if self.table == DECIDED:
            return f"{self.day} decided: {_decided(self.cells)}"
        what = f"{self.table.removesuffix('s').replace('_', ' ')} {self.key}"
        told = [
            f"{name.removesuffix('_id').replace('_', ' ')} {text}"
            + (f" (was {self.before[name]})" if name in self.before else "")
            for name, text in self.new.items()
        ]
        more = f" and {len(told) - _CELLS} more cells" if len(told) > _CELLS else ""
        return f"{self.day} {what}: {', '.join(told[:_CELLS])}{more}"


def own_acts(company: Path) -> tuple[OwnAct, ...]:
    """All of them in the order of the days, each held against the row as it stood until then.

    `company` holds `opening` and `feed/DAY/world` and `feed/DAY/own`, a CSV a table.
    """
    stood = {(table, key): cells for table, key, cells in _rows(company / "opening")}
    found = []
    for day in sorted((company / "feed").glob("*")):
        for part in ("world", "own"):
            for table, key, cells in _rows(day / part):
                before = stood.get((table, key), {})
                stood[table, key] = cells
                if part == "own":
                    found.append(_act(day.name, table, key, cells, before))
    return tuple(one for one in found if one.new)


def concerns(act: OwnAct, case: CaseState, code: str) -> bool:
    """Whether an act is about what the case is about: its subject or a thing its mails speak of.

    A decision belongs to a case of its workflow (`code`) with the partner or about the subject.
    """
    subject, _, key = case.order.partition(":")
    if act.table == DECIDED:
        named = any(key in text for text in act.cells.values())
        return act.cells.get("workflow") == code and (
            named or act.cells.get("partner_id") == case.partner
        )
    spoken = {case.order, *(one.object for news in case.news for one in news.statements)}
    if f"{act.table}:{act.key}" in spoken:
        return True
    if subject == "partners" and act.table not in _OF_PARTNERS:
        return False
    return any(act.cells.get(column) == key for column in TABLES[act.table].codes)


def _rows(export: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Table, key and filled cells of each row of an export; none where there is no such export."""
    for sheet in sheets_of(export) if export.is_dir() else ():
        for _, texts in sheet.rows:
            row = dict(zip(sheet.header, texts, strict=False))
            cells = {name: text for name, text in row.items() if text}
            yield sheet.table, TABLES[sheet.table].key_of(row), cells


def _act(day: str, table: str, key: str, cells: dict[str, str], before: dict[str, str]) -> OwnAct:
    keys = TABLES[table].key
    new = {
        name: text for name, text in cells.items() if name not in keys and text != before.get(name)
    }
    return OwnAct(day, table, key, cells, new, before)


def _decided(cells: dict[str, str]) -> str:
    told = {"outcome": "not said", "days": "?", "forecast_cost": "?", "actual_cost": "?"} | cells
    options = json.loads(cells.get("options_considered", "[]"))
    weighed = ", ".join(f"{one['option']} {one['cost']}" for one in options)
    return "; ".join(
        (
            f"{cells.get('decision', 'nothing')} by {cells.get('approver_id', 'nobody named')}",
            f"weighed: {weighed or 'nothing on record'}",
            f"forecast {told['forecast_cost']}, actual {told['actual_cost']}"
            f" {cells.get('currency', '')}",
            f"{told['outcome']} after {told['days']} days: {cells.get('resolved_by', 'not said')}",
        )
    )
