"""Containers and trucks asked for, and who pays the way: equipment and Incoterm questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.transport import shipment_of_order
from domain.words import lexicon

EQUIPMENT = re.compile(
    r"(?<![\w.])(\d{1,2})\s?[x×*]\s?((?:20|40|45|53)\s?['’]?\s?(?:ft)?\s?"
    r"(?:HC|HQ|DV|DC|GP|ST|OT|FR|RF|RH|TK)?)(?!\w)",
    re.IGNORECASE,
)
#: `2x20DV instead of 1x40`: what stands behind is no longer wanted.
_IN_PLACE_OF = re.compile(
    r"(?<!\w)(?:instead\sof|in\s(?:place|lieu)\sof|rather\sthan|(?:an)?statt|anstelle|au\slieu|à\sla\splace|en\s(?:lugar|vez)|"
    r"em\s(?:vez|lugar)|no\slugar|ao\sinvés|invece|anziché|al\sposto|i\sstället|istället|yerine|zamiast|in\splaats)(?!\w)",
    re.IGNORECASE,
)
TERM = re.compile(r"(?<![\w-])(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP)(?![\w-])")


def read_equipment(letter: Letter) -> Iterator[str]:
    """A change of equipment that a supplier asks for; a doubt about the term of delivery."""
    if letter.sender.kind != "supplier":
        return
    about = shipment_of_order(letter)
    for line in letter.lines():
        if line.part.name == "subject" or not about:
            continue
        found = list(EQUIPMENT.finditer(line.text))
        change = lexicon("transport").first_of(line.text, "change_to")
        if change is not None and found:
            wanted = _wanted(line.text, found)
            where = (line.part, line.start + wanted.start(), line.start + wanted.end())
            letter.state(about, "equipment", "words", where)
            yield "equipment_change_request"
        yield from _term_asked(letter, line)


def _wanted(text: str, found: list[re.Match[str]]) -> re.Match[str]:
    """The last one named, unless it is the one that the others come in place of."""
    before = found[-2:-1]
    replaced = before and _IN_PLACE_OF.search(text, before[0].end(), found[-1].start())
    return before[0] if replaced else found[-1]


def _term_asked(letter: Letter, line: Line) -> Iterator[str]:
    """A term that the sender asks about, or one that is not the order's."""
    orders = list(dict.fromkeys(one.order for one in letter.scopes if one.order))
    row = letter.row(f"purchase_orders:{orders[0]}") if len(orders) == 1 else None
    for match in TERM.finditer(line.text):
        around = line.text[max(0, match.start() - 80) : match.end() + 40]
        other = row is not None and match[1] != row.text("incoterm").upper()
        if row is not None and (other or lexicon("asking").has(around)):
            where = (line.part, line.start + match.start(), line.start + match.end())
            agreed = f"{row.text('incoterm')} {row.text('incoterm_place')}".strip()
            text = f"{match[1]} is named; the order says {agreed}"
            letter.ask("incoterm", f"purchase_orders:{orders[0]}", text, where=where)
            yield "incoterm_question"
