"""Domains that are made to be taken for one we know: typing, look-alike letters, added words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

#: Second-level names under which countries register companies.
_SECOND = frozenset(
    ("co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv", "firm", "ltd")
)

#: Names under which anybody may have one: hosts of sites and tenants, regions, sold endings (after
#: the Public Suffix List: those under which mail servers and senders are met).
_SHARED = frozenset(
    (
        "github.io", "gitlab.io", "herokuapp.com", "myshopify.com", "azurewebsites.net",
        "cloudapp.net", "amazonaws.com", "appspot.com", "web.app", "netlify.app", "vercel.app",
        "pages.dev", "workers.dev", "onmicrosoft.com",
        "eu.org", "us.org", "uk.com", "us.com", "de.com", "eu.com", "cn.com", "br.com", "za.com",
        "dyndns.org", "no-ip.org", "ddns.net", "duckdns.org", "waw.pl", "krakow.pl", "wroclaw.pl",
        "poznan.pl", "gda.pl", "info.pl", "biz.pl", "in.th", "firm.in", "ind.in", "gen.in",
        "me.uk", "plc.uk", "msk.ru", "spb.ru", "k12.or.us",
    )
)  # fmt: skip

#: What looks like a Latin letter: other scripts, digits, and letters that lost a stroke (from the
#: Unicode confusables table, those that can stand in a domain name).
_LOOKS_LIKE = str.maketrans(
    {
        alike: letter
        for letter, group in {
            "a": "аα4ɑ", "b": "ьβ6в", "c": "сϲ", "d": "ԁđժ", "e": "еε3єҽ", "g": "ɡ9ց", "h": "һħնн",
            "i": "іıιɩ", "j": "јϳ", "k": "кκ", "l": "1ӏłǀ|", "m": "м", "n": "пոռ", "o": "0оοøօσ",
            "p": "рρþ", "q": "ԛզ", "r": "гᴦ", "s": "5ѕꜱ", "t": "тτŧ", "u": "υսцʋ", "v": "νѵᴠ",
            "w": "ԝωѡաᴡ", "x": "хχ", "y": "уγүყ", "z": "ᴢ2",
        }.items()
        for alike in group
    }
)  # fmt: skip
#: `i` and `l` are one letter in many typefaces; pairs that run together into one.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("i", "l"))


def unicode_form(domain: str) -> str:
    """The domain as a reader sees it: xn-- labels decoded where they can be."""
    return ".".join(map(_unicode_label, domain.lower().rstrip(".").split(".")))


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63:
        return label
    try:
        return label[4:].encode().decode("punycode").lower()
    except (UnicodeError, ValueError):
        return label


@lru_cache(maxsize=65536)
def parts(domain: str) -> tuple[str, str, str]:
    """What stands below the registered name, the name itself, and the suffix it is under."""
    labels = domain.lower().rstrip(".").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    shared = (size for size in (4, 3, 2) if ".".join(labels[-size:]) in _SHARED)
    suffix = next(shared, 2 if country else 1)
    cut = len(labels) - suffix
    name = labels[cut - 1] if cut > 0 else ""
    return ".".join(labels[: max(cut - 1, 0)]), name, ".".join(labels[cut:])


def same_owner(one: str, other: str) -> bool:
    """Whether two domains are under the same registered name."""
    return parts(one)[1:] == parts(other)[1:]


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """The name with every letter, sign or digit that looks like a Latin letter made that letter."""
    spread = unicodedata.normalize("NFKD", name)
    return "".join(char for char in spread if not unicodedata.combining(char)).translate(
        _LOOKS_LIKE
    )


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The name as it looks at a glance: pairs that run together count as the letter they show."""
    bare = latin(name)
    for pair, single in _PAIRS:
        bare = bare.replace(pair, single)
    return bare


def looks_like(domain: str, known: Iterable[str]) -> tuple[str, str] | None:
    """The known domain that `domain` could be taken for and why; None when there is none.

    The caller has checked that `domain` is not itself known.
    """
    shown = unicode_form(domain)
    for one in sorted(set(known)):
        why = _likeness(shown, one)
        if why:
            return one, why
    return None


def _likeness(shown: str, known: str) -> str:
    below, name, suffix = parts(shown)
    _, wanted, under = parts(known)
    if not wanted or (name == wanted and suffix == under):
        return ""
    if name == wanted:
        return "another ending of"
    if skeleton(name) == skeleton(wanted):
        return "letters that look like those of"
    if any(_near(form(name), form(wanted)) for form in (str, latin, skeleton)):
        return "a few letters away from"
    if _contains(name, wanted):
        return "words added to"
    if any(_contains(label, wanted) for label in below.split(".")):
        return "the name as a prefix of"
    return ""


def _near(name: str, wanted: str) -> bool:
    """Two changed, added, left out or swapped letters; one in short names, none in tiny ones."""
    shorter = min(len(name), len(wanted))
    allowed = 2 if shorter >= 6 else 1 if shorter >= 4 else 0
    distance: int = OSA.distance(name, wanted, score_cutoff=allowed)
    return distance <= allowed


def _contains(name: str, wanted: str) -> bool:
    """The known name with words or hyphens around or in it."""
    words = name.split("-")
    if wanted in words:
        return True
    joined, plain = skeleton(name.replace("-", "")), skeleton(wanted.replace("-", ""))
    return joined == plain or (len(plain) >= 5 and plain in joined)
