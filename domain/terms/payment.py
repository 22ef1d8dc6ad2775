"""Payment terms as the master writes them: NET60, 2/14 NET30, 30/70 COPY DOCS, L/C AT SIGHT."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from domain.quantity import Quantity
from domain.terms.found import FoundTerm, either, said
from domain.words import table

_UNITS: dict[int, Any] = table("dates")["units"]
_DAYS = either([str(one) for one in _UNITS[1] if len(str(one)) > 1])
_NUMBER = r"(?<![\w.,])(?P<days>\d{1,3})"
_JOINT = r"[\s,;:/()+-]{0,4}"
_LINK = (
    r"(?:(?:of|in|a|à|de|del|della|do|da|di|von|over|bei|mit|für|per|with|vs|against|gegen|contra|contre|contro|upon|on|at|"
    r"the|innerhalb|innert|within|to|is|are|are:|is:)\s{1,2}){0,2}"
)
_OFF = r"(?:mit\s|with\s|avec\s|con\s)?(?P<off>\d)(?:[.,]\d)?\s?%"
_OR = r"(?:(?:oder|or|ou|o|and|und|bzw\.?)\s)?"
_DISCOUNT_DAYS_FIRST = re.compile(
    rf"(?<![\w.,])(?P<early>\d{{1,2}})\s?(?:{_DAYS})[\s,:/-]{{0,4}}{_OFF}"
    rf"(?:\s(?:skonto|discount|escompte|descuento|sconto|desconto|rabatt|iskonto))?{_JOINT}"
    rf"{_OR}(?:(?:{said('net')})\s)?(?P<days>\d{{1,3}})\s?(?:{_DAYS})(?:\s(?:{said('net')}))?",
    re.IGNORECASE,
)
_DISCOUNT_LAST = re.compile(
    rf"{_NUMBER}\s?(?:{_DAYS})[\s,]{{1,2}}(?:{said('net')}){_JOINT}{_OR}"
    rf"(?P<early>\d{{1,2}})\s?(?:{_DAYS})[\s,:/-]{{0,4}}{_OFF}",
    re.IGNORECASE,
)
_DISCOUNT_PERCENT_FIRST = re.compile(
    rf"(?<![\w.,])(?P<off>\d)(?:[.,]\d)?\s?%?\s?(?:skonto|discount|escompte|descuento|sconto)?\s?"
    rf"(?:/|,|in|within|innerhalb\svon|bei|à|a|bis|-|\s)\s?(?P<early>\d{{1,2}})(?:\s?(?:{_DAYS}))?"
    rf"{_JOINT}(?:n/|(?:{said('net')})\s?)(?P<days>\d{{1,3}})(?:\s?(?:{_DAYS}))?(?!\w)",
    re.IGNORECASE,
)
#: `within 10 days you may take 1 %, otherwise 30 days net`: words stand between days and share.
_DISCOUNT_IN_WORDS = re.compile(
    rf"(?<![\w.,])(?P<early>\d{{1,2}})\s?(?:{_DAYS})(?!\w)[^\d%.;\n]{{1,40}}(?<![\w.,])(?P<off>\d)(?:[.,]\d)?\s?%"
    rf"[^\d%.;\n]{{1,30}}(?P<days>\d{{2,3}})\s?(?:{_DAYS})[\s,]{{1,2}}(?:{said('net')})(?!\w)|"
    rf"(?<![\w.,])(?P<off2>\d)(?:[.,]\d)?\s?%[^\d%.;\n]{{1,40}}(?<![\w.,])(?P<early2>\d{{1,2}})\s?(?:{_DAYS})(?!\w)"
    rf"[^\d%.;\n]{{1,30}}(?P<days2>\d{{2,3}})\s?(?:{_DAYS})[\s,]{{1,2}}(?:{said('net')})(?!\w)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"(?<![\w.,])(?P<one>\d{{1,2}})\s?%\s{{0,2}}{_LINK}(?:{said('advance')})(?!\w){_JOINT}"
    rf"(?:(?:and|und|et|y|e|och|ve|i|en|the|das|le|el|il)\s{{1,2}}){{0,2}}"
    rf"(?:(?P<two>\d{{1,2}})\s?%|%\s?(?P<last>\d{{1,2}})|balance|rest|remainder|restbetrag|solde|saldo|resto|resten|bakiye|kalan)\s{{0,2}}"
    rf"(?:[^\W\d_]{{2,12}}\s){{0,3}}?(?:(?P<copy>{said('copy_docs')})|(?P<before>{said('before_shipment')}))(?!\w)",
    re.IGNORECASE,
)
_SPLIT_ADVANCE_FIRST = re.compile(
    rf"(?<!\w)(?:{said('advance')})[\s:]{{1,3}}{_LINK}(?:%\s?(?P<one>\d{{1,2}})|(?P<first>\d{{1,2}})\s?%){_JOINT}"
    rf"(?:(?:and|und|et|y|e|och|ve|the|das|le|el|il)\s{{1,2}}){{0,2}}"
    rf"(?:(?P<two>\d{{1,2}})\s?%|balance|rest|remainder|restbetrag|solde|saldo|resto|resten|bakiye|kalan)\s{{0,2}}"
    rf"(?:[^\W\d_]{{2,12}}\s){{0,3}}?(?:(?P<copy>{said('copy_docs')})|(?P<before>{said('before_shipment')}))(?!\w)",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?<![\w/])(?P<one>\d{1,2})/(?P<two>\d{2})\s(?:COPY\sDOCS)(?!\w)", re.IGNORECASE
)
_NET = re.compile(
    rf"(?<!\w)(?:n/|(?:{said('net')})\s?)(?P<days>\d{{1,3}})(?![\d%]|[.,]\d|\s?(?:kg|kgs|lbs?|g|t|pcs|%)(?!\w))(?:\s?(?:{_DAYS})(?!\w))?",
    re.IGNORECASE,
)
_DAYS_NET = re.compile(
    rf"{_NUMBER}\s?(?:{_DAYS})[\s,]{{1,2}}(?:{said('net')})(?!\w)", re.IGNORECASE
)
_DAYS_INVOICED = re.compile(
    rf"{_NUMBER}\s?(?:{_DAYS})\s{{1,2}}(?:{said('invoiced')})(?!\w)", re.IGNORECASE
)
_CUED = re.compile(
    rf"(?<!\w)(?:{said('payment')})(?!\w){_JOINT}{_LINK}{_NUMBER}\s?(?:{_DAYS})(?!\w)"
    rf"(?!\s(?:{said('lead_time')}))",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(
    rf"{_NUMBER}\s?(?:{_DAYS})\s(?:vade|vadeli|de\splazo\sde\spago)(?!\w)", re.IGNORECASE
)
_BARE = re.compile(rf"{_NUMBER}\s?(?:{_DAYS})(?!\w)", re.IGNORECASE)
_SIGHT = re.compile(
    r"(?<!\w)(?:irrevocable\s)?(?:l/c|lc|letter\sof\scredit|akkreditiv|crédit\sdocumentaire|carta\sde\scrédito|akreditif)"
    r"\s(?:at\ssight|bei\ssicht|à\svue|a\sla\svista|à\svista|a\svista|görüldüğünde)(?!\w)",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    r"(?<!\w)(?:100\s?%\s)?(?:t/t|tt|wire|cash|bank\stransfer)\s(?:100\s?%\s)?in\sadvance(?!\w)|"
    r"(?<!\w)(?:cash\sin\sadvance|payment\sin\sadvance|full\sprepayment|100\s?%\s(?:in\sadvance|prepayment|advance\spayment)|"
    r"vorkasse|vorauskasse|paiement\sd['’]avance|pago\s(?:por\sadelantado|anticipado)|pagamento\s(?:antecipado|anticipato)|"
    r"förskottsbetalning|peşin\södeme|nakit\speşin|przedpłata\s100\s?%|vooruitbetaling)(?!\w)",
    re.IGNORECASE,
)
_ADVANCE = re.compile(
    rf"(?<![\w.,])(?P<pct>\d{{1,3}})\s?(?:%|pct|percent|prozent)\s{{0,2}}{_LINK}(?:{said('advance')})(?!\w)|"
    rf"%\s?(?P<front>\d{{1,3}})\s(?:{said('advance')})(?!\w)|"
    rf"(?<!\w)(?:{said('advance')})[\s:]{{1,3}}{_LINK}(?:%\s?(?P<tr>\d{{1,3}})|(?P<back>\d{{1,3}})\s?(?:%|pct|percent|prozent))",
    re.IGNORECASE,
)


def payment_terms(text: str, bare: bool = False) -> list[FoundTerm]:
    """Every payment term; `bare`: a number of days alone is one too (a label said so)."""
    found: list[FoundTerm] = []
    taken: list[tuple[int, int]] = []
    for pattern, form in _FORMS if not bare else (*_FORMS, (_BARE, "NET{days}")):
        for match in pattern.finditer(text):
            if not any(match.start() < high and match.end() > low for low, high in taken):
                taken.append((match.start(), match.end()))
                found.append(_term(match, form))
    return sorted(found, key=lambda one: one.start)


_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_DISCOUNT_DAYS_FIRST, "{off}/{early} NET{days}"),
    (_DISCOUNT_LAST, "{off}/{early} NET{days}"),
    (_DISCOUNT_PERCENT_FIRST, "{off}/{early} NET{days}"),
    (_DISCOUNT_IN_WORDS, "in words"),
    (_SPLIT, "split"),
    (_SPLIT_ADVANCE_FIRST, "split"),
    (_CODED, "{one}/{two} COPY DOCS"),
    (_SIGHT, "L/C AT SIGHT"),
    (_IN_FULL, "as written"),
    (_DAYS_NET, "NET{days}"),
    (_DAYS_INVOICED, "NET{days}"),
    (_NET, "NET{days}"),
    (_CUED, "NET{days}"),
    (_TERM_AFTER, "NET{days}"),
)


def _term(match: re.Match[str], form: str) -> FoundTerm:
    groups = match.groupdict()
    if form == "split":
        share = groups["one"] or groups.get("first") or "0"
        rest = groups["two"] or groups.get("last") or str(100 - int(share))
        form = f"{share}/{rest} " + ("COPY DOCS" if groups["copy"] else "BEFORE SHIPMENT")
    if form == "in words":
        early, off, days = (groups[one] or groups[f"{one}2"] for one in ("early", "off", "days"))
        form = f"{off}/{early} NET{days}"
    if form == "as written":
        form = " ".join(match[0].upper().split())
    return FoundTerm(start=match.start(), end=match.end(), raw=match[0], text=form.format(**groups))


def advances(text: str) -> list[FoundTerm]:
    """Every share asked for before delivery, in percent."""
    return [
        FoundTerm(
            start=match.start(),
            end=match.end(),
            raw=match[0],
            quantity=Quantity(n=_share(match), unit="PCT"),
        )
        for match in _ADVANCE.finditer(text)
        if 0 < int(_share(match)) <= 100
    ]


def _share(match: re.Match[str]) -> Decimal:
    return Decimal(match["pct"] or match["front"] or match["tr"] or match["back"])
