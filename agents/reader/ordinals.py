"""Lines of an order named by their place: `the second line`, `la primera partida`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ORDINALS = (
    r"first|1st|erste[nrms]?|premi[eè]re?|primer[ao]?|primeir[ao]|prim[ao]|första|ilk|birinci|pierwsz\w{1,3}|eerste",
    r"second|2nd|zweite[nrms]?|deuxième|second[eao]?|segund[ao]|andra|ikinci|drug\w{1,3}|tweede",
    r"third|3rd|dritte[nrms]?|troisième|tercer[ao]?|terceir[ao]|terz[ao]|tredje|üçüncü|trzeci\w{0,3}|derde",
)
_LINES = (
    r"(?:order\s)?(?:line|item|pos(?:ition)?|zeile|ligne|poste|l[ií]nea|partida|posición|linha|riga"
    r"|posizione|rad|kalem|satır|pozycj\w{1,3}|regel)"
)
_PATTERN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<n{n}>{one})" for n, one in enumerate(_ORDINALS))
    + rf")\s(?:{_LINES})(?!\w)",
    re.IGNORECASE,
)


class Placed(NamedTuple):
    """Words `start`..`end` that name the line with this number."""

    start: int
    end: int
    line: str


def lines_by_place(text: str, lines: Sequence[str]) -> Iterator[Placed]:
    """Every line of an order that the text names by its place among all `lines` of it."""
    ordered = sorted(lines, key=lambda one: (len(one), one))
    for match in _PATTERN.finditer(text):
        place = next(n for n in range(len(_ORDINALS)) if match[f"n{n}"])
        if place < len(ordered):
            yield Placed(match.start(), match.end(), ordered[place])
