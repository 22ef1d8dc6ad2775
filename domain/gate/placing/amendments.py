"""Which sources fill the slots of a changed order line and of the terms in letters about it."""

from __future__ import annotations

from domain.gate.placing.amounts import CURRENCY, MONEY, PER, PIECES, PRICE
from domain.gate.placing.family import any_of

_ASKED = any_of("derived:agreed_value")
_DAY = any_of(
    "span:date_words span:form_date span:iso_moment span:moment_words span:last_day human"
)
_TERM = "purchase_orders.{0} awards.{0} rfq_lines.{0} partners.{0}"

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "AmendOrderLine": {
        "qty": _ASKED,
        "unit_price": _ASKED,
        "promised_date": _ASKED | any_of("derived:last_day"),
        "drawing_rev": _ASKED | any_of("span:revision span:written span:words"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {"terms": any_of("derived:order_terms")}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "agreed_value": {"asked": any_of("po_changes.new_value")},
    "last_day": {"span": _DAY},
    "pieces_bearing": {"whole": MONEY, "each": PRICE},
    "order_terms": {
        "language": any_of("partners.language word:language"),
        "currency": CURRENCY | any_of("rfq_lines.currency"),
        "item": any_of("purchase_order_lines.item_id rfq_lines.item_id"),
        "qty": PIECES | any_of("rfq_lines.annual_qty"),
        "uom": any_of("purchase_order_lines.uom rfq_lines.uom items.base_uom"),
        "price": PRICE,
        "per": PER,
        "day": _DAY | any_of("purchase_order_lines.promised_date"),
        "event": any_of("purchase_order_lines.promised_event word:event"),
        "revision": any_of("purchase_order_lines.drawing_rev items.drawing_rev span:revision"),
        "incoterm": any_of(
            _TERM.format("incoterm")
            + " span:incoterm span:written span:words human derived:term_code"
        ),
        "incoterm_place": any_of(_TERM.format("incoterm_place")),
        "payment_terms": any_of(
            _TERM.format("payment_terms") + " span:payment_term span:filed_terms span:written human"
        ),
        "need_date": _DAY,
        "lead_time": any_of("span:lead_time span:words"),
        "certificate": any_of("span:mill_certificate span:standard span:words"),
        "tooling": PRICE | any_of("awards.tooling_per_pc"),
        "tooling_first": any_of("awards.tooling_first_pcs derived:pieces_bearing"),
        "one_off": MONEY,
        "moq": PIECES | any_of("rfq_lines.moq"),
        "share": any_of("span:percent_words span:share awards.share_pct human"),
    },
}
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": ("not_agreed", "keep_order", "accept_change"),
}
