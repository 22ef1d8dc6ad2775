"""Writes a trace: facts in full or as stubs, the bytes they rest on, policies, a manifest."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import seamline
from domain.canonical import encode, plain
from domain.errors import Refused
from domain.fact import ALIASES, Fact
from graph.desk import Answer
from memory import chain
from memory.blobs import Blobs
from memory.cases import case_ids
from memory.export import streams_of
from memory.ledger import Ledger
from seamline.trace import (
    ANSWERS,
    ENTRIES,
    MANIFEST,
    VERIFIER,
    Manifest,
    line,
    manifest_bytes,
    papers,
    sha256,
    stub_of,
)
from seamline.verify import verify_trace

#: Where the stand-alone verifier is given the names of this version's kinds of fact.
_BLANK = "ALIASES: dict[str, str] = {}"


def export_trace(
    ledger: Ledger,
    blobs: Blobs,
    out: Path,
    case: str | None = None,
    answers: Callable[[Sequence[Fact]], Sequence[Answer]] | None = None,
) -> Manifest:
    """Writes all facts, or those of one case with the rest as stubs, into a new folder.

    With `answers`, what each case of the scope answers from its facts stands beside them.

    The folder appears whole or not at all, and has verified before it appears. Refused when it
    holds something already, Unknown for a case or blob that is not there, Damaged when the ledger
    does not verify. It is not flushed to the disk: after a power cut, verify it or export again.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refused(f"{out} is not empty; name a new or an empty folder")
    with _appearing(out.absolute()) as draft:
        manifest = _entries(ledger, draft, case, answers)
        for path, sha in manifest.files.items():
            (draft / path).parent.mkdir(exist_ok=True)
            (draft / path).write_bytes(blobs.read(sha))
        (draft / VERIFIER).write_text(verifier_text(), encoding="utf-8")
        own = {name: sha256(draft / name) for name in _own(answers)}
        manifest = manifest.model_copy(update={"files": {**manifest.files, **own}})
        (draft / MANIFEST).write_bytes(manifest_bytes(manifest))
        verify_trace(draft, manifest.head_hash)
    return manifest


def verifier_text() -> str:
    """The stand-alone verifier as a trace carries it."""
    text = (files("seamline") / "standalone_verify.py").read_text(encoding="utf-8")
    assert text.count(_BLANK) == 1  # a test exports with every build
    return text.replace(_BLANK, f"{_BLANK[:-2]}{json.dumps(ALIASES, indent=4)}")


def _own(answers: object) -> tuple[str, ...]:
    """Files that no fact speaks of: the trace makes them itself."""
    return (ENTRIES, VERIFIER) if answers is None else (ENTRIES, VERIFIER, ANSWERS)


def _entries(
    ledger: Ledger,
    draft: Path,
    case: str | None,
    answers: Callable[[Sequence[Fact]], Sequence[Answer]] | None,
) -> Manifest:
    """Writes the entries from one state of the ledger; what is to come beside them."""
    files: dict[str, str] = {}
    manifest = Manifest(
        version=seamline.__version__, scope=f"case:{case}" if case else "all", count=0
    )
    with ledger.reading() as connection, (draft / ENTRIES).open("wb") as file:
        streams = streams_of(connection, case) if case else None
        count = 0
        for fact in chain.all_facts(connection):
            shown = streams is None or fact.stream in streams
            file.write(line(fact if shown else stub_of(fact)))
            count += shown
            files |= papers(fact) if shown else {}
        number, head = chain.head(connection)
        if answers is not None:
            asked = [case] if case else case_ids(connection)
            with (draft / ANSWERS).open("wb") as told:
                for one in asked:
                    facts = chain.of_stream(connection, f"case:{one}")
                    told.writelines(_answered(one, found) for found in answers(facts))
    ends = {"count": count, "head_number": number, "head_hash": head, "files": files}
    return manifest.model_copy(update=ends)


def _answered(case: str, found: Answer) -> bytes:
    """One line of the answers: the case, the question, the answer as it is said, its citations."""
    return encode({"case": case, "said": found.said(), **plain(found)}) + b"\n"


@contextmanager
def _appearing(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its name when all went well, and is gone otherwise."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.{uuid.uuid4().hex}")
    draft.mkdir()
    try:
        yield draft
        draft.rename(out)  # also over an empty folder
    finally:
        shutil.rmtree(draft, ignore_errors=True)
