"""Partners, items and invoices filed twice under other numbers: the odd one of the two is told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

from domain.plausibility.book import Book, Cells, Rows, Suspicion, rows, text

#: Legal forms say nothing about who somebody is.
_FORMS = """
    ab ag aps as asa bv co corp corporation ev gmbh inc incorporated kft kg kk limited llc llp lp
    ltd ltda mbh nv oo ou oy oyj plc pte pty pvt sa sal sarl sas se sl spa srl sro zoo
"""
_IS_FORM = frozenset(_FORMS.split()).__contains__

Sign = Callable[[str, Cells], str]


@lru_cache(maxsize=65536)  # a record is reviewed anew after each load, mostly the same rows
def letters(said: str) -> str:
    """Letters and digits only, small, without accents: what is left of a name when misspelt."""
    folded = unicodedata.normalize("NFKD", said).casefold()
    return "".join(char for char in folded if char.isalnum())


def _name(_key: str, row: Cells) -> str:
    words = re.split(r"[\s,.]+", text(row, "name"))
    return "".join(word for word in map(letters, words) if not _IS_FORM(word))


def _number(key: str, _row: Cells) -> str:
    return letters(key)


def _account(_key: str, row: Cells) -> str:
    said = letters(text(row, "account_on_file"))
    return said if sum(map(str.isdigit, said)) >= 5 else ""  # n/a and the like are no account


def _domain(_key: str, row: Cells) -> str:
    domains = letters(text(row, "mail_domains"))
    return f"{text(row, 'kind')}:{domains}" if domains else ""


def _description(_key: str, row: Cells) -> str:
    return letters(text(row, "description"))


def _bill_number(key: str, row: Cells) -> str:
    return f"{text(row, 'partner_id')} {letters(key)}"


def _bill(_key: str, row: Cells) -> str:
    amount = f"{text(row, 'amount')} {text(row, 'currency')} {text(row, 'invoice_date')}"
    printed = text(row, "po_ref_as_printed")
    return f"{text(row, 'partner_id')} {amount} {printed}" if printed else ""


_SIGNS: tuple[tuple[str, Sign, str], ...] = (
    ("partners", _name, "has the name of"),
    ("partners", _account, "has the account of"),
    ("partners", _domain, "writes from the mail domain of"),
    ("partners", _number, "has but for signs the number of"),
    ("items", _number, "has but for signs the number of"),
    ("items", _description, "has the description of"),
    ("invoices", _bill_number, "has but for signs the number of"),
    ("invoices", _bill, "has partner, amount, date and reference of"),
)


def twins(book: Book) -> Iterator[Suspicion]:
    """The less used of two rows that are one; if used alike, the less filled, then the later."""
    used = {"partners": _uses(book, "partners"), "items": _uses(book, "items")}
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for table, sign, says in _SIGNS:
        for group in _alike(rows(book, table), sign):
            kept, *odd = sorted(
                group, key=lambda one: _rank(rows(book, table)[one], used, table, one)
            )
            for key in odd:
                told[(table, key, kept)].append(says)
    for (table, key, kept), signs in told.items():
        yield Suspicion(
            table, key, f"looks like {kept} filed twice: it {' and '.join(signs)} {kept}"
        )


def _alike(table: Rows, sign: Sign) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, row in table.items():
        if mark := sign(key, row):
            groups[mark].append(key)
    return [keys for keys in groups.values() if len(keys) > 1]


def _rank(row: Cells, used: dict[str, Counter[str]], table: str, key: str) -> tuple[int, int]:
    uses = used.get(table, Counter[str]())[key]
    return -uses, -sum(value is not None for value in row.values())


def _uses(book: Book, table: str) -> Counter[str]:
    """How often other tables name each key of the table."""
    keys = rows(book, table).keys()
    return Counter(
        value
        for name, others in book.items()
        if name != table
        for column in next(iter(others.values()), {})
        if column.endswith("_id")
        for value in (row.get(column) for row in others.values())
        if isinstance(value, str) and value in keys
    )


RULES = (twins,)
