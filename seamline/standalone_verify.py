"""Verifies a decision trace with nothing but Python: python3 verify.py [FOLDER] [--head HASH].

It shares no code with the product that wrote the trace. Take it from a source you trust: a copy
that came with the trace could have been changed together with it.

Checked are: every line is in canonical form (RFC 8785) and complete; numbers have no gap; ids,
hashes and links follow from what the facts say; the files the facts speak of are there unchanged;
manifest.json says the same. The first thing that does not hold is named with its line.

With --head, a hash kept elsewhere, a cut or replaced end is found, and any change of a fact.
Without it, whoever changes a fact and makes all later hashes and the manifest again, or cuts the
end and writes a manifest that fits, is not noticed. In the trace of one case stubs stand for other
facts: that nothing of the case was made a stub takes the trace of the whole ledger to see.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys

#: Stored kinds of fact and their dotted names; filled in by the export.
ALIASES: dict[str, str] = {}

SCHEME = "seamline-chain-1"
FILES = (
    r"(entries|answers)\.jsonl|verify\.py|blobs/[0-9a-f]{64}|(policies|people)/[0-9a-f]{64}\.yaml"
)
FACT = {
    **dict.fromkeys(("actor", "alias", "at", "hash", "id", "kind", "prev", "stream"), str),
    "body": dict,
    "causes": list,
    "number": int,
}
STUB = {"content": str, "hash": str, "number": int, "prev": str}
MANIFEST = {
    **dict.fromkeys(("head_hash", "scheme", "scope", "version"), str),
    **dict.fromkeys(("count", "head_number"), int),
    "files": dict,
}
CONTENT = ("actor", "at", "body", "causes", "id", "kind", "stream")
BLOB_FIELDS = {
    "message_filed": "sha256",
    "policy_changed": "text_blob",
    "people_changed": "text_blob",
}
TEXTS = {"policy_changed": "policies", "people_changed": "people"}


class Broken(Exception):
    """The trace does not hold; the message says where and why."""


def canonical(value: object) -> str:
    """RFC 8785 of what facts are made of: texts, whole numbers, true, false, null, lists, objects.

    Whole numbers beyond 2^53 and floats are refused: a fact has none.
    """
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    raise ValueError(f"{value!r} has no place in a fact")


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def parsed(raw: bytes) -> dict[str, object]:
    """A JSON object without floats."""

    def refused(text: str) -> float:
        raise ValueError(f"{text} is a float")

    try:
        told = json.loads(raw.decode(), parse_float=refused, parse_constant=refused)
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"it is no JSON of texts and whole numbers ({problem})") from None
    if not isinstance(told, dict):
        raise ValueError("it is no JSON object")
    return told


def shaped(told: dict[str, object], shape: dict[str, type]) -> None:
    """Whether an object has exactly these fields of these types."""
    if told.keys() != shape.keys():
        raise ValueError(f"it has not the fields {', '.join(sorted(shape))}")
    for name, kind in shape.items():
        if type(told[name]) is not kind:
            raise ValueError(f"{name} is no {kind.__name__}")


class Walk:
    """A walk over the entries, line by line."""

    def __init__(self, scope: str, head: str) -> None:
        self.scope, self.head, self.head_seen = scope, head, 0
        self.line, self.count, self.last = 0, 0, "0" * 64
        self.papers: dict[str, set[object]] = {}

    def take(self, raw: bytes) -> None:
        """The next line, which has the number of its fact."""
        self.line += 1
        told = parsed(raw)
        is_stub = "alias" not in told
        shaped(told, STUB if is_stub else FACT)
        if (canonical(told) + "\n").encode() != raw:
            raise ValueError("it is not in canonical form")
        if told["number"] != self.line:
            raise ValueError(f"fact {self.line} is due, and this is fact {told['number']}")
        if told["prev"] != self.last:
            raise ValueError("it does not follow the fact before it")
        content = self.stub(told) if is_stub else self.fact(told)
        if told["hash"] != digest([told["number"], content, told["prev"]]):
            raise ValueError("its hash does not follow from it: it was changed")
        self.last = str(told["hash"])
        self.head_seen = self.line if self.last == self.head else self.head_seen

    def stub(self, told: dict[str, object]) -> object:
        """What a stub says that its fact's content hashes to."""
        if self.scope == "all":
            raise ValueError("it is a stub, and the trace is of everything")
        return told["content"]

    def fact(self, told: dict[str, object]) -> object:
        """Checks what a fact says, and what its content hashes to."""
        stream, kind = str(told["stream"]), str(told["kind"])
        of_scope = self.scope in ("all", stream) or stream == "workspace"
        if not of_scope and not stream.startswith("message:"):
            raise ValueError(f"it is of {stream!r}, and the trace is of {self.scope!r}")
        if ALIASES.get(kind) != told["alias"]:
            raise ValueError(f"{told['alias']!r} is not the name of {kind!r}")
        said = [told[name] for name in ("stream", "kind", "actor", "causes", "body")]
        if told["id"] != digest(said):
            raise ValueError("its id does not follow from it: it was changed")
        self.count += 1
        self.note(kind, told["body"])
        return digest({name: told[name] for name in CONTENT})

    def note(self, kind: str, body: object) -> None:
        """Which files the fact speaks of, and what hash they must have."""
        assert isinstance(body, dict)
        blob = body.get(BLOB_FIELDS.get(kind, ""), "")
        paths = [f"blobs/{blob}"] if blob else []
        if blob and kind in TEXTS:
            paths.append(f"{TEXTS[kind]}/{body.get('hash')}.yaml")
        for path in paths:
            if re.fullmatch(FILES, path):
                self.papers.setdefault(path, set()).add(blob)

    def end(self, manifest: dict[str, object]) -> None:
        """Compares the end that was reached with the one that is told."""
        if (self.line, self.last) != (manifest["head_number"], manifest["head_hash"]):
            raise ValueError("the entries end here, and manifest.json has another end")
        if self.count != manifest["count"]:
            raise ValueError(f"{self.count} facts are told, and not {manifest['count']}")
        if self.head and self.head != self.last:
            where = f"it stands in line {self.head_seen}" if self.head_seen else "it is nowhere"
            raise ValueError(f"the entries do not end with the head given ({where})")


def manifest_of(folder: str) -> dict[str, object]:
    """The manifest, in the one form it is written in."""
    with open(os.path.join(folder, "manifest.json"), "rb") as file:
        raw = file.read()
    told = parsed(raw)
    if told.get("scheme") != SCHEME:
        raise ValueError(f"scheme {told.get('scheme')!r} is unknown")
    shaped(told, MANIFEST)
    text = json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False)
    if (text + "\n").encode() != raw:
        raise ValueError("it was edited")
    return told


def check_files(folder: str, papers: dict[str, set[object]], named: dict[str, object]) -> None:
    """Every file is one that a fact or the trace itself brings along, and is what it should be."""
    found = set()
    for place, _folders, names in os.walk(folder):
        found |= {os.path.relpath(os.path.join(place, name), folder) for name in names}
    wanted = {"entries.jsonl", "verify.py", *papers, *(named.keys() & {"answers.jsonl"})}
    for path in sorted(wanted | named.keys() | found - {"manifest.json"}):
        if path not in wanted or path not in named or path not in found:
            where = "by facts", "by manifest.json", "in the folder"
            gone = [where[i] for i, each in enumerate((wanted, named, found)) if path not in each]
            raise Broken(f"{path!r} is not to be found {' nor '.join(gone)}")
        with open(os.path.join(folder, path), "rb") as file:
            sha = hashlib.sha256(file.read()).hexdigest()
        if sha != named[path] or sha not in papers.get(path, {sha}):
            raise Broken(f"{path!r} was changed")


def verify(folder: str, head: str = "") -> dict[str, object]:
    """The manifest of a trace that holds; Broken names the first line that does not, and why."""
    place, walk = "manifest.json", None
    try:
        manifest = manifest_of(folder)
        walk = Walk(str(manifest["scope"]), head.strip().lower())
        place = "entries.jsonl"
        with open(os.path.join(folder, place), "rb") as file:
            for raw in file:
                walk.take(raw)
        walk.end(manifest)
        named = manifest["files"]
        assert isinstance(named, dict)
        check_files(folder, walk.papers, named)
    except (ValueError, RecursionError) as why:
        raise Broken(f"{place}:{walk.line}: {why}" if walk else f"{place}: {why}") from None
    except OSError as problem:
        raise Broken(f"{problem.filename}: it cannot be read: {problem.strerror}") from None
    return manifest


def main() -> int:
    """Verifies the folder named, or the one this file lies in."""
    parser = argparse.ArgumentParser(description="Verifies a decision trace offline.")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("folder", nargs="?", default=here, help="the trace; default: %(default)s")
    parser.add_argument("--head", default="", help="head hash you kept: finds a cut end")
    asked = parser.parse_args()
    try:
        manifest = verify(asked.folder, asked.head)
    except Broken as why:
        print(f"does not verify: {why}", file=sys.stderr)
        return 5
    print(f"{manifest['count']} facts verify, scheme {manifest['scheme']}")
    print(f"head {manifest['head_hash']}")
    if not asked.head:
        print("without --head a tail cut together with its manifest is not noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
