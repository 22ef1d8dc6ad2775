"""Which sources fill the slots of an order that follows an award, and of what it carries on."""

from __future__ import annotations

from domain.gate.placing.family import any_of

_TERM = "rfq_lines.{0} awards.{0} purchase_orders.{0} partners.{0}"

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "IssueOrder": {
        "po_id": any_of("derived:own_number"),
        "supplier_id": any_of("awards.supplier_id"),
        "site_id": any_of("company.value onboarding.site_id"),
        "buyer_id": any_of("rfqs.buyer_id"),
        "item_id": any_of("rfq_lines.item_id"),
        "qty": any_of("rfq_lines.annual_qty span:quantity_words span:plain_number human"),
        "uom": any_of("rfq_lines.uom items.base_uom"),
        "unit_price": any_of("awards.price"),
        "currency": any_of("awards.currency"),
        "need_date": any_of("span:date_words span:form_date human"),
        "promised_date": any_of("span:date_words span:form_date human derived:days_after"),
        "price_per": any_of("awards.price_per"),
        "incoterm": any_of(_TERM.format("incoterm")),
        "incoterm_place": any_of(_TERM.format("incoterm_place")),
        "payment_terms": any_of(_TERM.format("payment_terms")),
        "rfq_id": any_of("awards.rfq_id"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "own_number": {"of": any_of("awards.award_id rfq_lines.line")},
}
LETTERS: dict[str, tuple[str, ...]] = {}
