"""Blobs: raw bytes kept by content hash, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from domain.errors import Damaged, Unknown
from domain.points import durable


class Blobs:
    """A folder of files named by their SHA-256; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keeps the bytes and returns their hash; they are on disk when this returns."""
        name = hashlib.sha256(content).hexdigest()
        target = self._path(name)
        if target.exists():
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{name}.{os.getpid()}")
        with durable("blob.write"):
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
            _sync_folder(target.parent)
        return name

    def read(self, name: str) -> bytes:
        """The bytes with this hash; Damaged when the file no longer has it."""
        try:
            content = self._path(name).read_bytes()
        except FileNotFoundError:
            raise Unknown(f"no stored bytes with hash {name[:12]}…") from None
        if hashlib.sha256(content).hexdigest() != name:
            raise Damaged(f"stored bytes {name[:12]}… were changed after they were kept")
        return content

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)  # the new name itself must survive a power cut
    finally:
        os.close(handle)
