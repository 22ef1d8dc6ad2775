"""A trace: what the folder of an export holds, and the bytes of each of its lines."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final, Literal

from domain.canonical import encode, plain
from domain.fact import ALIASES, GENESIS, Fact
from domain.values import Value
from memory.export import blob_of
from memory.links import content_hash

SCHEME: Final = "seamline-chain-1"
ENTRIES, MANIFEST, VERIFIER = "entries.jsonl", "manifest.json", "verify.py"
#: What each case answers to the questions memory must answer: made from the facts beside it.
ANSWERS: Final = "answers.jsonl"

#: Every file a trace may hold besides its manifest; nothing else is ever opened.
FILES = (
    r"(entries|answers)\.jsonl|verify\.py|blobs/[0-9a-f]{64}|(policies|people)/[0-9a-f]{64}\.yaml"
)

#: Where a text that was in force lies under the hash it is cited by.
TEXTS = {"policy_changed": "policies", "people_changed": "people"}


class Manifest(Value):
    """What a trace says of itself. `count`: facts told in full; `head_number`: links of the chain.

    `scope` is `all`, or `case:<id>` when other cases' facts are stubs. `files`: path -> SHA-256.
    """

    scheme: Literal["seamline-chain-1"] = SCHEME
    version: str
    scope: str
    count: int
    head_number: int = 0
    head_hash: str = GENESIS
    files: dict[str, str] = {}


class Stub(Value):
    """A link whose fact is not shown: enough to see that it stands where it stood."""

    number: int
    content: str
    prev: str
    hash: str


def stub_of(fact: Fact) -> Stub:
    """The fact as those see it whom it does not concern."""
    return Stub(number=fact.number, content=content_hash(fact), prev=fact.prev, hash=fact.hash)


def line(link: Fact | Stub) -> bytes:
    """One line of the entries: RFC 8785, a fact with its dotted name beside the stored kind."""
    told: dict[str, Any] = plain(link)
    if isinstance(link, Fact):
        told["alias"] = ALIASES.get(link.kind, "")
    return encode(told) + b"\n"


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written: sorted and indented, so that it has one form only."""
    told = manifest.model_dump(mode="json")
    return (json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def papers(fact: Fact) -> dict[str, str]:
    """The files that a fact told in full brings along: path -> SHA-256 of what is in them.

    The text of a policy, or of who people are, is there twice: as the blob it is, and under the
    hash that rulings and decisions cite.
    """
    blob = blob_of(fact)
    found = {f"blobs/{blob}": blob}
    if fact.kind in TEXTS:
        found[f"{TEXTS[fact.kind]}/{fact.body.get('hash')}.yaml"] = blob
    return {path: sha for path, sha in found.items() if blob and re.fullmatch(FILES, path)}


def sha256(path: Path) -> str:
    """SHA-256 of a file, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
