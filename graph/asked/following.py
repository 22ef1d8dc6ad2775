"""A question that goes on from the one before: "and Blue Quay?", "why is that?", "the second"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graph.answers.evidence import Answer
from graph.asked.naming import Named

#: Words that only lead over to what follows.
_LEAD = re.compile(r"^\W*(?:(?:and|but|so|then|ok(?:ay)?|what about|what of|or|also)\b\W*)+", re.I)
#: Words that point at what was spoken of.
_POINTS = re.compile(
    r"\b(?:(?:is|was|about|of|on|for|with|does|did|has|to|from) )?"
    r"(?:it|that one|this one|that|this|they|them|those|these|he|she|its|their)\b",
    re.I,
)
#: A question of nothing but its kind.
_BARE = re.compile(
    r"^\W*(?:why(?: not)?|since when|(?:by |until |till )?when|how (?:much|many|long|late|often)|"
    r"who(?: is| was)?(?: asked| said so| says so)?|(?:and )?(?:what|whats) (?:next|now|then|else)|"
    r"what is next|which(?: ones?)?|where|really|status|says who)"
    r"(?: (?:exactly|in total|all together|altogether|so far|then|now))?\W*$",
    re.I,
)
_NTH = re.compile(
    r"\b(?:the )?(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
    r"(?: one| case| line)?\W*$",
    re.I,
)
_PLACES = {
    **dict.fromkeys(("first", "1st"), 0),
    **dict.fromkeys(("second", "2nd"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("fourth", "4th"), 3),
    **dict.fromkeys(("fifth", "5th"), 4),
    "last": -1,
}
_TOTAL = re.compile(r"\b(?:total|altogether|all together|summed|sum)\b", re.I)
#: How a sum over the answer before is asked for in full.
TOTAL_OF = "in total: "


def whole_question(
    question: str,
    before: str,
    named: Callable[[str], Named],
    ask: Callable[[str], Answer],
    *,
    stands_alone: bool,
) -> str:
    """The question in full, with what it takes over from the one before; as it is where it takes
    nothing. `named` tells what a text names, `ask` answers the question before anew, of which the
    second one is spoken; `stands_alone` says that it is understood without anything before it."""
    if not before or before == question:
        return question
    rest, mine = _LEAD.sub("", question).strip(), named(question)
    nth = _NTH.search(rest)
    if nth is not None and not mine.spans:
        return _of_nth(rest, nth, before, ask)
    if mine.spans:
        led = rest != question.strip() or bool(_OF_THAT.match(rest))
        return _with_others(before, named(before), mine.words) if led or mine.is_all else question
    points = _POINTS.search(rest)
    if _TOTAL.search(rest) and (points or len(rest.split()) <= _SHORT):
        return f"{TOTAL_OF}{before.removeprefix(TOTAL_OF)}"
    of_papers = _SINCE.match(rest) and _PAPERS.search(before)
    if _BARE.match(rest) and (_COUNTS.match(rest) or of_papers):  # of what, only that one says
        return f"{rest.rstrip('?!. ')} ({before.rstrip('?!. ')})?"
    if not (_BARE.match(rest) or (points and not stands_alone)):
        return question
    about = named(before).words or _first(ask(before))
    asked = rest.rstrip("?!. ")
    return f"{asked} ({', '.join(about)})?" if about else question


_COUNTS = re.compile(r"how (?:much|many)\b", re.I)
#: Since when papers are missing, only the question about them says.
_SINCE, _PAPERS = re.compile(r"since when\b", re.I), re.compile(r"\b(?:papers?|documents?)\b", re.I)
#: A part of what was counted before.
_OF_THAT = re.compile(r"how (?:much|many) of (?:that|those|these|it|them)\b", re.I)
#: A question that asks for a sum in so few words asks for that of what was told.
_SHORT = 4


def _with_others(before: str, then: Named, words: Sequence[str]) -> str:
    """The question before with these in the place of what it named."""
    told, end = "", 0
    for number, (start, stop) in enumerate(then.spans):
        told += before[end:start] + (", ".join(words) if number == 0 else "")
        end = stop
    told = told + before[end:] if then.spans else f"{before.rstrip('?!. ')}: {', '.join(words)}?"
    return " ".join(told.split())


def _of_nth(rest: str, nth: re.Match[str], before: str, ask: Callable[[str], Answer]) -> str:
    """What is asked of one of the things that the answer before tells of, in their order."""
    things, place = _things(ask(before)), _PLACES[nth[1].lower()]
    if not things or place >= len(things):
        return rest
    asked = rest[: nth.start()].rstrip()
    asked = re.sub(r"\b(?:of|for|about|with|is|was)$", "", asked).strip() or "status"
    return f"{asked} ({things[place]})?"


def _first(answer: Answer) -> tuple[str, ...]:
    return tuple(_things(answer)[:1])


#: A case, or a reference with a digit, at the beginning of a line.
_THING = re.compile(r"^((?:[A-Z]\d-)?[A-Z0-9][\w./-]*\d[\w./-]*)(?=[ :,]|$)")


def _things(answer: Answer) -> list[str]:
    """What the lines of an answer are about, in order, each once."""
    found = (
        _THING.match(re.sub(r"^\s*(?:[\d.,]+ [A-Z]{3}: )?", "", line)) for line in answer.lines
    )
    return list(dict.fromkeys(one[1].rstrip(".,:") for one in found if one))
