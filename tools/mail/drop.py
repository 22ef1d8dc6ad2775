"""A folder that programs and people drop files into: which are complete, and where they go then."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from domain.points import durable

#: The folder, inside the watched one, for files that are dealt with.
DONE = "done"
#: Ends of names that programs give to files they are still writing, or to locks on them.
UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".lock", "~")


class Shape(NamedTuple):
    """What changes when a file is written to."""

    inode: int
    size: int
    changed: int


class Drop:
    """A watched folder with all folders in it. A file is complete that kept its shape between two
    looks, bears no name of an unfinished one, and has no lock beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[Path, Shape] = {}

    def ready(self) -> list[Path]:
        """Files that are complete, by name; OSError when the folder cannot be listed."""
        os.scandir(self.folder).close()  # walking keeps silent about a folder that is not there
        now = dict(self._files())
        same = [path for path, shape in now.items() if self._before.get(path) == shape]
        self._before = now
        return sorted(same)

    def there(self) -> list[Path]:
        """Files that are not put away yet, complete or not."""
        return sorted(path for path, _ in self._files())

    def unchanged(self, path: Path) -> bool:
        """Whether a file is still as it was when it was found complete."""
        return _shape(path) == self._before.get(path)

    def put_away(self, path: Path) -> Path:
        """Moves a file to `done`, under its own name or the next that is free."""
        target = self.folder / DONE / path.relative_to(self.folder)
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"{path.name}.{number}")
        with durable("drop.done"):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        self._before.pop(path, None)
        return target

    def shown(self, path: Path) -> str:
        """A file's name within the folder."""
        return str(path.relative_to(self.folder))

    def _files(self) -> Iterator[tuple[Path, Shape]]:
        for place, folders, names in os.walk(self.folder):
            here = Path(place)
            folders[:] = sorted(one for one in folders if not self._is_aside(here, one))
            for name in names:
                if self._is_unfinished(name, names):
                    continue
                shape = _shape(here / name)
                if shape is not None:
                    yield here / name, shape

    def _is_aside(self, here: Path, name: str) -> bool:
        """Folders that are left alone: `done`, hidden ones, and where a maildir's mails begin."""
        ours = here == self.folder and name == DONE
        begun = name == "tmp" and (here / "cur").is_dir()
        return ours or begun or (name.startswith(".") and not (here / name / "cur").is_dir())

    @staticmethod
    def _is_unfinished(name: str, beside: list[str]) -> bool:
        hidden = name.startswith(".")
        return hidden or name.lower().endswith(UNFINISHED) or f"{name}.lock" in beside


def _shape(path: Path) -> Shape | None:
    """The shape of a file; None for links and whatever else holds no bytes of its own."""
    try:
        told = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(told.st_mode):
        return None
    return Shape(told.st_ino, told.st_size, told.st_mtime_ns)
