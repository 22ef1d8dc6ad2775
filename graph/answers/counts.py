"""How many: quantities as mails state them, and what functions found missing, damaged or billed."""

from __future__ import annotations

import re

from domain.reading import QuantityStated
from graph.answers.evidence import Answer, Found, Line, found_line, line, none, valued, worded

#: Fields of goods that were ordered, came, or did not.
_FIELDS = (
    "promised_qty",
    "ordered_qty",
    "shipped_qty",
    "received_qty",
    "missing_qty",
    "damaged_qty",
    "packages",
)
#: A finding that counts something.
_COUNTED = re.compile(
    r"\d[\d,.]*\s?(?:PCS|CTN|COLIS|PLT|KG|EA|SET|[Pp]ieces?|cartons?|pallets?)\b|\bshort|damaged"
)


def counts(found: Found) -> Answer:
    """How many came, are missing or damaged: in the words of mails, what is asked about it, and as
    functions found it."""
    lines = [
        Line(
            text=f"{news.sent_at:%Y-%m-%d} {news.sender}: {one.object.partition(':')[2]} "
            f"{worded(one.field)} {valued(one)}",
            facts=(news.number,),
        )
        for news in found.state.news
        for one in news.statements
        if isinstance(one.value, QuantityStated) and one.field.partition(":")[0] in _FIELDS
    ]
    opened = found.state.proposal
    if opened is not None and found.state.decision is None:
        fact = found.state.proposal_fact
        lines += [line(f"to be answered: {one.text}", fact) for one in opened.questions]
    lines += [
        found_line(one) for one in found.looked(lambda one: bool(_COUNTED.search(one["text"])))
    ]
    return found.answer(lines) if lines else none(found.question, "quantities in this case")
