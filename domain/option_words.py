"""Words of an option: how people say what its name or title says otherwise."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w{3,}")
#: Words that say nothing of which option is meant.
_BARE = frozenset(
    ("the", "and", "for", "with", "from", "what", "which", "one", "this", "that", "them", "option")
)
#: How people say what an option's name or title says otherwise.
_SAME = {
    **dict.fromkeys(("fly", "flying", "flight", "flights", "flown", "plane", "airfreight"), "air"),
    **dict.fromkeys(("ship", "vessel", "boat", "ocean"), "sea"),
    **dict.fromkeys(("alternative", "alternativen", "alternativer", "supplier"), "alternate"),
    **dict.fromkeys(("pieces", "piece"), "pcs"),
    **dict.fromkeys(("everything", "all", "whole", "complete"), "full"),
}
#: Of these a question speaks without meaning an option: they tell one way from another only where
#: a way is asked for.
_COMMON = frozenset(
    ("accept", "date", "customers", "wait", "new", "arrival", "tell", "day", "pcs", "take", "sea")
)


def words(text: str) -> frozenset[str]:
    """Words that may name an option, each as options say it."""
    return frozenset({_SAME.get(one, one) for one in _WORD.findall(text.lower())} - _BARE)


def telling(text: str) -> frozenset[str]:
    """Words of a question that point at a way to go: `flying`, `the air split`, `safety stock`."""
    said = _WORD.findall(text.lower())
    return frozenset(_SAME.get(one, one) for one in said if one != "supplier") - _BARE - _COMMON
