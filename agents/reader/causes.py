"""Why a line is late, as its supplier says, and whose cause that is."""

from __future__ import annotations

import re

from agents.reader.delays import News
from agents.reader.goods_states import waits_on_us
from agents.reader.notebook import Notebook
from agents.reader.scopes import Scope
from domain.evidence import Span
from domain.words import Hit, lexicon

#: Words of things that are a cause only where the sender waits for ours, or had them late.
_ONLY_AWAITED = frozenset({"drawing", "finance/advance"})
_DENIED = re.compile(
    r"(?:\b(?:no|not|without|keine?n?|ohne|sans|pas de|sin|sem|senza|inga?|utan)\s)$", re.IGNORECASE
)


#: What a condition opens is no cause yet: `if we receive the resin late`.
_IF = re.compile(
    r"(?:(?<!\w)(?:if|unless|in\scase|falls|sofern|wenn|salvo\sque|qualora|eğer|jeśli|jeżeli|indien|如果|若)"
    r"|(?:^|[,;(])\s{0,2}(?:si|se|caso|om|als))\s[^,;.!?\n]{0,80}$",
    re.IGNORECASE,
)


def read_causes(found: list[Scope], news: News, notes: Notebook) -> None:
    """The causes of each line that changes, or of its order; of several in one sentence the first
    named is why the others came about. What is said of no order in a letter about several is the
    cause of each that has none of its own."""
    for about, causes in _told(found, news, notes).items():
        told: dict[str, Span] = {}
        for code, span in _one_a_sentence(causes, found):
            told.setdefault(code, span)
        for code, span in sorted(told.items(), key=lambda one: one[1].start)[:_MOST]:
            if code:
                notes.state(about, "cause", "code", span, {"list": "cause"})
            notes.state(about, "cause_party", "cause_party", span)


#: A letter that names more causes for one line tells a story: the first of them are kept.
_MOST = 3


def _told(found: list[Scope], news: News, notes: Notebook) -> dict[str, list[tuple[str, Span]]]:
    """The causes named for each line or order, with their words."""
    told: dict[str, list[tuple[str, Span]]] = {}
    of_all: list[tuple[str, Span]] = []
    seen: dict[str, None] = {}
    for scope in found:
        causes = _causes(scope, notes)
        seen.update(dict.fromkeys(about for about in scope.lines if changed(news, about)))
        if causes and _of_no_order(scope, news):
            of_all += causes
        for about in _abouts(scope, news) if causes else []:
            for each in _jointly(scope, about, [one for one in seen if one not in told]):
                told.setdefault(each, []).extend(causes)
    return told | dict.fromkeys(_without(told, news) if of_all else (), of_all)


def _of_no_order(scope: Scope, news: News) -> bool:
    """Whether a passage tells a delay or what went wrong, and names no order, in a letter about
    several that change."""
    return _went_wrong(scope) and not (scope.order or scope.lines) and len(_orders(news)) > 1


def _went_wrong(scope: Scope) -> bool:
    """Whether words that hold for several orders tell of a delay, or themselves name what fails or
    is missing: a mere word such as `surcharge` is no cause of all."""
    words = " / ".join(
        scope.masked[hit.start : hit.end] for hit in lexicon("cause").find(scope.masked)
    )
    return lexicon("delay").has(scope.masked) or lexicon("concept").has(words, *_IDEAS)


#: What fails, or is missing.
_IDEAS = ("machine", "tool", "material", "worker", "lacking", "bad_weather")


def _orders(news: News) -> set[str]:
    return {_order(one) for one in news if changed(news, one)}


def _order(about: str) -> str:
    return about.partition(":")[2].partition("/")[0]


def _without(told: dict[str, list[tuple[str, Span]]], news: News) -> list[str]:
    """The orders that change and have no cause of their own, neither as a whole nor for a line."""
    known = {_order(one) for one in told}
    return [f"purchase_orders:{one}" for one in sorted(_orders(news) - known)]


def _names(words: str) -> bool:
    """Whether words of a cause name the machine, the tool or the material."""
    return lexicon("concept").has(words, "machine", "tool", "material")


def _one_a_sentence(causes: list[tuple[str, Span]], found: list[Scope]) -> list[tuple[str, Span]]:
    """The causes, nearest words first, one of each sentence: what else a sentence names is how the
    other came about. The closest words tell most, those that name what it is about first."""
    ranked = sorted(causes, key=lambda one: (not _names(one[1].quote), len(one[1].quote)))
    kept: dict[tuple[str, int], tuple[str, Span]] = {}
    for code, span in ranked:
        kept.setdefault((span.part, _sentence(span, found)), (code, span))
    return list(kept.values())


def _sentence(span: Span, found: list[Scope]) -> int:
    """Where the passage begins in which the words stand."""
    return next(
        (
            one.passage.start
            for one in found
            if one.passage.part.name == span.part
            and one.passage.start <= span.start < one.passage.end
        ),
        span.start,
    )


def _jointly(scope: Scope, about: str, without: list[str]) -> list[str]:
    """A cause said after several lines without one may be that of all: then it is the order's; of
    several orders it is where it stands in a paragraph of its own."""
    others = [one for one in without if one != about and one not in scope.lines]
    if scope.named or not others:
        return [about]
    orders = sorted({_order(one) for one in [about, *others]})
    if len(orders) > 1 and not (_begins_paragraph(scope) and _went_wrong(scope)):
        return []
    return [f"purchase_orders:{one}" for one in orders]


def _begins_paragraph(scope: Scope) -> bool:
    before = scope.passage.part.text[: scope.passage.start]
    return before.rstrip(" \t").endswith("\n\n") or before.endswith("\r\n\r\n")


def changed(news: News, about: str) -> bool:
    """Whether the message changes this line: a date, no date, or a stop."""
    line = news.get(about)
    if line is None:
        return False
    stopped = any(code != "unchanged" for code, _ in line.states)
    told = bool(line.unknown or line.lots or line.announced)
    return stopped or (told and not line.states)


def _abouts(scope: Scope, news: News) -> list[str]:
    """The lines a cause in this scope is of; the order where it is not said."""
    lines = [about for about in scope.lines if changed(news, about)]
    if lines or (scope.named and scope.lines):
        return lines
    if scope.doubts and not scope.order:
        return []  # it is why something else is late, which is asked about
    changing = [one for one in news if changed(news, one)]
    orders = {_order(one) for one in changing}
    order = scope.order or (orders.copy().pop() if len(orders) == 1 else "")
    mine = [one for one in changing if _order(one) == order]
    mine = [one for one in mine if news[one].lots] or mine  # what stops has its own reason
    if len(mine) == 1:
        return mine
    return [f"purchase_orders:{order}"] if mine else []


def _causes(scope: Scope, notes: Notebook) -> list[tuple[str, Span]]:
    waits = next(iter(waits_on_us(scope.masked)), None)
    waits = waits or lexicon("our_lateness").first(scope.masked)
    found = []
    for hit in lexicon("cause").find(scope.masked):
        denied = _DENIED.search(scope.masked[max(0, hit.start - 12) : hit.start])
        if (
            denied
            or _IF.search(scope.masked[: hit.start])
            or (hit.code in _ONLY_AWAITED and waits is None)
        ):
            continue
        found.append((hit.code, _words(scope, hit, waits, notes)))
    if waits is not None and not found:  # what is waited for has no name here, whose it is has
        found.append(("", _words(scope, waits, waits, notes)))
    return found


def _words(scope: Scope, hit: Hit, waits: Hit | None, notes: Notebook) -> Span:
    start, end = hit.start, hit.end
    if waits is not None:
        start, end = min(start, waits.start), max(end, waits.end)
    base = scope.passage.start
    return notes.span(scope.passage.part, base + start, base + end)
