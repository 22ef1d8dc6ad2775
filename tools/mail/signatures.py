"""Which domains signed a mail (DKIM, RFC 6376), and what a forwarder sealed (ARC, RFC 8617).

Keys come in as an argument, so that this never asks the network. A signature proves that a domain
sent these words, never who; one that covers only a part of the body (`l=`) counts as none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import dkim

from tools.mail.headers import read_block
from tools.mail.results import dmarc

#: More signatures than this are nobody's; each costs two public-key operations.
MOST = 5
#: Signed mails beyond this size are left to the mail server.
LONGEST = 5 * 2**20

_FIELD = re.compile(r"(?:^|;)\s*([a-z]{1,4})\s*=\s*([^;]{0,4000})", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_.-]{0,200}[a-z0-9])?", re.IGNORECASE)
#: What the library raises for signatures and mails that make no sense.
_UNCHECKED = (
    dkim.DKIMException,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
_SIGNED = ("dkim-signature", "arc-seal", "arc-message-signature")


def key_names(raw: bytes) -> tuple[str, ...]:
    """The DNS names of the keys a check of these signatures needs, at most a few."""
    block = read_block(raw)
    names = []
    for header in _SIGNED:
        for value in block.all(header)[: MOST * 2]:
            fields = _fields(value)
            selector, domain = fields.get("s", ""), fields.get("d", "")
            if _NAME.fullmatch(selector) and _NAME.fullmatch(domain):
                names.append(f"{selector}._domainkey.{domain}".lower())
    return tuple(dict.fromkeys(names))[: MOST * 3]


def proven_domains(
    raw: bytes, keys: Mapping[str, str], sealers: Sequence[str] = ()
) -> tuple[str, ...]:
    """Domains that validly signed the mail, and the one that a seal of `sealers` vouches for.

    `keys` are TXT records by name. Never raises: what cannot be checked proves nothing.
    """
    if len(raw) > LONGEST:
        return ()
    lookup = _lookup(keys)
    found = [*_signers(raw, lookup), *_sealed(raw, lookup, sealers)]
    return tuple(dict.fromkeys(found))


def _lookup(keys: Mapping[str, str]) -> Callable[..., bytes | None]:
    def text(name: bytes | str, timeout: int = 0) -> bytes | None:
        plain = name.decode("ascii", "ignore") if isinstance(name, bytes) else name
        found = keys.get(plain.rstrip(".").lower())
        return found.encode() if found is not None else None

    return text


def _signers(raw: bytes, lookup: Callable[..., bytes | None]) -> list[str]:
    values = read_block(raw).all("dkim-signature")[:MOST]
    found = []
    for index, value in enumerate(values):
        fields = _fields(value)
        if "l" not in fields and _verifies(raw, index, lookup):
            found.append(fields.get("d", "").lower())
    return found


def _verifies(raw: bytes, index: int, lookup: Callable[..., bytes | None]) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=index, dnsfunc=lookup))
    except _UNCHECKED:
        return False


def _sealed(raw: bytes, lookup: Callable[..., bytes | None], sealers: Sequence[str]) -> list[str]:
    """The From domain that the last sealer, one of ours, found to pass before it forwarded."""
    block = read_block(raw)
    seals = [_fields(value) for value in block.all("arc-seal")]
    last = max(
        seals, key=lambda one: int(one["i"]) if one.get("i", "").isdecimal() else 0, default={}
    )
    trusted = {one.strip().lower() for one in sealers}
    if last.get("d", "").lower() not in trusted or not _chain_holds(raw, lookup):
        return []
    for value in block.all("arc-authentication-results"):
        instance, _, results = value.partition(";")
        if re.sub(r"\s", "", instance).lower() == f"i={last['i']}":
            check = dmarc([results], results.partition(";")[0].strip())
            return [check.domain] if check.result == "pass" and check.domain else []
    return []


def _chain_holds(raw: bytes, lookup: Callable[..., bytes | None]) -> bool:
    try:
        return bool(dkim.ARC(raw).verify(dnsfunc=lookup)[0] == dkim.CV_Pass)
    except _UNCHECKED:
        return False


def _fields(value: str) -> dict[str, str]:
    """The tags of a signature; one that stands twice counts as written by nobody."""
    found: dict[str, str] = {}
    for name, text in _FIELD.findall(re.sub(r"[\r\n]+", " ", value)):
        if name.lower() in found:
            return {}
        found[name.lower()] = re.sub(r"\s+", "", text)
    return found
