"""Letters: what may be written to partners and functions, as templates with named slots.

A slot's value is stripped of control and bidirectional characters before it is set in, because
parts of it may have come from outside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Any

import yaml

from domain.canonical import digest
from domain.errors import Refused
from domain.figures import written
from domain.values import Value
from domain.wordforms import spoken_span, unit_word
from domain.words import lexicon


class Letter(Value):
    """A subject line and a text."""

    subject: str
    text: str


def _shipped() -> dict[str, dict[str, dict[str, str]]]:
    """Every file of `domain/correspondence`; a letter's name is given once."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for file in sorted(files("domain.correspondence").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            loaded: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            if twice := found.keys() & loaded.keys():
                raise ValueError(f"{file.name}: {', '.join(sorted(twice))} is there already")
            found |= loaded
    for versions in found.values():
        for language, words in versions.items():
            words["text"] = _laid_out(words["text"], language)
    return found


#: A line that stands by itself: a list or a value on its own, or an entry of a list.
_ALONE = re.compile(r"^(?:\$\w+|\$\{\w+\}|[-–*] .*|\d+[.)] .*)$")
#: Languages whose letters go on with a capital after the greeting.
_CAPITAL = frozenset({"en", "fr", "es", "pt", "tr"})
_UNSPACED = frozenset({"zh", "ja"})


def _laid_out(text: str, language: str) -> str:
    """A template's text with each paragraph in one line, as mail programs fold it themselves, and
    the first word after a greeting as the language writes it."""
    parts = [_unfolded(part, language) for part in text.strip().split("\n\n")]
    if len(parts) > 1 and "$contact_name" in parts[0] and language in _CAPITAL:
        first = "İ" if language == "tr" and parts[1][:1] == "i" else parts[1][:1].upper()
        parts[1] = first + parts[1][1:]
    return "\n\n".join(parts)


def _unfolded(paragraph: str, language: str) -> str:
    lines: list[str] = []
    for line in (one.strip() for one in paragraph.splitlines()):
        if lines and not any(_ALONE.match(one) for one in (lines[-1], line)):
            lines[-1] += ("" if language in _UNSPACED else " ") + line
        else:
            lines.append(line)
    return "\n".join(lines)


#: `Re: AW: Re:`: a thread keeps one mark of an answer, our own.
_REPLIES = re.compile(
    r"^((?:re|aw|sv|vs|ynt|rif|回复)\s?[:：]\s?)(?:(?:re|aw|sv|vs|ynt|rif|回复)\s?[:：]\s?)+",
    re.IGNORECASE,
)

TEMPLATES: dict[str, dict[str, dict[str, str]]] = _shipped()


def letter(template: str, language: str, slots: Mapping[str, str]) -> Letter:
    """The letter in the language, in English where it is not translated.

    Refused when the template is unknown or a slot it needs is missing.
    """
    versions = TEMPLATES.get(template)
    if versions is None:
        raise Refused(f"there is no letter {template!r}")
    words = versions.get(language, versions["en"])
    clean = {name: _set_in(name, value, language) for name, value in slots.items()}
    if "subject" in clean:
        clean["subject"] = _plain(clean["subject"]) or _matter(clean, language)
    try:
        return Letter(
            subject=_REPLIES.sub(
                r"\1", " ".join(Template(words["subject"]).substitute(clean).split())
            ),
            text=Template(words["text"]).substitute(clean).strip(),
        )
    except KeyError as missing:
        raise Refused(f"letter {template!r} needs {missing}") from None


#: Marks of a page, a template or a gate of a mail server: no words of a subject line.
_MARKS = re.compile(
    r"<[^<>]{0,200}>|\{[{%][^{}]{0,200}[%}]\}|\$\{[^{}]{0,200}\}|\[\[[^\[\]]{0,200}\]\]|\[/?(?:system|inst|ext(?:ern(?:al)?)?)\]|"
    r"(?<!\w)javascript:|[<>{}`|\\]",
    re.IGNORECASE,
)
#: A longer subject is cut at a word.
_LONGEST_SUBJECT = 120


def _plain(subject: str) -> str:
    """A partner's subject line as we repeat it: without marks, no longer than a line; empty where
    it speaks to a machine."""
    if lexicon("cue").has(subject, "machine_talk"):
        return ""
    words = " ".join(_MARKS.sub(" ", subject).split())
    if len(words) <= _LONGEST_SUBJECT:
        return words
    return words[:_LONGEST_SUBJECT].rpartition(" ")[0] or words[:_LONGEST_SUBJECT]


#: Slots that hold one number.
_FIGURES = frozenset(
    {"accepted", "amount", "disputed", "paid", "pieces", "qty", "recovery", "share", "unit_price"}
)


#: Slots that hold one day or interval.
_DAYS = frozenset({"latest_shipment", "need_date", "our_date", "ready_date"})


def _set_in(name: str, value: str, language: str) -> str:
    if name in _DAYS:
        return inert(spoken_span(value, language))
    if name == "cutoff":
        return inert(value.replace("T", " ")[:16])
    if name == "uom":
        return inert(unit_word(value, language))
    return inert(written(value, language) if name in _FIGURES else value)


#: What a letter is about where it answers no subject line, the nearest first.
_NAMES = ("name", "po_id", "invoice_id", "order_no", "booking_no", "payment_id")
_YOUR_MESSAGE = {
    "en": "your message",
    "de": "Ihre Nachricht",
    "fr": "votre message",
    "es": "su mensaje",
    "it": "il Suo messaggio",
    "pt": "a sua mensagem",
    "sv": "ert meddelande",
    "tr": "mesajınız",
    "zh": "您的来信",
    "ja": "ご連絡の件",
}


def _matter(slots: Mapping[str, str], language: str) -> str:
    named = next((slots[one] for one in _NAMES if slots.get(one, "").strip()), "")
    return named or _YOUR_MESSAGE.get(language, _YOUR_MESSAGE["en"])


def inert(text: str) -> str:
    """`text` without control, zero-width and bidirectional characters; line breaks stay."""
    return "".join(
        mark for mark in text if mark == "\n" or unicodedata.category(mark) not in _UNSEEN
    )


def words_digest(text: str) -> str:
    """Digest of a letter's words, whatever line ends and blanks at line ends a mail system made."""
    return digest("\n".join(line.rstrip() for line in inert(text).strip().splitlines()))


_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
