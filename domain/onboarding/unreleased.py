"""What keeps an onboarding open once it is decided: the record shows neither release nor refusal.

Source: domain_presets.md 2.12: conditional is not closed; people release in the ERP, by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.dossier.context import Dossier
from domain.onboarding.papers import papers_of
from domain.onboarding.screening import screened
from domain.outstanding import Outstanding

_OVER = frozenset({"released", "refused"})


def unreleased(dossier: Dossier) -> Iterator[Outstanding]:
    """The onboarding itself, with what is lacking for its release."""
    row = dossier.subject_row
    if row is None or row.text("state").strip().lower() in _OVER:
        return
    papers = [one.name for one in papers_of(dossier) if not one.is_settled]
    lacks = [*([f"not accepted: {', '.join(papers)}"] if papers else []), *screened(dossier).said()]
    why = "; ".join(lacks) or "all is there: release it in the ERP, or refuse it"
    until = f", conditional until {row.text('valid_until')}" if row.text("valid_until") else ""
    what = f"{row.key} is neither released nor refused on record{until} ({why})"
    yield Outstanding(object=row.object, what=what)
