"""Mail out of a watched folder: each complete file filed, then moved aside into `done`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event

from domain.errors import BadInput, Refused
from graph.desk import Filed
from graph.laying import lay
from seamline.filing import file_mails
from seamline.laid_files import laid_by, letter_around
from seamline.wiring import Office
from tools.mail import limits
from tools.mail.drop import Drop
from tools.mail.source import may_be_mail

#: Seconds between two looks; a file that did not change in between is complete.
LOOK_EVERY_S = 2.0


class FolderLoop:
    """Takes .eml files, mailbox files and maildirs that are dropped into a folder.

    A crash before a file is moved files it again, and its mails are recognised.
    """

    def __init__(
        self,
        office: Office,
        path: str,
        say: Callable[[str], None],
        look_every_s: float = LOOK_EVERY_S,
        contact: str = "",
    ) -> None:
        """`contact` is whom files that are no mail are from; without one they are parked."""
        self._office, self._say, self._every = office, say, look_every_s
        self._contact = contact
        self._drop = Drop(office.workspace.folder / path)
        self._complained: set[Path] = set()
        self.name = path

    def turn(self, stopping: Event) -> None:
        """Files what is complete, then waits; a file that cannot be read holds up no other."""
        counted: Counter[str] = Counter()
        for path in self._drop.ready():
            if stopping.is_set():
                break
            self._take(path, counted, stopping)
        if counted:
            self._say(f"{self.name}: {', '.join(f'{n} {name}' for name, n in counted.items())}")
        stopping.wait(self._every)

    def close(self) -> None:
        """Nothing is open."""

    def _take(self, path: Path, counted: Counter[str], stopping: Event) -> None:
        try:
            if not os.access(path, os.R_OK):
                raise PermissionError(None, "it may not be read")
            self._file(path, counted, stopping)
            if not stopping.is_set() and self._drop.unchanged(path):
                self._drop.put_away(path)
        except FileNotFoundError:
            return  # another worker was first
        except OSError as problem:
            if path not in self._complained:
                self._complained.add(path)
                self._say(f"{self.name}: {self._drop.shown(path)} stays: {problem.strerror}")

    def _file(self, path: Path, counted: Counter[str], stopping: Event) -> None:
        """Each mail in the file; a file that holds none is parked as it is."""
        within = f"{self.name}/{Path(self._drop.shown(path)).parent}/".replace("/./", "/")
        try:
            if self._contact and not may_be_mail(path):
                raise BadInput("the file holds no mail")
            for one in file_mails(self._office, [path], within=within, channel="folder"):
                counted[one.outcome] += 1
                if stopping.is_set():
                    return
        except BadInput as problem:
            with path.open("rb") as file:
                raw = file.read(limits.MESSAGE)
            filed = self._no_mail(raw, f"{within}{path.name}", problem.what)
            counted[filed.outcome] += 1

    def _no_mail(self, raw: bytes, origin: str, problem: str) -> Filed:
        """Any other file: a letter of the contact whose folder this is, or parked."""
        office, name = self._office, origin.rpartition("/")[2]
        if self._contact:
            try:
                laid = laid_by(self._contact, office.reads, name, self.name)
                return lay(office.deps, laid, letter_around(laid, raw, office.reads), origin)
            except Refused as refused:
                problem = str(refused)
        return office.desk.file(raw, origin=origin, channel="folder", parked=problem)
