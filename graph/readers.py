"""Whose words and terms a letter may carry: nothing of one partner's goes to another."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import SendMessage
from domain.news import News
from domain.ports import Reads
from domain.provenance import DocSpan, MasterRef, MessageRef, Slot, leaves
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

#: What such a row holds that is no term: how long a lane takes stands in every date of arrival.
_NO_TERMS = frozenset({("rates", "transit_days")})


def wrong_reader(
    action: SendMessage, contact: Row, partner: str, news: Iterable[News], reads: Reads
) -> str:
    """Why this contact may not get the letter; empty when it may."""
    reader = contact.text("partner_id")
    if action.template.value in _TO_ANOTHER_SUPPLIER:
        row = reads.row("partners", reader)
        fits = reader != partner and row is not None and row.text("kind") == "supplier"
        return "" if fits else f"contact {contact.key} of {reader} may not read another's terms"
    wrote = {one.message: one.partner_id for one in news}
    for slot in action.slots().values():
        for leaf in leaves(slot):
            owner = _owner(leaf, wrote, reads)
            if owner not in ("", reader):
                return f"contact {contact.key} is of {reader}, this answers {owner}"
    return ""


def _owner(leaf: Slot, wrote: dict[str, str], reads: Reads) -> str:
    """Whose a value is; empty for what is nobody's own."""
    source = leaf.source
    if isinstance(source, MessageRef):
        return wrote.get(source.sha256, "somebody else")
    if isinstance(source, DocSpan) and source.recipe in _WORDS:
        return wrote.get(source.span.sha256, "somebody else")
    if isinstance(source, MasterRef) and (source.table, source.field) in _NO_TERMS:
        return ""
    if isinstance(source, MasterRef) and source.table in _TERMS_OF:
        row = reads.row(source.table, source.key)
        return row.text(_TERMS_OF[source.table]) if row is not None else ""
    return ""
