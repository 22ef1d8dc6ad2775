"""Which sources fill the slots of an order that follows an award told in a mail, and its letter."""

from __future__ import annotations

from domain.gate.placing.family import any_of

_INCOTERM = any_of("human span:incoterm span:written awards.incoterm rfq_lines.incoterm")
_NUMBER = any_of("rfq_lines.rfq_id rfq_lines.line rfq_lines.supplier_id")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "IssueOrder": {
        "supplier_id": any_of("rfq_lines.supplier_id"),
        "qty": any_of("span:measure_words span:bare_measure"),
        "unit_price": any_of(
            "rfq_lines.quoted_price span:unit_price span:price_words span:plain_price"
        ),
        "currency": any_of("rfq_lines.currency"),
        "price_per": any_of("rfq_lines.price_per"),
        "incoterm": any_of("derived:term_code"),
        "incoterm_place": any_of("derived:term_place"),
        "payment_terms": any_of("human span:payment_term span:filed_terms span:written"),
        "rfq_id": any_of("rfq_lines.rfq_id"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "order_no": any_of("derived:own_number"),
    "delivery": _INCOTERM,
    "books": any_of("derived:who_books"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "own_number": {"of": _NUMBER},
    "term_code": {"term": _INCOTERM},
    "term_place": {"term": _INCOTERM},
    "who_books": {"term": _INCOTERM},
}
LETTERS: dict[str, tuple[str, ...]] = {"SendMessage": ("award_order",)}
