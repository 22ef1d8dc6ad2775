"""Whether the invoice that people see is the one that machines read from the same file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum import iban

from domain.datewords import When, find_dates
from domain.tradedoc import Cell, TradeDocument
from domain.words import table
from tools.papers.paper import Paper

_INVOICES = frozenset({"invoice", "credit_note", "freight_invoice"})
#: Characters of the visible text that are compared.
_LOOK = 60_000
_NUMBER = re.compile(
    r"(?:invoice|rechnung|facture|factuur|fattura|factura|fatura|faktura|credit\s?note|gutschrift|avoir)"
    r"[^\n\d]{0,24}?(?:no|nr|nummer|number|num|numéro|n°|nº|#)[.:\s#]{0,4}([A-Z0-9][\w/.-]{2,30})",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:total|gesamt|brutto|zahlbetrag|summe|montant|totale|importe|te betalen|à payer)"
    r"[^\n\d]{0,40}?(\d[\d.,'’\s]{0,16}\d)",
    re.IGNORECASE,
)
_SUM = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,'’ \u00a0\u202f]?\d{3})*(?:[.,]\d{1,4})?(?![\w])")
_ACCOUNT = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}")
_CODES: frozenset[str] = frozenset(table("numbers")["currencies"])
_SIGNS = {
    str(word): code for code, words in table("numbers")["currencies"].items() for word in words
}


def differences(visible: str, document: TradeDocument) -> dict[str, str]:
    """What the visible invoice shows otherwise than the embedded one, each in words; empty when
    nothing. Kinds are `number`, `day`, `total`, `currency` and `account`.

    What is not visible at all, such as an account, is no difference; what has another number,
    day, total or currency than the embedded one is.
    """
    text = visible[:_LOOK]
    if document.kind not in _INVOICES or not text.strip():
        return {}
    found = ((kind, check(text, document)) for kind, check in _CHECKS.items())
    return {kind: words for kind, told in found for words in told}


def _said(what: str, seen: str, embedded: str) -> str:
    if not seen:
        return f"the {what} of the embedded invoice, {embedded}, does not stand on the visible one"
    return f"the visible invoice shows the {what} {seen}, the embedded one {embedded}"


def _number(text: str, document: TradeDocument) -> Iterator[str]:
    embedded = document.number.value if document.number else ""
    if embedded and _bare(embedded) not in _bare(text):
        found = _NUMBER.search(text)
        yield _said("number", found[1] if found else "", embedded)


def _bare(text: str) -> str:
    return re.sub(r"[\s\xad-]", "", text).casefold()


def _day(text: str, document: TradeDocument) -> Iterator[str]:
    stated = next((one.cell for one in document.dates if one.event == "document"), None)
    embedded = _date(stated)
    if embedded is None:
        return
    seen = set(_days(text, embedded))
    if seen and embedded not in seen:
        others = ", ".join(sorted(day.isoformat() for day in seen)[:4])
        yield f"the embedded invoice is of {embedded}, the visible one shows the days {others}"


def _date(cell: Cell | None) -> date | None:
    try:
        return date.fromisoformat(cell.value) if cell else None
    except ValueError:
        return None


def _days(text: str, reference: date) -> Iterator[date]:
    """Every day in the text, read in each order there is."""
    for order in ("DMY", "MDY", "YMD"):
        for line in text.split("\n"):
            for one in find_dates(line[:400], When(reference=reference, order=order)):
                yield from (span.earliest for span in one.readings if span.exact)


def _total(text: str, document: TradeDocument) -> Iterator[str]:
    cells = [one.cell for one in document.amounts if one.kind in ("total", "due")]
    wanted = {value for cell in cells for value in _values(cell.value)}
    if not cells or wanted & {value for one in _SUM.finditer(text) for value in _values(one[0])}:
        return
    found = [match[1] for match in _TOTAL.finditer(text)]
    yield _said("total", found[-1].strip() if found else "", cells[0].value)


def _values(words: str) -> Iterator[Decimal]:
    """The number a sum may be: its last mark parts cents, or thousands."""
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", words)
    last = max(plain.rfind("."), plain.rfind(","))
    whole = re.sub("[.,]", "", plain)
    cents = f"{re.sub('[.,]', '', plain[:last])}.{plain[last + 1 :]}" if last >= 0 else whole
    for text in {whole, cents}:
        try:
            yield abs(Decimal(text)).normalize()
        except InvalidOperation:
            continue


def _currency(text: str, document: TradeDocument) -> Iterator[str]:
    embedded = document.currency
    seen = {code for code in _CODES if re.search(rf"(?<![A-Za-z]){code}(?![A-Za-z])", text)}
    seen |= {code for sign, code in _SIGNS.items() if not sign.isalnum() and sign in text}
    if embedded and seen and embedded not in seen:
        yield _said("currency", ", ".join(sorted(seen)), embedded)


def _account(text: str, document: TradeDocument) -> Iterator[str]:
    embedded = [_bare(one.cell.value) for one in document.refs if one.kind == "bank_account"]
    seen = list(dict.fromkeys(found for one in _ACCOUNT.finditer(text) for found in _iban(one[0])))
    if embedded and seen and not any(_bare(one) in embedded for one in seen):
        yield _said("account", ", ".join(seen[:3]), ", ".join(embedded).upper())


def _iban(words: str) -> Iterator[str]:
    """The account at the beginning of these letters; what follows it on the line is not part."""
    plain = words.replace(" ", "")
    for length in range(len(plain), 14, -1):
        if iban.is_valid(plain[:length]):
            yield plain[:length]
            return


_CHECKS: dict[str, Callable[[str, TradeDocument], Iterator[str]]] = {
    "number": _number,
    "day": _day,
    "total": _total,
    "currency": _currency,
    "account": _account,
}


def compared(visible: str, paper: Paper) -> Paper:
    """The paper of an embedded file, each difference a fault of its document and a note."""
    documents = tuple(_disputed(one, differences(visible, one)) for one in paper.documents)
    faults = [fault for one in documents for fault in one.faults if fault not in paper.notes]
    notes = tuple(dict.fromkeys((*paper.notes, *faults)))
    return paper.model_copy(update={"documents": documents, "notes": notes})


def _disputed(document: TradeDocument, told: dict[str, str]) -> TradeDocument:
    faults = (*document.faults, *told.values())
    return document.model_copy(update={"disputed": told, "faults": faults})
