"""Verifies a trace offline, from its folder alone: every line, link and blob, and the manifest."""

from __future__ import annotations

from pathlib import Path

from domain.errors import Damaged, Unknown
from seamline.trace import (
    ANSWERS,
    ENTRIES,
    MANIFEST,
    SCHEME,
    VERIFIER,
    Manifest,
    manifest_bytes,
    sha256,
)
from seamline.trace_walk import Walk, json_object


def verify_trace(folder: Path, head: str = "") -> Manifest:
    """The manifest of a trace that holds; Damaged names the first line that does not, and why.

    With `head`, which was kept elsewhere, a cut or replaced end is found, and any change at all
    of a fact. Without it, a cut end is found by the manifest alone: whoever cuts and writes a
    manifest that fits, or changes a fact and makes all later hashes again, is not noticed; the
    trace then only agrees with itself. In the trace of one case stubs stand for other facts: that
    what is told is true and in its place is proven, that nothing of the case was made a stub is
    not; for that take the trace of the whole ledger, which has the same head.
    """
    if not folder.is_dir():
        raise Unknown(f"there is no folder {folder}")
    try:
        manifest = _manifest(folder)
        walk = Walk(manifest.scope, head.strip().lower())
        with (folder / ENTRIES).open("rb") as file:
            for raw in file:
                walk.take(raw)
        walk.end(manifest)
        _check_files(folder, walk.papers, manifest)
    except OSError as problem:
        name = Path(str(problem.filename)).name
        raise Damaged(f"{name}: it cannot be read: {problem.strerror}") from problem
    return manifest


def _manifest(folder: Path) -> Manifest:
    raw = (folder / MANIFEST).read_bytes()
    try:
        told = json_object(raw)
        if told.get("scheme") != SCHEME:
            raise ValueError(f"scheme {told.get('scheme')!r} is unknown, this version has {SCHEME}")
        manifest = Manifest.model_validate(told)
        if manifest_bytes(manifest) != raw:
            raise ValueError("it was edited")
    except ValueError as why:
        raise Damaged(f"{MANIFEST}: {why}") from why
    return manifest


def _check_files(folder: Path, papers: dict[str, set[str]], manifest: Manifest) -> None:
    """Every file is one that a fact or the trace itself brings along, and is what it should be.

    No other file is opened, whatever the manifest names.
    """
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    wanted = {ENTRIES, VERIFIER, *papers, *(manifest.files.keys() & {ANSWERS})}
    for path in sorted(wanted | manifest.files.keys() | found - {MANIFEST}):
        if path not in wanted:
            raise Damaged(f"{path!r}: no fact speaks of it")
        if path not in manifest.files:
            raise Damaged(f"{path}: {MANIFEST} does not name it")
        if path not in found:
            raise Damaged(f"{path}: it is missing")
        sha = sha256(folder / path)
        if sha not in papers.get(path, {sha}):
            raise Damaged(f"{path}: it was changed, facts speak of other bytes")
        if sha != manifest.files[path]:
            raise Damaged(f"{path}: it was changed, {MANIFEST} names other bytes")
