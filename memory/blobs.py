"""Blobs: raw bytes kept by content hash, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from pathlib import Path

from domain.errors import Damaged, Unknown
from domain.points import durable

#: What a blob is called; anything else is no name, and above all no path.
NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """A folder of files named by their SHA-256; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keeps the bytes and returns their hash; they are on disk when this returns."""
        name = hashlib.sha256(content).hexdigest()
        target = self._path(name)
        with durable("blob.write"):
            _make_folder(target.parent)
            if not _holds(target, content):
                _write(target, content)
            _sync_folder(target.parent)  # also when another wrote it and fell before this
        return name

    def read(self, name: str) -> bytes:
        """The bytes with this hash; Damaged when the file no longer has it."""
        if NAME.fullmatch(name) is None:
            raise Unknown(f"{name[:80]!r} is no hash of stored bytes")
        try:
            content = self._path(name).read_bytes()
        except FileNotFoundError:
            raise Unknown(f"no stored bytes with hash {name[:12]}…") from None
        if hashlib.sha256(content).hexdigest() != name:
            raise Damaged(f"stored bytes {name[:12]}… were changed after they were kept")
        return content

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _holds(target: Path, content: bytes) -> bool:
    """Whether the file is there and whole; one that was damaged is written again."""
    try:
        return target.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(target: Path, content: bytes) -> None:
    """Under a name of its own first: two that keep the same bytes never share a draft."""
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Makes a folder whose own name survives a power cut."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)  # the new name itself must survive a power cut
    finally:
        os.close(handle)
