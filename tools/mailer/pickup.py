"""A partner's folder: EDI answers laid there, each once, for a connection that takes them away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.errors import OutsideFailed
from domain.points import durable
from domain.ports import Hands, Receipt


class PickupFolder:
    """Lays each answer into the folder that its partner's setting names.

    Whoever picks it up takes it away, so the folder does not tell whether it was there. It is
    therefore laid there under a hidden name first, a copy is kept in `kept`, and then it gets its
    name: a copy without the hidden file was handed over for certain, all else was not.
    """

    def __init__(self, kept: Path, root: Path) -> None:
        self._kept, self._root = kept, root

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Lays the answer there; a second time it is already out."""
        name, raw = params["attached"]["name"], params["attached"]["text"].encode()
        if self._is_out(key, params):
            return Receipt(outcome="already_applied", reference=name)
        hidden, copy = self._hidden(key, params), self._copy(key)
        with self._written(hidden.parent):
            hidden.parent.mkdir(parents=True, exist_ok=True)
            with durable("edi.ready"):
                _write(hidden, raw)
            copy.parent.mkdir(parents=True, exist_ok=True)
            with durable("edi.keep"):
                _write(copy, raw)
            with durable("edi.handover"):
                hidden.replace(hidden.with_name(name))
        return Receipt(outcome="applied", reference=name)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Whether it was handed over, for certain."""
        if not self._hidden(key, params).parent.is_dir() and self._copy(key).exists():
            return Receipt(outcome="unknown", detail=f"there is no folder {params['folder']}")
        out = self._is_out(key, params)
        return Receipt(outcome="applied" if out else "rejected", reference=self._copy(key).name)

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """Name and content of the answer where it lies, else of the copy of what was taken away."""
        name = params["attached"]["name"]
        lies = self._hidden(params["key"], params).with_name(name)
        for path in (lies, self._copy(params["key"])):
            try:
                return {"name": name, "attached": hashlib.sha256(path.read_bytes()).hexdigest()}
            except OSError:
                continue
        return {}

    def _is_out(self, key: str, params: dict[str, Any]) -> bool:
        return self._copy(key).exists() and not self._hidden(key, params).exists()

    def _copy(self, key: str) -> Path:
        return self._kept / f"{key[:40]}.edi"

    def _hidden(self, key: str, params: dict[str, Any]) -> Path:
        folder: str = params["folder"]
        return self._root / folder / f".{key[:40]}.ready"

    @contextmanager
    def _written(self, folder: Path) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise OutsideFailed(f"{folder} cannot be written: {problem.strerror}") from problem


def _write(target: Path, raw: bytes) -> None:
    draft = target.with_name(f".{target.name.lstrip('.')}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


class EitherWay:
    """The hand of EDI answers: by mail to a contact, or into a folder, as the setting says."""

    def __init__(self, mail: Hands, folder: Hands) -> None:
        self._mail, self._folder = mail, folder

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Hands the answer over once."""
        return self._of(params).apply(key, kind, params)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Whether it was handed over."""
        return self._of(params).find(key, kind, params)

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What left."""
        return self._of(params).read_back(kind, params)

    def _of(self, params: dict[str, Any]) -> Hands:
        return self._folder if params["folder"] else self._mail
