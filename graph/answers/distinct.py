"""What is a question's own: words that tell one case from another, and the cases that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from domain.record import Row
from domain.values import Value
from graph.answers.threads import Told

#: Words that stand in questions of every kind and tell no case from another.
_EVERYDAY = re.compile(
    r"(?:wh\w+|how|why|many|much|who\w*|that|this|th(?:e|is|at|ese|ose|ere|eir|ey|em|en|an)|for|and|"
    r"but|not|n't|any\w*|some\w*|no(?:body|one|thing)|all|every\w*|each|other|more|most|less|few|"
    r"ha(?:s|ve|d)|do(?:es|ne|ing)?|did|was|were|are|been|being|be|can|could|may|must|will|would|"
    r"shall|should|needs?|us|our|ours?|we|you\w*|they|them|its?|his|her|she|from|with|into|onto|"
    r"about|of|on|in|at|to|by|over|out|up|off|if|or|as|so|yet|still|now|today|tomorrow|week|month|"
    r"day|days|currently|right|just|please|there|here|left|tell\w*|told|say|said|says|wr[io]t\w*|"
    r"sen[dt]|inform\w*|know\w*|promis\w*|commit\w*|cost\w*|pa(?:y|id|ys|ying)|payments?|money|"
    r"spen[dt]\w*|price\w*|worth|expensive|customers?|suppliers?|carriers?|forwarders?|partners?|"
    r"affect\w*|hit|hurt|impact\w*|concern\w*|suffer\w*|late|delay\w*|overdue|slip\w*|behind|time|"
    r"when|arriv\w*|com(?:e|es|ing)|get|gets|deliver\w*|reach\w*|land\w*|open|missing|"
    r"outstanding|pending|owe\w*|wait\w*|answer\w*|repl\w+|react\w*|confirm\w*|happen\w*|"
    r"approv\w*|decid\w*|decision\w*|sign\w*|agree\w*|reject\w*|accept\w*|releas\w*|stand\w*|status|"
    r"state|next|urgent|desk|inbox|queue|going|case|cases|thing|things|matter|issue|problem|"
    r"question\w*|point\w*|options?|chang\w*|mad\w+|make|chos\w*|choose|one|two|orders?|goods|"
    r"last|since|yesterday|past|recent\w*|safely|ok|okay|fine|sure|stuck|anything|about|summary|recommend|new|news|came|really|actually|finally|ever|exactly|roughly|again|already|also|too|then|total|all|show|"
    r"give|list|find|look\w*|see|want\w*|bills?|invoices?|shipments?|mails?|letters?|people|person|anybody|company|pieces|pcs|units|"
    r"die|der|das|den|wir|uns|ein|eine)"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: Other words for the same, as cases hold them.
_ALSO = {
    **dict.fromkeys(("fly", "flew", "flown", "flight", "flights", "plane"), "air"),
    **dict.fromkeys(("airfreight",), "air freight"),
    **{name: f"-{number:02d}-" for number, name in enumerate(_MONTHS, start=1)},
}


class Sought(Value):
    """Words of a question's own, each with the ways in which a case may hold it; `items` are those
    whose description holds one."""

    words: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()

    def holding(self, told: Sequence[Told], *, needed: bool) -> list[Told]:
        """Cases that hold most of these words, more than half; where `needed`, all of them. Of a
        quantity that is named those that act on it, else those that speak of it."""
        told, words = self._of_quantity(told)
        counted = [(_held(one, words), one) for one in told]
        best = max((number for number, _ in counted), default=0)
        least = len(words) if needed else min(len(words) // 2 + 1, len(words))
        return [one for number, one in counted if number == best and best >= least]

    def _of_quantity(
        self, told: Sequence[Told]
    ) -> tuple[Sequence[Told], Sequence[tuple[str, ...]]]:
        """Cases of the quantities named with the words that are left; all where none holds them."""
        numbers = [ways for ways in self.words if ways[0].isdigit() and not _YEAR.match(ways[0])]
        for kinds in (_ACTS, frozenset[str]()) if numbers else ():
            mine = [one for one in told if all(_counts(one, ways[0], kinds) for ways in numbers)]
            if mine:
                return mine, [one for one in self.words if one not in numbers]
        return told, self.words

    @property
    def plain(self) -> list[tuple[str, ...]]:
        """The words that are no month."""
        return [ways for ways in self.words if not ways[0].startswith("-")]

    def stands_in(self, line: str) -> bool:
        """Whether a line holds one of these words, months aside."""
        low = line.lower()
        return any(_stands(way, low) for ways in self.plain for way in ways)


def _held(told: Told, words: Sequence[tuple[str, ...]]) -> int:
    text = f"{told.title} {[one.body for one in told.facts]}".lower()
    # an item's number tells more than a word of its name, which may mean something else
    meant = (ways[1:] or ways for ways in words)
    return sum(any(_stands(way, text) for way in ways) for ways in meant)


#: What a case proposes, decides and does.
_ACTS = frozenset({"proposed", "decided", "intended"})
_YEAR = re.compile(r"20\d\d$")


def _counts(told: Told, number: str, kinds: frozenset[str]) -> bool:
    """Whether facts of these kinds, all where none are named, hold a number by itself."""
    bodies = [str(one.body) for one in told.facts if not kinds or one.kind in kinds]
    ways = rf"(?<![\w.,-])(?:{number}|{int(number):,})(?![\w-]|[.,]\d)"
    return any(re.search(ways, one) for one in bodies)


def _stands(way: str, text: str) -> bool:
    end = r"\b" if len(way) <= 3 else ""
    return way in text and bool(re.search(rf"(?<![^\W_]){re.escape(way)}{end}", text))


def sought(question: str, items: Iterable[Row]) -> Sought:
    """What is a question's own; an item by what it is called in the record too."""
    named = [(row.key.lower(), row.text("description").lower()) for row in items]
    ways = tuple(_ways(one, named) for one in words_of(question))
    items_meant = (item for each in ways for item in each[1:])
    return Sought(words=ways, items=tuple(dict.fromkeys(items_meant)))


#: A point or comma between the thousands of a number that is written out.
_THOUSANDS = re.compile(r"(?<=\b\d)[.,](?=\d{3}\b)|(?<=\b\d\d)[.,](?=\d{3}\b)")


def words_of(question: str) -> tuple[str, ...]:
    """Words that are a question's own, each once."""
    asked = _THOUSANDS.sub("", question.lower())
    words = [
        one
        for one in re.findall(r"[\w-]{3,}", asked)
        if not _EVERYDAY.fullmatch(one) or (one == "may" and "in may" in asked)
    ]
    return tuple(dict.fromkeys(words))


def stem(word: str) -> str:
    """A word without its hyphens and its ending."""
    plain = word.replace("-", "")
    short = re.sub(r"(?:ies|ing|ed|es|s|y|e)$", "", plain)
    return short if len(short) > 3 else plain


def _ways(word: str, named: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    stem = word.removesuffix("s") if len(word) > 4 else word
    items = (key for key, description in named if stem in description.split() and len(stem) > 3)
    return (_ALSO.get(word, stem), *items)
