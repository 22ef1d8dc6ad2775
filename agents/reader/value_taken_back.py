"""A single value of an earlier mail that is taken back: which one holds is asked, nothing else of
that mail falls."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agents.reader.denied import denied
from agents.reader.notebook import Notebook
from agents.reader.scopes import Scope
from domain.reading import TAKEN_BACK, Question

_IGNORE = (
    r"(?:ignore|disregard|forget|strike|ignorieren|ignorier\w*|vergess\w+|nicht\szu\sbeachten|streich\w+|tenir\scompte\sd\w+|"
    r"tenez\s(?:pas\s)?compte\sd\w+|ignore[zr]?|oubliez|ignoren|ignorar|omiso\sd\w+|en\scuenta|desconsider\w+|ignorate|ignorare|"
    r"considerate|considerare|bortse\sfrån|zignorować|pominąć|negeer|negeren)"
)
_PRICES = (
    r"(?:unit\s)?prices?|preise?s?|prix|precios?|preços?|prezz[oi]|pris\w*|fiyat\w*|"
    r"cen[ay]|prijs|价格|単価"
)
_SIZES = (
    r"quantit(?:y|ies)|qty|menge\w*|quantités?|cantidad\w*|quantidade\w*|quantità|antal\w*|miktar\w*|"
    r"ilość|aantal\w*|数量"
)
_DAYS = (
    r"(?:delivery\s|ready\s|ship\s)?dates?|(?:liefer)?termin\w*|datum|délais?|fechas?|datas?|plazos?|"
    r"prazos?|leveransdag\w*|tarih\w*|leverdatum|日期|交期|納期"
)
_VALUES = {"unit_price": _PRICES, "promised_qty": _SIZES, "promised_date": _DAYS}
_MAIL = (
    r"(?:e-?)?mails?|messages?|letters?|note|nachricht\w*|schreiben|courriels?|courriers?|correos?|mensaje\w*|mensage\w+|"
    r"messaggi\w*|lettera|meddelande\w*|wiadomoś\w+|bericht\w*|邮件|メール"
)
_TAKEN = re.compile(
    rf"(?<!\w){_IGNORE}\W(?:[^\s.;,]+\s){{0,3}}?(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in _VALUES.items())
    + rf")(?!\w)[^.;?!]{{0,48}}?(?<!\w)(?:{_MAIL})(?!\w)",
    re.IGNORECASE,
)
_WORDS = {"unit_price": "price", "promised_qty": "quantity", "promised_date": "date"}


def takes_value_back(text: str) -> str:
    """The field of which an earlier value is taken back; empty where none is."""
    match = _TAKEN.search(text)
    if match is None or text.rstrip().endswith(("?", "？")) or denied(text, match.start()):
        return ""
    return str(match.lastgroup)


def ask_taken_back(found: Iterable[Scope], notes: Notebook) -> None:
    """Asks the sender which value holds, of the line spoken of, else of the order."""
    for scope in found:
        field = takes_value_back(scope.masked)
        about = scope.lines[0] if len(scope.lines) == 1 else f"purchase_orders:{scope.order}"
        if not field or not (scope.lines or scope.order):
            continue
        start, end = scope.passage.start, scope.passage.end
        notes.ask(
            Question(
                about=field,
                object=about,
                of=notes.sender.object,
                text=f"the {_WORDS[field]} of an earlier mail is taken back: which one holds?",
                slot=f"{field}{TAKEN_BACK}_{about.partition(':')[2].replace('/', '_')}",
                span=notes.span(scope.passage.part, start, end),
            )
        )
