"""What a mail server found: the topmost Authentication-Results of the configured server."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s;="]+|[;=]', re.DOTALL)
_RESULT = re.compile(r"[a-z]{1,20}")


#: Why nothing is believed in a workspace that names no mail server.
_UNNAMED = "[mail] authserv_id in seamline.toml is empty, so no server's word on senders counts"


class Dmarc(NamedTuple):
    """The DMARC result and the domain it is about; `none` when our server says nothing usable."""

    result: str
    domain: str
    why: str = ""


def dmarc(headers: list[str], authserv_id: str) -> Dmarc:
    """The DMARC result in the topmost header of `authserv_id`; every other header is worth nothing.

    Anybody can write such a header into a mail: `headers` are those that our own servers added.
    """
    for value in headers:
        found = tokens(value)
        if found and is_of(found, authserv_id):
            return _read(found[1:])
    return Dmarc("none", "", f"no result of {authserv_id} in it" if authserv_id else _UNNAMED)


def is_of(found: list[str], authserv_id: str) -> bool:
    """Whether a header says that this server wrote it."""
    return bool(authserv_id) and found[0].lower() == authserv_id.strip().lower()


def tokens(value: str) -> list[str] | None:
    """The header's tokens without comments; None when comments or quotes do not end."""
    plain, depth, quoted, escaped = [], 0, False, False
    for char in value:
        if escaped:
            escaped = False
            plain.append("" if depth else char)
            continue
        escaped = char == "\\" and (quoted or depth > 0)
        if char == '"' and not depth:
            quoted = not quoted
        depth += (char == "(" and not quoted) - (char == ")" and not quoted and depth > 0)
        closing = char == ")" and not quoted
        plain.append(" " if depth or closing else char)
    if depth or quoted:
        return None
    return _TOKEN.findall("".join(plain))


def _read(tokens: list[str]) -> Dmarc:
    """The one dmarc entry; several contradict each other and count as none."""
    entries: list[list[str]] = [[]]
    for token in tokens:
        if token == ";":
            entries.append([])
        else:
            entries[-1].append(token)
    found = [one for one in entries if [part.lower() for part in one[:2]] == ["dmarc", "="]]
    if len(found) != 1:
        return Dmarc("none", "", "our server names no DMARC result" if not found else "several")
    entry = [part.lower().strip('"') for part in found[0]]
    result = entry[2] if len(entry) > 2 and _RESULT.fullmatch(entry[2]) else "none"
    about = [
        entry[place + 2]
        for place in range(3, len(entry) - 2)
        if entry[place] == "header.from" and entry[place + 1] == "="
    ]
    return Dmarc(result, about[0].rstrip(".") if len(about) == 1 else "")
