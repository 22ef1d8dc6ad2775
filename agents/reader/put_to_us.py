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
from agents.reader.denied import contrary, of_others, otherwise
from agents.reader.letter import Letter
from agents.reader.passages import Passage, sentences
from domain.words import Hit, lexicon

#: Words that tell alternatives apart, in the languages the reader knows.
_OR = re.compile(
    r"(?<!\w)(?:or|oder|ou|o|u|oppure|eller|veya|ya\sda|yoksa|lub|albo|czy)(?!\w)|还是|或者?|または|それとも",
    re.IGNORECASE,
)
#: A mark in brackets is the writer's own doubt: `(typo?)`.
_MARK = re.compile(r"[?？](?!\s?\))|(?<=か)。")
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
_FORMS = frozenset(
    {"you", "if_you", "propose", "decide", "tell", "yours", "impose", "seek", "grant", "silence"}
)
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
    automatic = letter.message.auto_submitted or told.has(letter.message.subject, "none")
    if automatic or not letter.sender.object:
        return []
    head = [one for part in letter.parts if part.name == "subject" for one in sentences(part, [])]
    bodies = (list(sentences(part, [])) for part in letter.parts if part.name == "body")
    terms = is_offer(letter)
    return [one for body in bodies for one in _of(head, body, terms)]


def _of(head: list[Passage], told: list[Passage], terms: bool) -> Iterator[Put]:
    was_put = False
    for place, one in enumerate(told):
        text = _SPACES.sub(" ", one.text).strip()
        before = tuple(
            dict.fromkeys((*_strong(told[max(0, place - _BEFORE) : place]), *_strong(head)))
        )
        was_put = _is_put(text, before, terms) or (was_put and _OR.match(text) is not None)
        if was_put:
            own = _own(text)
            yield Put(one, own if {*own} - _WEAK else (*before, *own), own)


def _strong(before: list[Passage]) -> tuple[str, ...]:
    """The matters of the nearest of these passages that says more than when and how."""
    for one in reversed(before):
        if more := tuple(code for code in matters_in(one.text) if code not in _WEAK):
            return more
    return ()


def _own(text: str) -> tuple[str, ...]:
    """The sentence's matters, those of the clauses that put it first."""
    places = [hit.start for hit in lexicon("put").find(text) if hit.code in _FORMS]
    places += [one.start() for one in _OR.finditer(text)]
    put = (text[low:high] for low, high in _clauses(text) if any(low <= at < high for at in places))
    return tuple(dict.fromkeys((*matters_in("\n".join(put)), *matters_in(text))))


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [*(one.end() for one in _CLAUSE.finditer(text)), len(text)]
    return list(zip([0, *ends], ends, strict=False))


def _is_put(text: str, before: tuple[str, ...], terms: bool) -> bool:
    """`before` are the matters of what was said before; `terms`: in an offer, what hangs on us is
    its terms, and is decided with it."""
    hits = lexicon("put").find(text)
    codes = {hit.code for hit in hits}
    if "idle" in codes or contrary(text) or of_others(text):
        return False
    matters = matters_in(text)
    if _MARK.search(text):
        return bool(codes & {"you", "which"} or matters or before or _alternatives(text, hits))
    if codes & {"yours", "silence"} or _seeks(text, hits):
        return True
    if bool(matters) and not terms and codes & {"if_you", "propose", "impose"}:
        return True
    asks = any(hit.code == "you" and not text[: hit.start].strip(" ,;-") for hit in hits)
    return bool(matters) and (asks or bool(_alternatives(text, hits) and _US.search(text)))


def _seeks(text: str, hits: list[Hit]) -> bool:
    """Whether it wants an answer, our decision, or a yes."""
    codes = {hit.code for hit in hits}
    if _wants(text, hits) and (codes & {"which", "decide"} or _alternatives(text, hits)):
        return True
    if "decide" in codes and "want" in codes:
        return True
    if "seek" in codes:
        return _is_strong(text)
    return "polite" in codes and any(_begs(text, hits, *one) for one in _clauses(text))


def _begs(text: str, hits: list[Hit], low: int, high: int) -> bool:
    """Whether a clause politely wants to be told something, or wants a yes."""
    codes = {hit.code for hit in hits if low <= hit.start < high}
    told = "tell" in codes and _is_strong(text[low:high])
    return "polite" in codes and (told or ("grant" in codes and _is_strong(text)))


def _is_strong(text: str) -> bool:
    return bool({*matters_in(text)} - _WEAK)


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
    """What the words are about, the weightiest first; `freight` in `air freight` is no charge, and
    what else happens is not what is decided."""
    told, asks = lexicon("matter"), _MARK.search(text) is not None
    hits = [hit for hit in told.find(text) if asks or not otherwise(text, hit.start)]
    said = {hit.code for hit in hits if not any(_within(hit, other) for other in hits)}
    return tuple(code for code in told.codes if code in said)


def _within(hit: Hit, other: Hit) -> bool:
    inside = other.start <= hit.start and hit.end <= other.end
    return inside and other.end - other.start > hit.end - hit.start


def tells_apart(text: str) -> bool:
    """Whether a word for alternatives stands in the text."""
    return _OR.search(text) is not None
