"""Until when the sender wants an answer, where the letter is about something else than a delay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.answer_days import is_answer_day
from agents.reader.deadlines import is_handed_in, is_since, is_until
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.occasions import occasions
from agents.reader.principal import principal_of
from domain.words import Hit, lexicon

_FIELD = "deadline:reply"
#: Fields whose day is none to answer by.
_TERMS = ("deadline:", "need_date", "promised_date", "eta")
#: Ways to put something to us (`put.yaml`) that want an answer, and those that wish anything.
_PUT = ("tell", "decide", "you", "if_you", "yours")
_WISHES = ("please", "tell", "you", "if_you")
#: So far behind a day the verb may stand that tells what is to be done by it.
_VERB = 32
#: So far before a time its bound may stand: `by 2pm`.
_BOUND = 16
#: An end set by the time: `today before 17:00`.
_LATEST = re.compile(
    r"(?<!\w)(?:before|by|until|till|latest|no\slater|bis|spätestens|vor|avant|au\splus\stard|jusqu['’]\w{1,3}|antes|a\smás\starda?r|hasta|até|"
    r"entro|prima|före|senast|en\sgeç|przed|najpóźniej|voor|uiterlijk)(?!\w)",
    re.IGNORECASE,
)
#: A day stands at most this many characters from the words that ask for an answer.
_NEAR = 60
#: Who says "I will reply by Friday" promises, and asks for nothing.
_OURS = re.compile(
    r"(?:\bwill|\bshall|['’]ll|\bwerden?|\bwerde|\ballons|\bvamos\sa|\biremos|\bska)"
    r"\s(?:\w{1,12}\s){0,2}$",
    re.IGNORECASE,
)
#: `by Tuesday noon, otherwise we go on`: what happens if we say nothing tells that we are asked.
_ELSE = re.compile(
    r"[^.!?;\n]{0,32}[,–-]\s{1,2}(?:otherwise|or\selse|if\snot|else|sonst|ansonsten|andernfalls|sinon|à\sdéfaut|de\slo\scontrario|"
    r"si\sno|senão|caso\scontrário|altrimenti|annars|ellers|yoksa|aksi\s(?:halde|takdirde)|w\sprzeciwnym\srazie|anders)(?!\w)",
    re.IGNORECASE,
)


def read_replies(letter: Letter) -> Iterator[str]:
    """The one day or time by which an answer is asked for."""
    if letter.message.auto_submitted or any(one.field == _FIELD for one in letter.notes.statements):
        return
    found = [one for line in letter.lines() for one in _wanted(letter, line)]
    found = [one for one in found if not _is_told(letter, *one)]
    if len({(one.date.readings, one.time) for _, one in found}) == 1:
        line, moment = found[0]
        about = "mail" if "balance" in occasions(letter) else principal_of(letter)
        state_moment(letter, line, about, _FIELD, moment, letter.sender.tz)
        yield "deadline"


def _wanted(letter: Letter, line: Line) -> Iterator[tuple[Line, Moment]]:
    if line.part.name != "body":
        return
    days = [
        one for one in moments(line.text, letter.sender, letter.sender.tz) if is_until(one.date)
    ]
    days = [one for one in days if not is_since(line.text, one.start)]
    days = [one for one in days if not is_answer_day(line.text, one.date)]
    if not days:
        return
    cues = [hit for hit in lexicon("cue").find(line.text) if hit.code in ("reply", "please")]
    cues += [hit for hit in lexicon("put").find(line.text) if hit.code in _PUT]
    cues = [hit for hit in cues if not _OURS.search(line.text[max(0, hit.start - 20) : hit.start])]
    paid = [hit for hit in lexicon("term").find(line.text) if hit.code == "payment"]
    threatened = [one for one in days if _is_bound(line.text, one)]
    threatened = [one for one in threatened if _ELSE.match(line.text, one.end)]
    yield from ((line, one) for one in threatened if not paid)
    for hit in cues:
        fits = [one for one in days if one.date.bound or not _apart(line.text, hit, one)]
        if hit.code in _WISHES:  # any wish has its day only in the same sentence, with a bound
            fits = [one for one in fits if _is_bound(line.text, one)]
            fits = [one for one in fits if not _apart(line.text, hit, one)]
            fits = [one for one in fits if not _of_goods(line.text, hit, one)]
        near = min(fits, key=lambda one: _distance(hit, one), default=None)
        if near is None or _distance(hit, near) >= _NEAR:
            continue
        if is_handed_in(_clause(line.text, hit, near)):
            continue
        if not any(_distance(other, near) <= _distance(hit, near) for other in paid):
            yield line, near  # and not the day to pay by


def _is_bound(text: str, one: Moment) -> bool:
    """Whether words set an end: before the day, or before its time of day."""
    words = text[max(0, one.start - _BOUND) : one.end]
    return bool(one.date.bound) or _LATEST.search(words) is not None


def _of_goods(text: str, hit: Hit, one: Moment) -> bool:
    """Whether goods are wanted by then, a booking or a payment: a day to act by, not to answer."""
    end = max(hit.end, one.end)
    words = _clause(text, hit, one) + re.split(r"[,;.!?]\s", text[end : end + _VERB])[0]
    if lexicon("clause_fact").has(words, "pay_by") and not lexicon("put").has(words, "decide"):
        return True
    told = lexicon("cue").has(words, "to_goods")
    return told and not lexicon("put").has(words, "tell", "decide")


def _is_told(letter: Letter, line: Line, one: Moment) -> bool:
    """Whether the day was read as another term: of a payment, a delivery, a credit."""
    low, high = line.start + one.start, line.start + one.end
    spans = [each.span for each in letter.notes.statements if each.field.startswith(_TERMS)]
    return any(
        each is not None and each.part == line.part.name and each.start < high and each.end > low
        for each in spans
    )


def _apart(text: str, hit: Hit, one: Moment) -> bool:
    """Whether a sentence ends between them: a mere `tomorrow` then belongs to something else."""
    low, high = min(hit.end, one.end), max(hit.start, one.start)
    return re.search(r"[!?;]\s|\.\s+(?![a-zß-ÿ])", text[low:high]) is not None


def _clause(text: str, hit: Hit, one: Moment) -> str:
    """From the words that ask to the day."""
    return text[min(hit.start, one.start) : max(hit.end, one.end)]


def _distance(hit: Hit, one: Moment) -> int:
    return max(one.start - hit.end, hit.start - one.end, 0)
