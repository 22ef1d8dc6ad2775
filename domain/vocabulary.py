"""Fixed words that may fill a slot without further proof, by vocabulary."""

from __future__ import annotations

from domain.letters import TEMPLATES

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

VOCABULARIES: dict[str, frozenset[str]] = {
    "function": FUNCTIONS,
    "event": EVENTS,
    "template": frozenset(TEMPLATES),
    "language": LANGUAGES,
    "option": OPTIONS,
    "empty": frozenset({""}),
}
