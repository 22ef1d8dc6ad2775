"""Where a sender signs: greeting and name, company lines, legal footers, phone footers."""

from __future__ import annotations

import re

from tools.mail import phrases

_NAME_CHARS = 60
_TRAILING = re.compile(r"[\s,.!;:*_\-–—~]*")
#: A number, date or item in a line makes it one that may say something.
_TELLING = re.compile(r"\d")
_SENTENCE = re.compile(r"[.?!]$|[.?!] \S")
_CARD_LINES = 20
#: A body of more lines is a file, and nobody signs in the middle of one.
_LETTER_LINES = 20_000
#: Words that answer something; a line with one of them is no name.
_ANSWER = re.compile(
    r"\b(?:confirm|cancel|accept|agree|reject|approv|pending|delay|storn|annul|bestätig)\w*"
    r"|\b(?:hold|stop|ship|yes|no|not|ok|okay|urgent|pls|please|late|bitte|ja|nein|oui|non|sí|sim"
    r"|não)\b",
    re.IGNORECASE,
)
#: A phone's footer with one of these says more than which phone it was.
_TELLS = re.compile(r"\d{3,}|\d\s?(?:pcs|kg|stk|eur|usd|%|ctn|days?)|\d [a-z]{3}", re.IGNORECASE)
_LINK = re.compile(r"<?https?:\S*")
#: "i.A." and the like stand before a name without a comma.
_FOR = re.compile(r"i\. ?[av]\.|ppa\.", re.IGNORECASE).match


def signature_lines(texts: list[str], old: list[bool]) -> list[bool]:
    """For each line whether it belongs to a signature; lines of earlier mail never do."""
    signed = [False] * len(texts)
    number = 0 if len(texts) <= _LETTER_LINES else len(texts)
    while number < len(texts):
        last = number if old[number] or not texts[number] else _signed_until(texts, old, number)
        for one in range(number, last):
            signed[one] = True
        number = max(last, number + 1)
    return signed


def _signed_until(texts: list[str], old: list[bool], number: int) -> int:
    """Where the signature that begins at this line ends; the line itself when none begins."""
    text = texts[number]
    if text in ("--", "-- ", "—", "__"):
        return _after_dashes(texts, old, number)
    if phrases.SENT_BY.fullmatch(text) and not _TELLS.search(_LINK.sub("", text)):
        return number + 1
    if _closes(text, phrases.CLOSING):
        return _names_until(texts, old, number + 1)
    if _closes(text, phrases.MILD):
        last = _names_until(texts, old, number + 1)
        return last if last > number + 1 and _ends(texts, old, last) else number
    if phrases.DISCLAIMER.match(text):
        return _paragraph_until(texts, old, number)
    return number


def _closes(text: str, phrase: re.Pattern[str]) -> bool:
    """A closing phrase alone, or with a name after it."""
    found = phrase.match(text)
    if not found or len(text) > found.end() + _NAME_CHARS:
        return False
    rest = text[found.end() :]
    if rest and (
        rest[0].isalnum() or (found.end() <= 4 and rest[0] not in ",.!/" and not _FOR(text))
    ):
        return False
    name = rest[_end(rest) :]
    capitals = all(word[:1].isupper() or len(word) < 4 for word in name.split())
    return not name or (len(name.split()) <= 4 and capitals and not _TELLING.search(name))


def _end(rest: str) -> int:
    found = _TRAILING.match(rest)
    return found.end() if found else 0


def _after_dashes(texts: list[str], old: list[bool], number: int) -> int:
    """Below the signature's own mark: all down to the old mail, if it is no more than a card."""
    last, filled = number + 1, 0
    while last < len(texts) and not old[last] and not phrases.AFTERTHOUGHT.match(texts[last]):
        filled += bool(texts[last])
        last += 1
        if filled > _CARD_LINES or last > number + 3 * _CARD_LINES:
            return number
    return last


def _names_until(texts: list[str], old: list[bool], number: int) -> int:
    """The lines of name, role, company and contact under a closing phrase."""
    last, blank, names = number, False, 0
    while number < len(texts) and not old[number] and number - last < 4:
        text = texts[number]
        if not text:
            blank = True
        elif _is_card(text):
            last = number + 1
        elif _is_name(text) and names < (3 if blank else 6):
            names, last = names + 1, number + 1
        else:
            break
        number += 1
    return last


def _is_name(text: str) -> bool:
    """Short, without numbers and no sentence; that says neither yes nor no."""
    initials = re.sub(r"\b\w\.", "", text)
    return (
        len(text) <= _NAME_CHARS
        and len(text.split()) <= 7
        and not _TELLING.search(text)
        and not _SENTENCE.search(initials)
        and not phrases.AFTERTHOUGHT.match(text)
        and not re.search(r"[:?]", text)
        and not _ANSWER.search(text)
        and (len(text.split()) == 1 or all(not w[0].islower() or len(w) < 4 for w in text.split()))
    ) or (text.startswith("(") and text.endswith(")") and not _TELLING.search(text))


def _is_card(text: str) -> bool:
    """A line of a visiting card or a legal footer; no sentence and no news."""
    if len(text) > 300 or phrases.AFTERTHOUGHT.match(text) or phrases.NEWS.search(text):
        return False
    if phrases.SENT_BY.fullmatch(text) and not _TELLS.search(_LINK.sub("", text)):
        return True
    if sum(word[:1].islower() for word in text.split()) >= 6 or _ANSWER.search(text):
        return False
    if phrases.CONTACT.search(text) or phrases.LEGAL.search(text):
        return True
    return len(text) <= 100 and bool(phrases.COMPANY.search(text)) and not _SENTENCE.search(text)


def _ends(texts: list[str], old: list[bool], number: int) -> bool:
    """Whether nothing but old mail follows."""
    return all(old[one] or not texts[one] for one in range(number, len(texts)))


def _paragraph_until(texts: list[str], old: list[bool], number: int) -> int:
    """Where a lawyer's paragraph ends."""
    last = number + 1
    while last < len(texts) and texts[last] and not old[last] and last < number + _CARD_LINES:
        last += 1
    return last
