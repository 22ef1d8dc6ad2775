"""Sentences in which a partner puts a question, choice, offer or condition to us, and what about.

The form of a sentence tells, not its phrase: an interrogative; words that want an answer beside
`whether` or `which`; our decision named and wanted; an `or` between two things one can do; what is
proposed, or hangs on us. What merely is polite asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.deals import is_offer
from agents.reader.denied import contrary, of_others
from agents.reader.letter import Letter
from agents.reader.passages import Passage, sentences
from domain.words import Hit, lexicon

#: Words that tell alternatives apart, in the languages the reader knows.
_OR = re.compile(
    r"(?<!\w)(?:or|oder|ou|o|u|oppure|eller|veya|ya\sda|yoksa|lub|albo|czy)(?!\w)|还是|或者?|または|それとも",
    re.IGNORECASE,
)
_MARK = re.compile(r"[?？]|(?<=か)。")
#: Who says `we will let you know whether` promises; who says `they asked whether` tells.
_OURS = re.compile(
    r"(?<!\w)(?:we|i|he|she|they|wir|ich|nous|je|vi|biz|my)\s(?:\w{1,12}\s){0,2}$|"
    r"(?:\bwill|\bshall|['’]ll|\bwerden?|\bwerde|\ballons|\bvamos\sa|\biremos|\bska|\basked)\s(?:\w{1,12}\s){0,2}$",
    re.IGNORECASE,
)
_US = re.compile(
    r"(?<!\w)(?:you|your|yours|ur|we|us|our|sie|ihre?[nrms]?|ihnen|wir|uns|vous|votre|vos|nous|ustedes|vosotros|os|"
    r"vuestr\w+|su|sus|nosotros|vocês|sua?s?|nós|voi|vi|vostr\w+|noi|ni|er|ert|era|oss|siz\w*|biz\w*|państw\w+|wy|"
    r"u|uw|wij)(?!\w)|贵|您|你|我们|御社|貴社|弊社",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s{1,40}")
_CLAUSE = re.compile(r"[,;:–，；：]\s{0,2}|\s-\s")
#: What in a clause shows that it is the one that puts something to us.
_FORMS = frozenset({"you", "if_you", "propose", "decide", "tell"})
#: Matters that tell little of what is being decided: when, how, of which goods.
_WEAK = frozenset({"date", "ship", "carriage", "release"})
#: What a sentence does not say itself is looked for in so many before it.
_BEFORE = 2


class Put(NamedTuple):
    """A sentence that puts something to us; `matters` (`matter.yaml`) the weightiest first, `own`
    those that it names itself."""

    passage: Passage
    matters: tuple[str, ...]
    own: tuple[str, ...]


def put_to_us(letter: Letter) -> list[Put]:
    """What the partner's own, current words put to us, in their order."""
    told = lexicon("workflow")
    if letter.message.auto_submitted or told.has(letter.message.subject, "none"):
        return []
    bodies = (list(sentences(part, [])) for part in letter.parts if part.name == "body")
    terms = is_offer(letter)
    found = [one for body in bodies for one in _of(body, terms)]
    known = [one for one in found if one.matters]
    return known or found[:1]


def _of(told: list[Passage], terms: bool) -> Iterator[Put]:
    for place, one in enumerate(told):
        text = _SPACES.sub(" ", one.text)
        if _is_put(text, terms):
            own = _own(text)
            yield Put(one, _with_before(own, told[max(0, place - _BEFORE) : place]), own)


def _own(text: str) -> tuple[str, ...]:
    """The sentence's matters, those of the clauses that put it first."""
    hits = [hit for hit in lexicon("put").find(text) if hit.code in _FORMS]
    places = [hit.start for hit in hits] + [one.start() for one in _OR.finditer(text)]
    ends = [*(one.end() for one in _CLAUSE.finditer(text)), len(text)]
    clauses = list(zip([0, *ends], ends, strict=False))
    put = [text[low:high] for low, high in clauses if any(low <= at < high for at in places)]
    return tuple(dict.fromkeys((*matters_in("\n".join(put)), *matters_in(text))))


def _with_before(own: tuple[str, ...], before: list[Passage]) -> tuple[str, ...]:
    """The sentence's matters; of what only says when or how, those before it come first."""
    if set(own) - _WEAK:
        return own
    for one in reversed(before):
        if more := [code for code in matters_in(one.text) if code not in _WEAK]:
            return (*more, *own)
    return own


def _is_put(text: str, terms: bool) -> bool:
    """`terms`: in an offer, what hangs on us is its terms, and is decided with it."""
    said = lexicon("put")
    hits = said.find(text)
    codes = {hit.code for hit in hits}
    if "idle" in codes or contrary(text) or of_others(text):
        return False
    if _MARK.search(text):
        return "you" in codes or bool(matters_in(text))
    wants = _wants(text, hits)
    if wants and (codes & {"which", "decide"} or _alternatives(text, hits)):
        return True
    if "decide" in codes and "want" in codes:
        return True
    matters = matters_in(text)
    if "if_you" in codes or "propose" in codes:
        return bool(matters) and not terms
    asks = any(hit.code == "you" and not text[: hit.start].strip(" ,;-") for hit in hits)
    return bool(matters) and (asks or bool(_alternatives(text, hits) and _US.search(text)))


def _wants(text: str, hits: list[Hit]) -> bool:
    """Whether it wants an answer of us, not one that they will give."""
    tells = [hit for hit in hits if hit.code == "tell"]
    tells += [hit for hit in lexicon("cue").find(text) if hit.code == "reply"]
    return any(not _OURS.search(text[max(0, hit.start - 28) : hit.start]) for hit in tells)


def _alternatives(text: str, hits: list[Hit]) -> bool:
    """Whether `or` stands between two things one can do."""
    acts = [hit for hit in hits if hit.code == "act"]
    return any(
        any(act.end <= one.start() for act in acts) and any(act.start >= one.end() for act in acts)
        for one in _OR.finditer(text)
    )


def matters_in(text: str) -> tuple[str, ...]:
    """What the words are about, the weightiest first; `freight` in `air freight` is no charge."""
    told = lexicon("matter")
    hits = told.find(text)
    said = {hit.code for hit in hits if not any(_within(hit, other) for other in hits)}
    return tuple(code for code in told.codes if code in said)


def _within(hit: Hit, other: Hit) -> bool:
    inside = other.start <= hit.start and hit.end <= other.end
    return inside and other.end - other.start > hit.end - hit.start
