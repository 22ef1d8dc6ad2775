"""Which sources may fill which slot: a true value in the wrong place is refused as well.

Sources are written `table.column`, `span:RECIPE`, `header:FIELD`, `human`, `derived:FUNCTION`,
`word:VOCABULARY` and `series:table.column`. What stands in no table here may fill nothing.
"""

from __future__ import annotations

from domain.provenance import (
    Derived,
    DocSpan,
    HumanInput,
    MasterRef,
    MasterRows,
    MessageRef,
    PolicyText,
    Provenance,
    Slot,
)


def source_name(source: Provenance) -> str:
    """A source as the tables below write it; `model` for a model's words, which no table lists."""
    match source:
        case MasterRef():
            return f"{source.table}.{source.field}"
        case MasterRows():
            return f"series:{source.table}.{source.amount}"
        case DocSpan():
            return f"span:{source.recipe}"
        case MessageRef():
            return f"header:{source.field}"
        case Derived():
            return f"derived:{source.function}"
        case PolicyText():
            return f"word:{source.name}"
        case HumanInput():
            return "human"
    return "model"


def misplaced(kind: str, slot_name: str, slot: Slot) -> str:
    """The first source in the slot that may not stand there; empty when all may."""
    return _misplaced(SLOTS.get((kind, slot_name), _NOTHING), slot)


def _misplaced(allowed: frozenset[str], slot: Slot) -> str:
    name = source_name(slot.source)
    if name not in allowed:
        return name
    if not isinstance(slot.source, Derived):
        return ""
    inputs = INPUTS.get(slot.source.function, {})
    for role, inner in sorted(slot.source.inputs.items()):
        found = _misplaced(inputs.get(role.rstrip("0123456789"), _NOTHING), inner)
        if found:
            return f"{found} as {role} of {slot.source.function}"
    return ""


def _any(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOTHING: frozenset[str] = frozenset()
_DAY = _any("span:date_words span:form_date span:later_than human derived:days_after")
_WHOLE = _DAY | _any("derived:last_day derived:latest_of")
_LETTER = _any("derived:letter_text")
_NUMBER = _any(
    "span:quantity_words span:plain_number span:packs human purchase_order_lines.qty "
    "derived:still_to_come"
)
_TRANSIT = _any("rates.transit_days derived:no_days derived:days_left")
_LANGUAGE = _any("partners.language")
_LINE = _any("purchase_order_lines.line")
_PROMISED = _any("purchase_order_lines.promised_date")
_NEED = _any("purchase_order_lines.need_date")
_COMPANY = _any("company.value")
_NONE_WORD = _any("word:empty")
_CONTACT = {"contact": _any("contacts.contact_id"), "contact_name": _any("contacts.name")}

_BY_KIND: dict[str, dict[str, frozenset[str]]] = {
    "SendMessage": {
        **_CONTACT,
        "template": _any("word:template"),
        "subject": _any("derived:letter_subject"),
        "text": _LETTER,
        "in_reply_to": _any("header:message_id word:empty"),
    },
    "NotifyFunction": {"recipient_function": _any("word:function"), "text": _LETTER},
    "ChangeOrderLine": {
        "po_id": _any("purchase_order_lines.po_id"),
        "line": _LINE,
        "promised_date": _WHOLE,
        "event": _any("word:event purchase_order_lines.promised_event"),
        "confirmation_source": _any("header:message_id"),
        "seen": _any("purchase_order_lines.version"),
    },
    "IssueOrder": {
        "po_id": _any("derived:order_number"),
        "supplier_id": _any("items.alternate_supplier_id"),
        "site_id": _any("purchase_orders.site_id"),
        "buyer_id": _any("purchase_orders.buyer_id"),
        "item_id": _any("purchase_order_lines.item_id"),
        "qty": _any("derived:at_least"),
        "uom": _any("items.base_uom"),
        "unit_price": _any("items.alternate_price"),
        "currency": _any("items.currency"),
        "need_date": _NEED,
        "promised_date": _NEED,
    },
    "RequestBooking": {
        **_CONTACT,
        "shipment_id": _any("shipments.shipment_id"),
        "booking_no": _any("shipments.booking_no"),
        "change": _LETTER,
        "ready_date": _WHOLE,
        "seen": _any("shipments.version"),
    },
    "RepromiseCustomer": {
        "so_id": _any("sales_order_lines.so_id"),
        "line": _any("sales_order_lines.line"),
        "planned_date": _any("derived:arrival"),
        "seen": _any("sales_order_lines.version"),
    },
    "RequestDocument": {**_CONTACT, "document": _any("documents.doc_type"), "text": _LETTER},
}

#: By kind and slot.
SLOTS: dict[tuple[str, str], frozenset[str]] = {
    (kind, name): sources for kind, slots in _BY_KIND.items() for name, sources in slots.items()
}

#: What may be set into a letter, by the name of its slot: no column of another partner's is here.
_LETTER_INPUTS: dict[str, frozenset[str]] = {
    "template": _any("word:template"),
    "language": _LANGUAGE | _any("word:language"),
    "contact_name": _any("contacts.name"),
    "subject": _any("header:subject"),
    "company": _COMPANY | _NONE_WORD,
    "po_id": _any("purchase_orders.po_id derived:order_number"),
    "noted": _any("derived:dates_noted"),
    "reply_by": _any("derived:by_day"),
    "question": _any("derived:question_text"),
    "our_date": _any("human"),
    "waits_for": _any("span:code span:words"),
    "offered": _any("span:row_key span:words"),
    "item_status": _any("items.status items.note"),
    "booking_no": _any("shipments.booking_no"),
    "ready_date": _WHOLE,
    "qty": _NUMBER | _any("derived:at_least derived:bridge"),
    "uom": _any("items.base_uom"),
    "item_id": _any("purchase_order_lines.item_id"),
    "unit_price": _any("items.alternate_price"),
    "currency": _any("items.currency purchase_orders.currency"),
    "need_date": _NEED,
    "share": _any("span:percent_words"),
    "document": _any("documents.doc_type"),
    "shipment_id": _any("shipments.shipment_id"),
    "cutoff": _any("shipments.cy_cutoff"),
    "lc_no": _any("letters_of_credit.lc_no"),
    "latest_shipment": _any("letters_of_credit.latest_shipment"),
    "clause": _any("contracts.clause"),
    "contract_id": _any("contracts.contract_id"),
    "recovery": _any("derived:recovery"),
    "so_id": _any("sales_order_lines.so_id"),
    "line": _any("sales_order_lines.line") | _LINE,
    "site_id": _any("purchase_orders.site_id"),
}

#: By derivation and input; `day1`, `day2` … are looked up as `day`.
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "last_day": {"span": _DAY},
    "latest_of": {"day": _DAY},
    "days_after": {
        "day": _PROMISED | _any("human span:date_words span:form_date"),
        "days": _any("span:relative_days"),
    },
    "still_to_come": {
        "ordered": _any("purchase_order_lines.qty"),
        "received": _any("purchase_order_lines.received_qty"),
    },
    "lots": {"transit": _TRANSIT, "qty": _NUMBER, "day": _DAY},
    "arrival": {"day": _WHOLE | _PROMISED, "transit": _TRANSIT},
    "no_days": {"event": _any("purchase_order_lines.promised_event")},
    "days_left": {"need": _NEED, "promised": _PROMISED, "rule": _COMPANY},
    "bridge": {
        "lots": _any("derived:lots"),
        "expected": _any("derived:arrival"),
        "demand": _any("series:demand.qty"),
    },
    "at_least": {"qty": _any("derived:bridge"), "minimum": _any("items.moq")},
    "dates_noted": {"line": _LINE, "qty": _NUMBER, "day": _DAY},
    "by_day": {"language": _LANGUAGE, "day": _DAY | _NONE_WORD},
    "question_text": {"language": _LANGUAGE, "line": _LINE, "words": _any("span:words")},
    "recovery": {
        "qty": _NUMBER,
        "price": _any("purchase_order_lines.unit_price"),
        "per": _any("purchase_order_lines.price_per"),
        "pieces": _any("item_uom.base_qty"),
        "pct": _any("contracts.value"),
        "cap": _any("contracts.cap") | _NONE_WORD,
        "currency": _any("purchase_orders.currency"),
        "promised": _PROMISED,
        "day": _DAY,
    },
    "order_number": {
        "po": _any("purchase_order_lines.po_id"),
        "line": _LINE,
        "supplier": _any("items.alternate_supplier_id"),
        "option": _any("word:option"),
    },
    "letter_text": _LETTER_INPUTS,
    "letter_subject": _LETTER_INPUTS,
}

#: Letters that may fill the words of an action, by its kind; prefixes end with `_`.
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": (
        "acknowledge",
        "ask_date",
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


def letter_problem(kind: str, slots: dict[str, Slot]) -> str:
    """Why an action's words are not those of the letter it claims to be; empty when they are."""
    claimed = slots["template"].value if "template" in slots else ""
    for name in ("text", "subject", "change"):
        slot = slots.get(name)
        if slot is None or not isinstance(slot.source, Derived):
            continue
        template = slot.source.inputs["template"].value if "template" in slot.source.inputs else ""
        fits = any(
            template.startswith(one) if one.endswith("_") else template == one
            for one in LETTERS.get(kind, ())
        )
        if not fits or claimed not in ("", template):
            return f"{name} is the letter {template!r}"
    return ""
