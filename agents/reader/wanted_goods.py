"""What goods somebody wants an order for: an item of the master, or a thing it does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim
from agents.reader.deals import says
from agents.reader.item_names import ItemNames
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.term_claims import whole_decimal
from domain.numberwords import UNIT_WORDS
from domain.terms import lead_times

_SIZE = r"(?P<n>\d{1,3}(?:[.,'’]\d{3})+|\d{1,7})"
#: `5.000 adet`: so many of the unit.
_UNITED = re.compile(rf"(?<![\w.,]){_SIZE}\s?(?P<unit>{UNIT_WORDS})(?!\w)", re.IGNORECASE)
#: `2,000 charolas para ENC-47`, `2,000 pzas de charolas`: so many of another thing, for an item.
_FOR = re.compile(
    rf"(?<![\w.,]){_SIZE}\s(?:(?:{UNIT_WORDS})\.?\s(?:of|de|di|von|du|van|av)\s)?(?P<noun>[^\W\d_]{{3,24}})\s"
    r"(?:for|für|pour|para|per|för|voor|dla|için)\s(?:the\s|den\s|die\s|das\s|la\s|el\s|los\s|las\s|il\s)?$",
    re.IGNORECASE,
)
#: `ENC-47 için 2.000 tepsi`.
_FOR_BEFORE = re.compile(rf"^\s?(?:için)\s{_SIZE}\s(?P<noun>[^\W\d_]{{3,24}})", re.IGNORECASE)
_UNIT = re.compile(rf"(?:{UNIT_WORDS})", re.IGNORECASE)


def wanted_goods(letter: Letter) -> dict[str, list[Claim]]:
    """Claims by object, `""` for goods without a name; empty where several could be meant."""
    found: dict[str, list[Claim]] = {}
    names = ItemNames(letter)
    for scope in letter.scopes:
        if scope.passage.part.name == "body":
            for about, claim in _goods(letter, scope.passage, names):
                found.setdefault(about, []).append(claim)
    sizes = {about for about, claims in found.items() if claims}
    return found if len(sizes) == 1 else {}


def _goods(letter: Letter, passage: Passage, names: ItemNames) -> Iterator[tuple[str, Claim]]:
    items = names.within(passage)
    if not items and says(passage.text, "cut_orders"):
        sizes = list(_UNITED.finditer(passage.text))
        yield from (("", _claim(letter, passage, 0, one)) for one in sizes if len(sizes) == 1)
    if len({one.about for one in items}) != 1:
        return
    item = items[0]
    before, behind = passage.text[: item.start], passage.text[item.end :]
    other = _FOR.search(before[-60:])
    after = _FOR_BEFORE.search(behind[:60])
    if other and not _UNIT.fullmatch(other["noun"]):
        base = len(before) - len(before[-60:])
        yield f"unresolved:{other['noun']}", _claim(letter, passage, base, other)
    elif after and not _UNIT.fullmatch(after["noun"]):
        yield f"unresolved:{after['noun']}", _claim(letter, passage, item.end, after)
    else:
        sizes = list(_UNITED.finditer(passage.text))
        if len(sizes) == 1:
            yield item.about, _claim(letter, passage, 0, sizes[0])
            yield from ((item.about, claim) for claim in _lead(passage))


def _claim(letter: Letter, passage: Passage, base: int, size: re.Match[str]) -> Claim:
    last = size.end("unit") if size.groupdict().get("unit") else size.end("n")
    start, end = passage.start + base + size.start("n"), passage.start + base + last
    arguments = {"decimal": whole_decimal(size["n"], letter.sender.decimal), "unit": "PCS"}
    return Claim("ordered_qty", "quantity_words", passage.part, start, end, arguments)


def _lead(passage: Passage) -> Iterator[Claim]:
    for one in lead_times(passage.text)[:1]:
        start, end = passage.start + one.start, passage.start + one.end
        yield Claim("lead_time", "lead_time", passage.part, start, end)
