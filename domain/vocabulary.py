"""Fixed words that may fill a slot without further proof, by vocabulary."""

from __future__ import annotations

from domain.letters import TEMPLATES

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

LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt", "sv", "tr", "zh", "ja"})

OPTIONS = frozenset(
    {
        "accept",
        "use safety stock",
        "full air",
        "split air",
        "alternate supplier",
        "take the part offered",
    }
)

#: Constraints an option may break. Those a policy lists as hard exclude it; stock that is not
#: there, a source that is not approved and a day that is missed exclude it in any case.
CONSTRAINTS = frozenset(
    {
        "safety_stock_floor",
        "stock_available",
        "approved_source",
        "drawing_revision",
        "need_date",
        "dangerous_goods_by_air",
        "offer_still_open",
    }
)

VOCABULARIES: dict[str, frozenset[str]] = {
    "function": FUNCTIONS,
    "event": EVENTS,
    "template": frozenset(TEMPLATES),
    "language": LANGUAGES,
    "option": OPTIONS,
    "empty": frozenset({""}),
}
