"""Whose words and terms a letter may carry: nothing of one partner's goes to another."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import SendMessage
from domain.news import News
from domain.partner_kinds import acts_as
from domain.ports import Reads
from domain.provenance import Derived, DocSpan, MasterRef, MessageRef, Slot, leaves
from domain.record import Row

#: Letters about another source than the partner the case is about.
_TO_ANOTHER_SUPPLIER = ("order",)

#: Recipes that carry the partner's own words on; all others give a value only.
_WORDS = ("words", "written")

#: Whose terms a row holds; rows of other tables may be named to any party of the case.
_TERMS_OF = {
    "invoices": "partner_id",
    "contracts": "partner_id",
    "rates": "partner_id",
    "rfq_lines": "supplier_id",
    "awards": "supplier_id",
    "claims": "partner_id",
    "payments": "partner_id",
    "disputes": "partner_id",
}


def wrong_reader(
    action: SendMessage, contact: Row, partner: str, news: Iterable[News], reads: Reads
) -> str:
    """Why this contact may not get the letter; empty when it may."""
    reader = contact.text("partner_id")
    if action.template.value in _TO_ANOTHER_SUPPLIER:
        row = reads.row("partners", reader)
        fits = reader != partner and row is not None and acts_as(row) == "supplier"
        return "" if fits else f"contact {contact.key} of {reader} may not read another's terms"
    wrote = {one.message: one.partner_id for one in news}
    for slot in action.slots().values():
        for owner in [_wrote(leaf, wrote) for leaf in leaves(slot)] + _terms_of(slot, reads):
            if owner not in ("", reader):
                return f"contact {contact.key} is of {reader}, this answers {owner}"
    return ""


def _wrote(leaf: Slot, wrote: dict[str, str]) -> str:
    """Whose words a value is; empty for what is nobody's own words."""
    source = leaf.source
    if isinstance(source, MessageRef):
        return wrote.get(source.sha256, "somebody else")
    if isinstance(source, DocSpan) and source.recipe in _WORDS:
        return wrote.get(source.span.sha256, "somebody else")
    return ""


def _terms_of(slot: Slot, reads: Reads) -> list[str]:
    """Whose terms a letter shows as they stand; what is only computed from them is not shown."""
    if not isinstance(slot.source, Derived):
        return []
    cells = [one.source for one in slot.source.inputs.values()]
    rows = [
        (one.table, reads.row(one.table, one.key))
        for one in cells
        if isinstance(one, MasterRef) and one.table in _TERMS_OF
    ]
    return [row.text(_TERMS_OF[table]) for table, row in rows if row is not None]
