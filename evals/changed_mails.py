"""`python -m evals.changed_mails MAILS COMPANY OUT [--forms SEED]`: samples under new names.

Order numbers, items, partners, their domains and people's names are changed in the same way in
every mail, in its truth and in all of the company's exports, so that a reader that hangs on a
letter of the samples shows it; with `--forms` dates, numbers and layouts are others as well
(evals.other_forms), another way for each seed. A mail with an attachment that is no text is left
out: it would name the old things.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from evals.other_forms import in_other_forms

#: Digits and letters stand for others; no digit becomes a zero in front.
_DIGITS = str.maketrans("0123456789", "0594827163")
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "GRBTFLVNJPXMKSUQHCWDYZEAOI")

#: Words of firms and people that never occur in the samples, to be taken in order.
_FIRMS = (
    "Tarvo", "Bexley", "Oslund", "Quintar", "Velmar", "Hadrell", "Miroda", "Sundvik", "Pellan",
    "Corvane", "Yarrow", "Dunmere", "Altona", "Brisk", "Kestrel", "Lomax", "Norvane", "Petrel",
    "Rosmar", "Stavik", "Tilden", "Umbra", "Wexon", "Zentra", "Ardmor", "Belcor", "Cindra",
    "Dravia", "Elstow", "Farnel", "Gildas", "Holmar", "Istria", "Jorvan", "Kelbra", "Lustra",
    "Morven", "Nestra", "Orvell", "Pravia",
)  # fmt: skip
_PEOPLE = (
    "Aldo", "Birte", "Casper", "Delphine", "Egon", "Frida", "Gideon", "Hedda", "Imre", "Jolanta",
    "Kasimir", "Liv", "Matteo", "Noor", "Otto", "Paloma", "Quentin", "Rosa", "Sven", "Thora",
    "Ulrich", "Vesna", "Wim", "Xenia", "Yusuf", "Zora", "Anselm", "Britta", "Cyril", "Dagny",
    "Emil", "Fenja", "Gustav", "Hanne", "Ivo", "Jutta", "Knut", "Lena", "Magnus", "Nadia",
    "Oskar", "Petra", "Rolf", "Saskia", "Tomas", "Uta", "Viggo", "Wanda", "Arvid", "Beata",
    "Claus", "Dorte", "Edvin", "Fleur", "Gerd", "Helga", "Inge", "Joost", "Karin", "Lars",
    "Merle", "Niels", "Olga", "Piet", "Runa", "Siri", "Torben", "Ulla", "Vera", "Willem",
)  # fmt: skip

#: Parts of firms' names that say what they are, not who.
_KINDS = frozenset(
    {
        "ab", "ag", "air", "and", "automotive", "bank", "broker", "brokers", "brothers", "bv",
        "cargo", "carriers", "castings", "chemicals", "co", "components", "corp", "customs",
        "electronics", "energy", "express", "foods", "foundry", "freight", "glass", "global",
        "gmbh", "group", "haulage", "inc", "industries", "insurance", "international", "kg",
        "line", "lines", "llc", "logistics", "ltd", "machining", "medical", "metal", "metals",
        "motor", "motors", "ocean", "of", "oy", "packaging", "plastics", "power", "precision",
        "sa", "services", "shipping", "sons", "spa", "srl", "steel", "supply", "surveyors",
        "systems", "technologies", "technology", "testing", "the", "tooling", "trading",
        "transport", "trucking", "works",
    }
)  # fmt: skip

#: Beginnings of items that are units of measure as well.
_UNITS = frozenset({"PLT", "CTN", "PCS", "SET"})

#: Text whose kinds may be changed inside a mail.
_TEXTS = ("text/", "application/xml")


class Changer:
    """The same change for every text of one company."""

    def __init__(self, company: Path) -> None:
        tables = ("items", "partners", "contacts", "people")
        rows = {name: list(_rows(company, name)) for name in tables}
        self._orders = {row["po_id"] for row in _rows(company, "purchase_orders")}
        self._words: dict[str, str] = {}
        places = " ".join(row.get("incoterm_place", "") for row in rows["partners"]).lower().split()
        self._give(_FIRMS, (row["name"] for row in rows["partners"]), skip=_KINDS | set(places))
        names = [row["name"] for one in ("contacts", "people") for row in rows[one]]
        desks = {"desk", "team", "office", "bookings", "orders", "accounts", "payments", "shipping"}
        self._give(_PEOPLE, (one for one in names if not desks & set(one.lower().split())))
        for row in rows["partners"]:
            for domain in re.split(r"[;, ]+", row.get("mail_domains", "")):
                stem = domain.partition(".")[0].lower()
                if stem and stem not in self._words:
                    self._words[stem] = f"{_FIRMS[len(self._words) % len(_FIRMS)].lower()}trade"
        self._rules = [*self._items(rows["items"]), *self._numbers(), self._named()]

    def __call__(self, text: str) -> str:
        """The text under the new names."""
        for pattern, change in self._rules:
            text = pattern.sub(change, text)
        return text

    def _give(
        self, pool: tuple[str, ...], names: Iterator[str], skip: frozenset[str] = frozenset()
    ) -> None:
        for name in names:
            for word in re.findall(r"[^\W\d_]{4,}", name):
                low = word.lower()
                if low not in skip and low not in self._words:
                    self._words[low] = pool[len(self._words) % len(pool)]

    @staticmethod
    def _items(rows: list[dict[str, str]]) -> Iterator[tuple[re.Pattern[str], Callable[..., str]]]:
        """Items are written with and without their hyphen, in any letters."""
        for row in rows:
            found = re.fullmatch(r"([A-Z]{2,5})-(\d{1,5})", row["item_id"])
            if found:
                spoken = rf"(?<![A-Za-z0-9])({found[1]})([- ]?)({found[2]})(?![0-9])"
                yield re.compile(spoken, re.IGNORECASE), _coded
        for family in sorted({row["item_id"].partition("-")[0] for row in rows}):
            if family.isalpha() and family not in _UNITS:  # "all HSG lots"
                alone = rf"(?<![A-Za-z0-9]){family}(?![A-Za-z0-9])"
                yield re.compile(alone), lambda hit: hit[0].translate(_LETTERS)

    def _numbers(self) -> Iterator[tuple[re.Pattern[str], Callable[..., str]]]:
        """Orders in full, and the ends of them by which people name them."""
        whole = re.compile(r"(?<!\d)(45000)(\d{5})(?!\d)")
        yield whole, lambda hit: hit[1] + hit[2].translate(_DIGITS)
        ends = {one[-5:] for one in self._orders} | {one[-4:] for one in self._orders}
        every = "|".join(sorted(ends, key=len, reverse=True))
        short = re.compile(rf"(?<![\d.,/-])({every})(?![\d.,]\d|\d)")
        yield short, lambda hit: hit[1].translate(_DIGITS)

    def _named(self) -> tuple[re.Pattern[str], Callable[..., str]]:
        every = "|".join(sorted(map(re.escape, self._words), key=len, reverse=True))
        return (
            re.compile(rf"(?<![^\W_])({every})(?![^\W_])", re.IGNORECASE),
            lambda hit: _as_written(hit[1], self._words[hit[1].lower()]),
        )


def _coded(hit: re.Match[str]) -> str:
    letters = hit[1].upper().translate(_LETTERS)
    return _as_written(hit[1], letters) + hit[2] + hit[3].translate(_DIGITS)


def _as_written(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    return new.lower() if old.islower() else new


def _rows(company: Path, table: str) -> Iterator[dict[str, str]]:
    for path in sorted(company.rglob(f"{table}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def changed(raw: bytes, change: Changer) -> bytes | None:
    """A mail under the new names; None where a part of it is no text."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    parts = [one for one in mail.walk() if not one.is_multipart()]
    if not all(one.get_content_type().startswith(_TEXTS) for one in parts):
        return None
    for name, value in list(mail.items()):
        is_form = name.lower() in ("content-type", "content-transfer-encoding", "mime-version")
        if not is_form and len(mail.get_all(name, [])) == 1:
            mail.replace_header(name, change(str(value)))
    for one in parts:
        _change_part(one, change)
    return mail.as_bytes()


def _change_part(part: EmailMessage, change: Changer) -> None:
    body = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    text = change(bytes(body or b"").decode(charset))
    kind, name = part.get_content_type(), part.get_filename()
    if part.get_content_maintype() == "text" and name is None:
        part.set_content(text, subtype=part.get_content_subtype(), charset="utf-8")
        return
    main, _, sub = kind.partition("/")
    part.set_content(text.encode(), maintype=main, subtype=sub, filename=change(name or ""))


def main() -> None:
    """Writes OUT/mail with truth.jsonl, and OUT/company."""
    options = argparse.ArgumentParser(description=__doc__)
    for one in ("mails", "company", "out"):
        options.add_argument(one, type=Path)
    options.add_argument("--forms", type=int, metavar="SEED")
    asked = options.parse_args()
    change, mails = Changer(asked.company), asked.out / "mail"
    mails.mkdir(parents=True)
    for path in sorted(asked.company.rglob("*")):
        if path.is_file() and path.suffix == ".csv":
            target = asked.out / "company" / path.relative_to(asked.company)
            target.parent.mkdir(parents=True, exist_ok=True)
            head, mark, rest = path.read_text("utf-8").partition("\n")
            target.write_text(head + mark + change(rest), encoding="utf-8")
    kept = set()
    for path in sorted(asked.mails.glob("*.eml")):
        raw = path.read_bytes()
        if asked.forms is not None:
            raw = in_other_forms(raw, path.stem, asked.forms)
        made = changed(raw, change)
        if made is not None:
            (mails / path.name).write_bytes(made)
            kept.add(path.stem)
    truth = (asked.mails / "truth.jsonl").read_text("utf-8").splitlines()
    mine = [one for one in truth if json.loads(one)["id"] in kept]
    (mails / "truth.jsonl").write_text("\n".join(map(change, mine)) + "\n", encoding="utf-8")
    print(f"{len(kept)} mails, {len(truth) - len(mine)} left out: not all of them is text")


if __name__ == "__main__":
    main()
