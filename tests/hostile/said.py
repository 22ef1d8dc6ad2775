"""Days and numbers that stand in a mail or an export, read with code of the tests alone."""

import email
import email.policy
import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

YEAR = 2026
_MONTHS = (
    "jan|janv|ene",
    "feb|fev|fév",
    "mar|mär|mars",
    "apr|abr|avr",
    "may|mai|mag|mayo",
    "jun|juin|giu",
    "jul|juil|lug",
)
_UNREAD = ("application/pdf", "image/png", "image/jpeg", "application/zip")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[. -]*(?:de )?([^\W\d_]{3,10})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})[. -]*(\d{1,2})(?!\d)")
_SHORT = re.compile(r"\b(\d{1,2})[/.](\d{1,2})\b")
_WEEK = re.compile(r"\b(?:KW|CW|WW|wk|week)\s*(\d{1,2})", re.IGNORECASE)
_LATER = re.compile(r"(\d{1,2}) ?(wk|week|day)s? (?:later|after)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d., ]*\d|\d")


def text_of(raw: bytes, without: Iterable[str] = ()) -> str:
    """Subject and text parts of a mail, decoded, but for the words that were planted in it."""
    mail: Any = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [one for one in mail.walk() if one.get_content_type() not in _UNREAD]
    said = [_decoded(one.get_payload(decode=True)) for one in parts if not one.is_multipart()]
    text = "\n".join([str(mail["Subject"]), *said])
    for words in without:
        text = text.replace(words, "")
    return text


def sent_week(raw: bytes) -> set[str]:
    """The day a mail was sent and the week from it: what `tomorrow` and `Monday` can mean."""
    sent: Any = email.message_from_bytes(raw, policy=email.policy.default)["Date"]
    return {(sent.datetime.date() + timedelta(days=one)).isoformat() for one in range(8)}


def days(text: str) -> set[str]:
    """All days that the words can mean, in any order of day and month; a week is its last day;
    `2 wks later` counts from any day beside it."""
    found = {_day(*map(int, hit)) for hit in _ISO.findall(text)}
    found |= {_day(YEAR, _month(month), int(day)) for day, month in _DAY_MONTH.findall(text)}
    found |= {_day(YEAR, _month(month), int(day)) for month, day in _MONTH_DAY.findall(text)}
    for one, two in _SHORT.findall(text):
        found |= {_day(YEAR, int(one), int(two)), _day(YEAR, int(two), int(one))}
    weeks = (int(week) for week in _WEEK.findall(text))
    found |= {date.fromisocalendar(YEAR, week, 7) for week in weeks if 1 <= week <= 53}
    known = found - {None}
    for count, unit in _LATER.findall(text):
        step = timedelta(days=int(count) * (1 if unit.lower() == "day" else 7))
        known |= {one + step for one in known if one}
    return {one.isoformat() for one in known if one}


def numbers(text: str) -> set[Decimal]:
    """All numbers that the figures can mean, whatever the sign between thousands."""
    found = set()
    for hit in _NUMBER.findall(text):
        plain = hit.replace(" ", "")
        for point, comma in ((".", ","), (",", ".")):
            try:
                found.add(Decimal(plain.replace(comma, "").replace(point, ".")))
            except InvalidOperation:
                continue
    return found


def _decoded(raw: bytes) -> str:
    """In UTF-8, in which the sample mails are written."""
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")


def _month(word: str) -> int:
    found = (n for n, names in enumerate(_MONTHS, 1) if re.match(names, word, re.IGNORECASE))
    return next(found, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
