"""Which sources may fill sums, quantities and numbers of our own, whatever the workflow."""

from __future__ import annotations

from domain.gate.placing.family import any_of

#: A sum that somebody states, that stands on record, or that follows from such.
MONEY = any_of(
    "span:money_words span:amount_words span:money_in span:bare_money span:plain_money "
    "span:days_at_rate human invoices.amount disputes.billed disputes.expected disputes.disputed "
    "claims.amount payments.amount shipments.freight_should_cost letters_of_credit.amount "
    "contracts.value rates.rate rates.handling rates.other rates.min_charge "
    "sales_order_lines.value "
    "derived:sum_of derived:difference derived:worth derived:share_of derived:least_of"
)
PIECES = any_of(
    "span:quantity_words span:plain_number span:packs span:count_of span:bare_measure "
    "span:corrected_count span:measure_words span:sum_of_lots human purchase_order_lines.qty "
    "purchase_order_lines.received_qty purchase_order_lines.invoiced_qty receipts.qty "
    "deliveries.qty invoices.qty sales_order_lines.qty customer_deliveries.qty stock.on_hand "
    "shipment_units.qty derived:pieces_left derived:least_of derived:still_to_come"
)
PRICE = any_of(
    "span:price_words span:unit_price span:plain_price span:rate_words human "
    "purchase_order_lines.unit_price sales_order_lines.unit_price invoices.unit_price awards.price "
    "rfq_lines.quoted_price items.alternate_price rates.rate contracts.value"
)
PER = any_of("purchase_order_lines.price_per awards.price_per rfq_lines.price_per word:empty")
CURRENCY = any_of(
    "span:currency_code invoices.currency purchase_orders.currency sales_orders.currency "
    "disputes.currency claims.currency payments.currency shipments.currency awards.currency "
    "letters_of_credit.currency partners.currency rates.currency items.currency "
    "human"
)
NUMBER = any_of(
    "span:row_key span:words span:written span:named human invoices.invoice_id payments.payment_id "
    "deliveries.delivery_note claims.claim_id derived:own_number"
)
PARTNER = any_of(
    "partners.partner_id invoices.partner_id purchase_orders.supplier_id shipments.carrier_id "
    "shipments.forwarder_id shipments.broker_id customer_deliveries.carrier_id "
    "customer_deliveries.customer_id sales_orders.customer_id payments.partner_id"
)
ABOUT = NUMBER | any_of(
    "purchase_orders.po_id purchase_order_lines.line sales_orders.so_id sales_order_lines.line "
    "shipments.shipment_id customer_deliveries.delivery_id word:charge word:reason word:row_kind "
    "stock.item_id stock.site_id partners.partner_id invoices.invoice_id letters_of_credit.lc_no"
)

_PERCENT = any_of("span:percent_words span:share contracts.value human")

KINDS: dict[str, dict[str, frozenset[str]]] = {}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "amount": MONEY,
    "billed": MONEY,
    "expected": MONEY,
    "disputed": MONEY,
    "pieces": PIECES,
    "reason": any_of("word:reason"),
    "charge": any_of("word:charge"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "sum_of": {"part": MONEY},
    "difference": {"whole": MONEY, "less": MONEY},
    "worth": {"qty": PIECES, "price": PRICE, "per": PER},
    "share_of": {"whole": MONEY, "pct": _PERCENT},
    "least_of": {"part": MONEY | PIECES},
    "pieces_left": {"whole": PIECES, "less": PIECES},
    "own_number": {"series": any_of("word:series"), "of": ABOUT},
}
LETTERS: dict[str, tuple[str, ...]] = {}
