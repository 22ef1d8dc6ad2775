"""The trade lexicon: which concepts a text speaks of, by the words the trade uses for them."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from memory.gist import folded, words_of

SMALL_WORDS = frozenset(
    folded("""
        a an the and or of to in on at by for from with as is are was were be been being it its this
        that these those we our us you your they their he she his her i my me will would shall can
        could may might must has have had do does did so if then than there here also which who what
        when where please about into onto per via re fw fwd aw wg
        der die das den dem des ein eine einen einem einer und oder von zu zum zur im am an auf mit
        für bei ist sind war wird werden wurde wir sie ihr ihre unser unsere uns es er dass als auch
        le la les un une des du de et ou au aux est sont dans sur pour par avec nous vous notre
        votre el los las una unos y o del al es son en por para con que se su sus nuestro nuestra
    """).split()
)
#: A broader concept counts half of what its narrower one does: rolled is a missed sailing.
BROADER = 0.5
DOUBLED = "bdgmnprt"


class Concept(NamedTuple):
    """A concept: what it is a kind of, and how much a match on it says (1 = a symptom)."""

    name: str
    under: tuple[str, ...]
    weight: float


class Phrase(NamedTuple):
    """The stems that together, within a few words of each other, speak of a concept."""

    stems: frozenset[str]
    concept: str


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its commonest endings: "delayed", "delays" and "delay" are one."""
    for ending, instead, shortest in (
        ("ies", "y", 5), ("sses", "ss", 5), ("ing", "", 6), ("ed", "", 5), ("es", "e", 5),
        ("s", "", 4),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in DOUBLED:
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def stems_of(text: str) -> list[str]:
    """The stems of a text in order, without its small words."""
    return [stem(word) for word in words_of(folded(text)) if word not in SMALL_WORDS]


class Lexicon:
    """Concepts by the stems that speak of them. `*` at the end of a word takes any ending."""

    def __init__(self, text: str) -> None:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        self.version = int(content["version"])
        self.concepts: dict[str, Concept] = {}
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self._by_prefix: dict[str, str] = {}
        self.frequency: Counter[str] = Counter()
        for topic in content["topics"].values():
            self._read_topic(float(topic.get("weight", 1.0)), topic["concepts"])
        for concept in self.concepts.values():
            for broader in concept.under:
                if broader not in self.concepts:
                    raise ValueError(f"{concept.name}: no concept is called {broader}")

    def weights(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The concepts that these stems speak of and how much, broader ones included."""
        found = Counter(self._spoken_of(stems))
        weights: dict[str, float] = defaultdict(float)
        for name, times in found.items():
            self._add(weights, name, 1.0 + math.log(times))
        return weights

    def rarity(self, word: str) -> float:
        """How much a stem says by itself: the less, the more concepts use it."""
        used = self.frequency.get(word, 0)
        # Unknown words are mostly names of partners and goods.
        return math.log(1 + len(self.concepts) / (1 + used)) if used else 1.5

    def _add(self, weights: dict[str, float], name: str, share: float) -> None:
        concept = self.concepts[name]
        weights[name] = max(weights[name], share * concept.weight)
        for broader in concept.under:
            self._add(weights, broader, share * BROADER)

    def _spoken_of(self, stems: Sequence[str]) -> list[str]:
        found: set[tuple[str, int]] = set()
        plain = [self._by_prefix_of(word) for word in stems]
        for place, word in enumerate(plain):
            for phrase in self._by_stem.get(word, ()):
                reach = len(phrase.stems) + 1
                near = plain[max(0, place - reach) : place + reach + 1]
                if phrase.stems.issubset(near):
                    found.add((phrase.concept, place))
        return [name for name, _ in sorted(found)]

    def _by_prefix_of(self, word: str) -> str:
        for length in range(len(word), 3, -1):
            if (known := self._by_prefix.get(word[:length])) is not None:
                return known
        return word

    def _read_topic(self, weight: float, concepts: Mapping[str, str | Mapping[str, str]]) -> None:
        for name, told in concepts.items():
            under, said = ("", told) if isinstance(told, str) else (told["under"], told["said"])
            broader = tuple(each.strip() for each in under.split(",") if each.strip())
            self.concepts[name] = Concept(name, broader, weight)
            phrases = {self._phrase(each) for each in (name, *said.split(";"))} - {frozenset()}
            for stems in phrases:
                phrase = Phrase(stems, name)
                # Looked up by its longest stem, which is mostly its rarest.
                self._by_stem[max(sorted(stems), key=len)].append(phrase)
            self.frequency.update(word for stems in set(phrases) for word in stems)

    def _phrase(self, said: str) -> frozenset[str]:
        stems = []
        for word in folded(said).split():
            if word.endswith("*"):
                self._by_prefix[word[:-1]] = word[:-1]
                stems.append(word[:-1])
            else:
                stems += stems_of(word)
        return frozenset(stems)


@cache
def trade_lexicon() -> Lexicon:
    """The lexicon that comes with the product."""
    return Lexicon(files("memory").joinpath("lexicon.yaml").read_text(encoding="utf-8"))
