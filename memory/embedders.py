"""The embedder that comes with the product: hashed words and letters beside concepts of the trade.

Others (a local ONNX model, an endpoint) stand behind `domain.ports.Embedder` like this one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from memory.gist import gist
from memory.lexicon import Lexicon, stems_of, trade_lexicon

#: Changes when the same lexicon would give other vectors.
RECIPE = 1
WORDS = 192
LETTERS = 96
LETTERS_TOGETHER = (3, 4)
#: Concepts of less weight ("vessel", "carrier") help to compare and explain nothing.
TELLING = 0.5
#: What each part may add to a cosine of 1: facts of the trade first, wording second.
SHARES = {"concepts": 0.62, "words": 0.28, "letters": 0.10}


class ConceptEmbedder:
    """Deterministic, without a download, and able to say which concepts two texts share."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or trade_lexicon()
        self._place = {name: number for number, name in enumerate(sorted(self.lexicon.concepts))}
        self.dimensions = len(self._place) + WORDS + LETTERS
        self.model_id = f"concepts-{RECIPE}.{self.lexicon.version}-{self.lexicon.digest[:12]}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of length one a text; a text without a word gives zeros."""
        return [self._vector(text) for text in texts]

    def explain(self, one: str, other: str) -> tuple[str, ...]:
        """The concepts that both texts speak of, those that say most first, narrow before broad."""
        ours, theirs = self.concepts(one), self.concepts(other)
        shared = {name: min(ours[name], theirs[name]) for name in ours.keys() & theirs.keys()}
        known = self.lexicon.concepts
        # "booking rolled" already says "missed sailing"
        implied = {broader for name in shared for broader in known[name].under}
        telling = {name for name in shared.keys() - implied if known[name].weight >= TELLING}
        return tuple(sorted(telling, key=lambda name: (-shared[name], name)))

    def concepts(self, text: str) -> Mapping[str, float]:
        """The concepts a text speaks of, with their weights."""
        return self.lexicon.weights(stems_of(gist(text)))

    def _vector(self, text: str) -> list[float]:
        stems = stems_of(gist(text))
        vector = [0.0] * self.dimensions
        concepts = self.lexicon.weights(stems)
        first = len(self._place)
        _add(vector, ((self._place[name], weight) for name, weight in concepts.items()), "concepts")
        _add(vector, self._words(stems, first), "words")
        _add(vector, _letters(stems, first + WORDS), "letters")
        length = math.sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]

    def _words(self, stems: Sequence[str], first: int) -> Iterator[tuple[int, float]]:
        for word in stems:
            place, sign = _hashed(word, WORDS)
            yield first + place, sign * self.lexicon.rarity(word)
        for one, other in pairwise(stems):
            place, sign = _hashed(f"{one} {other}", WORDS)
            yield first + place, sign


def _letters(stems: Sequence[str], first: int) -> Iterator[tuple[int, float]]:
    for word in stems:
        framed = f"<{word}>"
        for size in LETTERS_TOGETHER:
            for start in range(len(framed) - size + 1):
                place, sign = _hashed(framed[start : start + size], LETTERS)
                yield first + place, sign


def _add(vector: list[float], parts: Iterator[tuple[int, float]], part: str) -> None:
    """Adds one part, scaled so that it gives its share of the cosine whatever its length."""
    sums: dict[int, float] = {}
    for place, weight in parts:
        sums[place] = sums.get(place, 0.0) + weight
    length = math.sqrt(sum(weight * weight for weight in sums.values()))
    scale = math.sqrt(SHARES[part]) / length if length else 0.0
    for place, weight in sums.items():
        vector[place] = weight * scale


@lru_cache(maxsize=65_536)
def _hashed(text: str, size: int) -> tuple[int, float]:
    number = crc32(text.encode())
    return number % size, 1.0 if number & 0x8000_0000 else -1.0
