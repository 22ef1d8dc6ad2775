"""Days and terms within which less is owed: whoever pays later is not late."""

from __future__ import annotations

import re

from domain.words import lexicon

_CLAUSE = re.compile(r"[,;:，；：](?=\s)|\.(?=\s+[^\W\d_])|[!?。]|\n")
_SHARE = re.compile(
    r"\d\s?%|(?<!\w)(?:per\s?cent|prozent|pour\scent|por\sci?ento|per\scento|procent|procen\w+|yüzde)(?!\w)",
    re.IGNORECASE,
)
#: What comes on top for whoever pays late: `unless paid by 5 June, 2 % interest`.
_ON_TOP = re.compile(
    r"(?<!\w)(?:not|unless|late|interest|nicht|zins\w*|verzug\w*|intérêt\w*|retard\w*|pas|interes\w*|mora|juros|"
    r"multa|interess\w*|ränta|dröjsmål\w*|faiz\w*|odset\w*|rente|no|não|non|inte|niet)(?!\w)|[不未]",
    re.IGNORECASE,
)


def for_less(text: str, start: int, end: int) -> bool:
    """Whether the clause around these characters grants a share of the price to who pays then."""
    low = max((one.end() for one in _CLAUSE.finditer(text, 0, start)), default=0)
    high = next((one.start() for one in _CLAUSE.finditer(text, end)), len(text))
    clause = text[low:high]
    if _ON_TOP.search(clause):
        return False
    return bool(_SHARE.search(clause)) or lexicon("clause_fact").has(clause, "discount")
