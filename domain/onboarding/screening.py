"""Screening of a new partner: hits that are open, lists that are old, people nobody screened.

Nothing here clears a hit: only trade compliance does, on record (domain_presets.md 2.12).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.partner_papers import folded
from domain.record import Row
from domain.values import Value

_AGE_KEY, _AGE = "screening_list_max_age_days", 7


class Screened(Value):
    """What the runs on record say. `people` are owners and representatives as stated whom no run
    covers; `company_only` says that no owner was screened at all."""

    hits: tuple[Row, ...] = ()
    old: tuple[Row, ...] = ()
    people: tuple[str, ...] = ()
    company_only: bool = False
    never: bool = False

    @property
    def is_clear(self) -> bool:
        """Nothing is open: only then may people release."""
        return not (self.hits or self.old or self.people or self.company_only or self.never)

    def said(self) -> tuple[str, ...]:
        """What is open, in words."""
        found = [f"{row.key} on {row.text('subject')} is open" for row in self.hits]
        found += [f"the list of {row.key} is of {row.text('list_version')}" for row in self.old]
        found += [f"{name} is not screened" for name in self.people]
        if self.company_only:
            found.append("owners above 25 % are not screened")
        return tuple(found) if not self.never else (*found, "no screening is on record")


def screened(dossier: Dossier) -> Screened:
    """All runs of the partner against what its papers say of owners and representatives."""
    rows = dossier.of("screenings")
    subjects = [folded(row.text("subject")) for row in rows]
    stated = [*dossier.stated("manufacturer:owner"), *dossier.stated("manufacturer:representative")]
    names = list(dict.fromkeys(one.text for one in stated))
    runs = [row for row in rows if row.text("result") != "clear" or not _is_company(row)]
    return Screened(
        hits=tuple(row for row in rows if _is_open(row)),
        old=tuple(row for row in rows if _is_old(dossier, row)),
        people=tuple(one for one in names if not any(_is_in(each, one) for each in subjects)),
        company_only=bool(rows) and not runs and not names and not _no_owners(dossier),
        never=not rows,
    )


def _is_company(row: Row) -> bool:
    return "company only" in row.text("note")


def _is_open(row: Row) -> bool:
    """A hit stays one until somebody of trade compliance has cleared that entry, on record."""
    return row.text("result") != "clear" and not row.text("cleared_by")


def _is_old(dossier: Dossier, row: Row) -> bool:
    """A list older than the limit at release is run again."""
    limit = dossier.figure(_AGE_KEY) or Decimal(_AGE)
    try:
        version = date.fromisoformat(row.text("list_version"))
    except ValueError:
        return True  # a list of no day is as good as none
    return (dossier.today - version).days > limit


def _is_in(subject: str, name: str) -> bool:
    return subject in folded(name)


def _no_owners(dossier: Dossier) -> bool:
    rows = dossier.of("onboarding_documents")
    return any("no owner above" in row.text("note") for row in rows)
