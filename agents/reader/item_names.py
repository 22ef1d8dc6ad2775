"""Items of the master that a letter names by number, wherever it is no order that names them."""

from __future__ import annotations

import re
from typing import NamedTuple

from agents.reader.letter import Letter
from agents.reader.passages import Passage

_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9]{1,8}(?:[-/][A-Za-z0-9]{1,8}){0,3}(?![\w-])")
#: No letter about goods names more things than this; what follows is a list for people.
_MOST = 400


class ItemNamed(NamedTuple):
    """Characters `start`..`end` of a passage's text that name an item."""

    start: int
    end: int
    about: str


class ItemNames:
    """Looks numbers up in the item master, each once."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._known: dict[str, str] = {}

    def within(self, passage: Passage) -> list[ItemNamed]:
        """Where the passage names items of the master."""
        found = []
        for match in _TOKEN.finditer(passage.text):
            about = self._object(match[0]) if any(c.isdigit() for c in match[0]) else ""
            if about:
                found.append(ItemNamed(match.start(), match.end(), about))
        return found

    def everywhere(self) -> list[str]:
        """Every item the letter names, in order."""
        passages = (scope.passage for scope in self._letter.scopes)
        return list(dict.fromkeys(one.about for each in passages for one in self.within(each)))

    def _object(self, token: str) -> str:
        if token not in self._known and len(self._known) < _MOST:
            row = self._letter.row(f"items:{token}")
            self._known[token] = row.object if row else ""
        return self._known.get(token, "")
