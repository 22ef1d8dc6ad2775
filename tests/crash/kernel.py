"""What the kernel saw change under a folder: also what native code wrote past the interpreter."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_MODIFY, _MOVED, _CREATE, _DELETE = 0x2, 0x40 | 0x80, 0x100, 0x200
_IS_FOLDER = 0x40000000
_HEAD = struct.Struct("iIII")
_C = ctypes.CDLL(None, use_errno=True)


class Changes:
    """Changes in a folder and all below it, since they were last asked for (inotify)."""

    def __init__(self, folder: Path) -> None:
        self._handle = _C.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._handle < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        self._folders: dict[int, Path] = {}
        self._watch(folder)

    def taken(self) -> list[Path]:
        """Paths that were written, made, moved or removed; each once, in no order."""
        found: set[Path] = set()
        while True:
            try:
                read = os.read(self._handle, 1 << 16)
            except BlockingIOError:
                return sorted(found)
            found.update(*map(self._told, _split(read)))

    def _told(self, event: tuple[int, int, str]) -> list[Path]:
        number, mask, name = event
        path = self._folders[number] / name
        if mask & _IS_FOLDER and mask & (_CREATE | _MOVED) and path.is_dir():
            return [path, *self._watch(path)]
        return [path]

    def _watch(self, folder: Path) -> list[Path]:
        """Watches a folder; what already lies in it may have come before the watch."""
        mask = _MODIFY | _MOVED | _CREATE | _DELETE
        number = _C.inotify_add_watch(self._handle, os.fsencode(folder), mask)
        if number < 0:
            raise OSError(ctypes.get_errno(), f"inotify_add_watch {folder}")
        self._folders[number] = folder
        found: list[Path] = []
        for path in folder.iterdir():
            found += [path, *(self._watch(path) if path.is_dir() else [])]
        return found


def _split(read: bytes) -> list[tuple[int, int, str]]:
    found, at = [], 0
    while at < len(read):
        number, mask, _, length = _HEAD.unpack_from(read, at)
        name = read[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\0")
        found.append((number, mask, os.fsdecode(name)))
        at += _HEAD.size + length
    return found
