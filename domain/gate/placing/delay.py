"""Which sources fill which slots in delay cases; letters of all cases share the first entries."""

from __future__ import annotations

from domain.gate.placing.family import any_of

_DAY = any_of("span:date_words span:form_date span:later_than human derived:days_after")
_WHOLE = _DAY | any_of("derived:last_day derived:latest_of")
_LETTER = any_of("derived:letter_text")
_NUMBER = any_of(
    "span:quantity_words span:plain_number span:packs human purchase_order_lines.qty "
    "derived:still_to_come"
)
_TRANSIT = any_of("rates.transit_days derived:no_days derived:days_left")
_LANGUAGE = any_of("partners.language word:language")
_LINE = any_of("purchase_order_lines.line")
_LINE_OF_SEVERAL = _LINE | any_of("derived:row_of")
_PROMISED = any_of("purchase_order_lines.promised_date")
_NEED = any_of("purchase_order_lines.need_date")
_COMPANY = any_of("company.value")
_NONE_WORD = any_of("word:empty")
_CONTACT = {"contact": any_of("contacts.contact_id"), "contact_name": any_of("contacts.name")}

#: What may fill each slot of an action, by its kind.
KINDS: dict[str, dict[str, frozenset[str]]] = {
    "SendMessage": {
        **_CONTACT,
        "template": any_of("word:template"),
        "subject": any_of("derived:letter_subject"),
        "text": _LETTER | any_of("derived:letters_joined"),
        "in_reply_to": any_of("header:message_id word:empty"),
    },
    "NotifyFunction": {"recipient_function": any_of("word:function"), "text": _LETTER},
    "ChangeOrderLine": {
        "po_id": any_of("purchase_order_lines.po_id"),
        "line": _LINE,
        "promised_date": _WHOLE,
        "event": any_of("word:event purchase_order_lines.promised_event"),
        "lots": any_of("derived:schedule word:empty"),
        "confirmation_source": any_of("header:message_id word:empty"),
        "seen": any_of("purchase_order_lines.version"),
    },
    "IssueOrder": {
        "po_id": any_of("derived:order_number"),
        "supplier_id": any_of("items.alternate_supplier_id"),
        "site_id": any_of("purchase_orders.site_id"),
        "buyer_id": any_of("purchase_orders.buyer_id"),
        "item_id": any_of("purchase_order_lines.item_id"),
        "qty": any_of("derived:at_least derived:least_of"),
        "uom": any_of("items.base_uom"),
        "unit_price": any_of("items.alternate_price"),
        "currency": any_of("items.currency"),
        "need_date": _NEED,
        "promised_date": _NEED,
    },
    "RequestBooking": {
        **_CONTACT,
        "shipment_id": any_of("shipments.shipment_id"),
        "booking_no": any_of("shipments.booking_no"),
        "change": _LETTER,
        "ready_date": _WHOLE,
        "seen": any_of("shipments.version"),
    },
    "RepromiseCustomer": {
        "so_id": any_of("sales_order_lines.so_id"),
        "line": any_of("sales_order_lines.line"),
        "planned_date": any_of("derived:arrival"),
        "seen": any_of("sales_order_lines.version"),
    },
    "AmendOrderLine": {
        "qty": any_of("derived:came_so_far"),
        "note": any_of("derived:noted_too"),
    },
    "RequestDocument": {**_CONTACT, "document": any_of("documents.doc_type"), "text": _LETTER},
}

#: What may be set into a letter, by the name of its slot: no column of another partner's is here.
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "template": any_of("word:template"),
    "language": _LANGUAGE,
    "contact_name": any_of("contacts.name"),
    "subject": any_of("header:subject purchase_orders.po_id"),
    "company": _COMPANY | _NONE_WORD,
    "po_id": any_of("purchase_orders.po_id derived:order_number derived:orders_named"),
    "noted": any_of("derived:dates_noted"),
    "order_line": any_of("derived:row_of"),
    "reply_by": any_of("derived:by_day"),
    "question": any_of("derived:question_text"),
    "our_date": any_of("human"),
    "waits_for": any_of("span:code span:words"),
    "offered": any_of("span:row_key span:words"),
    "item_status": any_of("items.status items.note"),
    "booking_no": any_of("shipments.booking_no"),
    "ready_date": _WHOLE,
    "qty": _NUMBER | any_of("derived:at_least derived:least_of derived:bridge"),
    "uom": any_of("items.base_uom purchase_order_lines.uom"),
    "item_id": any_of("purchase_order_lines.item_id"),
    "unit_price": any_of("items.alternate_price"),
    "currency": any_of("items.currency purchase_orders.currency"),
    "need_date": _NEED,
    "share": any_of("span:percent_words"),
    "document": any_of("documents.doc_type"),
    "shipment_id": any_of("shipments.shipment_id"),
    "cutoff": any_of("shipments.cy_cutoff"),
    "lc_no": any_of("letters_of_credit.lc_no"),
    "latest_shipment": any_of("letters_of_credit.latest_shipment"),
    "clause": any_of("contracts.clause"),
    "contract_id": any_of("contracts.contract_id"),
    "recovery": any_of("derived:recovery"),
    "so_id": any_of("sales_order_lines.so_id"),
    "line": any_of("sales_order_lines.line") | _LINE,
    "site_id": any_of("purchase_orders.site_id"),
}

#: By derivation and input; `day1`, `day2` … are looked up as `day`.
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "last_day": {"span": _DAY},
    "latest_of": {"day": _DAY},
    "days_after": {
        "day": _PROMISED | any_of("human span:date_words span:form_date"),
        "days": any_of("span:relative_days"),
    },
    "still_to_come": {
        "ordered": any_of("purchase_order_lines.qty"),
        "received": any_of("purchase_order_lines.received_qty"),
    },
    "remainder": {
        "whole": _NUMBER,
        "taken": any_of("derived:bridge span:quantity_words span:packs"),
    },
    "schedule": {"qty": _NUMBER, "day": _DAY},
    "lots": {"transit": _TRANSIT, "qty": _NUMBER, "day": _DAY},
    "arrival": {"day": _WHOLE | _PROMISED, "transit": _TRANSIT},
    "no_days": {"event": any_of("purchase_order_lines.promised_event")},
    "days_left": {"need": _NEED, "promised": _PROMISED, "rule": _COMPANY},
    "bridge": {
        "lots": any_of("derived:lots"),
        "expected": any_of("derived:arrival"),
        "demand": any_of("series:demand.qty"),
    },
    "in_time": {"lots": any_of("derived:lots"), "need": _NEED},
    "allocated": {"supply": any_of("derived:in_time"), "qty": any_of("pegging.qty")},
    "plan_text": {"qty": any_of("pegging.qty"), "day": any_of("derived:arrival")},
    "least_of": {"part": any_of("derived:at_least derived:pieces_left")},
    "pieces_left": {
        "whole": any_of("capacities.amount pegging.qty"),
        "less": any_of("capacities.committed reserved derived:at_least derived:least_of"),
    },
    "at_least": {
        "qty": any_of("derived:bridge purchase_order_lines.qty derived:still_to_come"),
        "minimum": any_of("items.moq"),
    },
    "noted_too": {
        "note": any_of("purchase_order_lines.note"),
        "word": any_of("word:order_note"),
    },
    "came_so_far": {"received": any_of("purchase_order_lines.received_qty")},
    "dates_noted": {
        "language": _LANGUAGE,
        "line": _LINE_OF_SEVERAL,
        "qty": _NUMBER | any_of("derived:remainder"),
        "uom": any_of("purchase_order_lines.uom"),
        "day": _WHOLE,
    },
    "by_day": {"language": _LANGUAGE, "day": _DAY | _NONE_WORD},
    "question_text": {
        "language": _LANGUAGE,
        "line": _LINE_OF_SEVERAL,
        "words": any_of("span:words"),
    },
    "recovery": {
        "qty": _NUMBER,
        "price": any_of("purchase_order_lines.unit_price"),
        "per": any_of("purchase_order_lines.price_per"),
        "pieces": any_of("item_uom.base_qty"),
        "pct": any_of("contracts.value"),
        "cap": any_of("contracts.cap") | _NONE_WORD,
        "currency": any_of("purchase_orders.currency"),
        "promised": _PROMISED,
        "day": _DAY,
    },
    "letters_joined": {"text": _LETTER},
    "orders_named": {"po": any_of("purchase_orders.po_id")},
    "row_of": {"key": any_of("purchase_order_lines.po_id purchase_order_lines.line")},
    "order_number": {
        "po": any_of("purchase_order_lines.po_id"),
        "line": _LINE,
        "supplier": any_of("items.alternate_supplier_id"),
        "option": any_of("word:option"),
    },
}

#: Letters that may fill the words of an action, by its kind; prefixes end with `_`.
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": (
        "acknowledge",
        "ask_date",
        "cancel_rest",
        "confirm_dates",
        "order",
        "take_part",
        "take_share",
        "we_deliver",
    ),
    "NotifyFunction": ("note_",),
    "RequestBooking": ("amend_booking", "book_air"),
    "RequestDocument": ("request_document",),
}
