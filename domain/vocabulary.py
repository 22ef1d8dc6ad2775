"""Fixed words that may fill a slot without further proof, by vocabulary."""

from __future__ import annotations

from domain.awaited import MOST_CHASES
from domain.letters import TEMPLATES
from domain.words import table

#: Numbers of questions that one partner is asked, over all its letters.
MOST_POINTS = 999

#: The code of the matter that a mail about late or changed order lines belongs to: the reader
#: names matters by code, and the workflow that takes them has the same.
DELAY = "W1"

#: Functions of a company, as people.yaml and the partners' owners name them.
FUNCTIONS = frozenset(
    {
        "planning",
        "procurement",
        "logistics",
        "production",
        "customer service",
        "sales",
        "finance",
        "tax",
        "trade compliance",
        "engineering",
        "quality",
        "warehouse",
        "supply chain",
    }
)

#: Events a date can be the date of.
EVENTS = frozenset(
    {"ready", "ex works", "handover FCA", "FOB on board", "etd", "eta", "delivered dock"}
)

#: Of these, those by which a supplier hands the goods over to whoever carries them.
HANDED_OVER = frozenset({"ready", "ex works", "handover FCA", "FOB on board"})

LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt", "sv", "tr", "zh", "ja"})

OPTIONS = frozenset(
    {
        "accept",
        "use safety stock",
        "share among customers",
        "full air",
        "split air",
        "alternate supplier",
        "take the part offered",
        "cancel the remainder",
        "cancel and replace",
    }
)

#: Constraints an option may break. Those a policy lists as hard exclude it; stock that is not
#: there, a source that is not approved and a day that is missed exclude it in any case.
CONSTRAINTS = frozenset(
    {
        "safety_stock_floor",
        "stock_available",
        "space_available",
        "capacity_available",
        "approved_source",
        "drawing_revision",
        "need_date",
        "dangerous_goods_by_air",
        "offer_still_open",
        "not_billed_before",
        "proven_sender",
    }
)

#: What we note on an order line beside what stands there.
ORDER_NOTES = frozenset({"cancelled"})

#: What we do with an invoice, in the words of the record.
INVOICE_STATES = frozenset({"blocked", "released", "parked"})

#: States of other rows that we write.
ROW_STATES = frozenset(
    {
        "open", "draft", "firm", "answered", "confirmed", "rolled", "delayed", "arrived",
        "delivered", "booking requested", "amendment requested", "requested", "received",
        "checked", "discrepant", "accepted", "missing", "filed", "pending", "query", "held",
        "released", "stopped", "settled", "closed",
    }
)  # fmt: skip

#: Why an invoice is blocked, a charge is disputed or a claim is made (domain.md 2.10 and 2.6).
REASONS = frozenset(
    {
        "quantity", "price", "tax", "arithmetic", "duplicate", "no receipt", "damage", "shortage",
        "delay", "bank account to be confirmed", "reference to be confirmed",
        "charge not in contract", "rate", "days", "inside free time", "accessorial not approved",
        "surcharge not in contract", "issued too late", "approval missing", "above envelope",
        "papers missing", "unproven sender", "discrepancy", "deduction", "not ours",
        "to be checked",
    }
)  # fmt: skip

#: Kinds of charge on an invoice.
CHARGES = frozenset(
    {
        "goods", "freight", "surcharge", "tax", "detention", "demurrage", "storage", "chassis",
        "accessorial", "one_off", "exam", "fee", "deduction", "fine", "damages", "cancellation",
        "discrepancy_fee", "cable",
    }
)  # fmt: skip

#: Kinds of rows we add: invoices, payments, claims, reservations.
ROW_KINDS = frozenset(
    {
        "supplier", "freight", "demurrage", "detention", "customs", "credit note", "invoice",
        "deduction", "fee", "advance", "letter of credit", "shortage", "damage", "delay",
        "expedite share", "stock", "customer credit",
    }
)  # fmt: skip

#: What a settled payment leaves to be posted by people in their ERP.
CLOSING_TASKS = frozenset(
    {
        "release the freight accrual", "release the duty accrual", "post the price variance",
        "clear goods received against invoices", "close the order line", "close the claim",
        "post the final landed cost", "file the payment advice with its papers",
    }
)  # fmt: skip

#: Under which law or convention a carrier answers for goods.
REGIMES = frozenset({"CMR", "Carmack", "Montreal", "Hague-Visby", "COGSA", "FR-road", "contract"})

#: What numbers of our own begin with: disputes, claims, credits, reservations, payments.
SERIES = frozenset({"DP", "CL", "CR", "RS", "PY", "SL"})

#: Whom short stock serves first (domain_presets.md 2.17), and the place of a claim among others.
SEGMENTS = frozenset({"1", "2", "3", "4"})
PLACES = frozenset(str(place) for place in range(1, 21))

#: Boxes by the names we write.
BOXES = frozenset(
    {
        "20GP", "40GP", "40HC", "45HC", "20RF", "40RH", "20OT", "40OT", "20FR", "40FR", "53DV",
        "53RF", "TRAILER",
    }
)  # fmt: skip

VOCABULARIES: dict[str, frozenset[str]] = {
    "function": FUNCTIONS,
    "event": EVENTS,
    "template": frozenset(TEMPLATES),
    "language": LANGUAGES,
    "option": OPTIONS,
    "order_note": ORDER_NOTES,
    "invoice_state": INVOICE_STATES,
    "row_state": ROW_STATES,
    "row_kind": ROW_KINDS,
    "reason": REASONS,
    "closing_task": CLOSING_TASKS,
    "charge": CHARGES,
    "series": SERIES,
    "regime": REGIMES,
    "segment": SEGMENTS,
    "place": PLACES,
    "equipment": BOXES,
    "question": frozenset(table("question_topic")),
    "silence": frozenset(table("silence")),
    "silence_reason": frozenset(table("silence_reason")),
    "point": frozenset(str(number) for number in range(1, MOST_POINTS + 1)),
    "paper_need": frozenset(table("paper_need")),
    "nth": frozenset(str(number) for number in range(1, MOST_CHASES + 1)),
    "empty": frozenset({""}),
}
