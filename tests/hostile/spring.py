"""The sample company's spring: a workspace for each workflow on the day of its last sample mail."""

import csv
import email
import email.policy
import shutil
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from seamline import loading
from seamline.demo_company import OPENS, let_go, mail_days
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.hostile.company import Company

#: The world's rows of a day, then what the company's own people entered.
_PARTS = ("world", "own")
_TABLES = tomllib.loads(
    (files("tools") / "erp/embedded/tables.toml").read_text(encoding="utf-8")
)  # which columns tell rows apart


class Season(NamedTuple):
    """A workflow's workspace before any mail, the exports loaded into it, and its sample mails."""

    folder: Path
    exports: tuple[Path, ...]
    mails: tuple[Path, ...]

    @property
    def company(self) -> Company:
        """Master data as loaded."""
        return Company(*self.exports)


def seasons(harlow: Path, root: Path) -> Mapping[str, Season]:
    """One by workflow code, each with all exports up to its last mail."""
    mails = _mails()
    found, exports = dict[str, Season](), [OPENS.opening()]
    folder = Path(shutil.copytree(harlow, root / "company"))
    waiting: list[Path] = []
    for day in mail_days():
        new = [OPENS.company() / "feed" / day.day.isoformat() / part for part in _PARTS]
        waiting += [one for one in new if one.is_dir()]
        ends = [one for one, paths in mails.items() if paths[-1] in day.mails]
        if ends and waiting:
            _load(folder, waiting, root / day.day.isoformat())
            exports, waiting = exports + waiting, []
        for code in ends:
            copy = Path(shutil.copytree(folder, root / code))
            found[code] = Season(copy, tuple(exports), tuple(mails[code]))
    return found


def _mails() -> dict[str, list[Path]]:
    """Sample mails by the workflow they begin with, in the order they were written."""
    found: dict[str, list[Path]] = {}
    for day in mail_days():
        for path in day.mails:
            found.setdefault(path.stem.partition("-")[0], []).append(path)
    return found


def _load(folder: Path, exports: list[Path], merged: Path) -> None:
    """Loads what came since, as one export: of a row that came more than once, the newest. No case
    is opened by these rows: whatever leaves then, a mail began."""
    merged.mkdir()
    for name in sorted({file.name for one in exports for file in one.glob("*.csv")}):
        key, rows = _TABLES[Path(name).stem]["key"].split(), dict[tuple[str, ...], Any]()
        for file in [one / name for one in exports if (one / name).is_file()]:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows |= {tuple(row[part] for part in key): row for row in csv.DictReader(lines)}
        with (merged / name).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(next(iter(rows.values()))))
            writer.writeheader()
            writer.writerows(rows.values())
    office = open_office(Workspace(folder))
    let_go(office)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "open_by_rows", lambda *_: ())
        loading.load_export(office, merged)
    office.close()


def with_words(mail: Path, words: str, folder: Path) -> Path:
    """A copy of a mail with further words at the end of what its writer says."""
    found: Any = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    body = found.get_body(("plain",))
    body.set_content(f"{body.get_content()}\n{words}\n")
    return _written(folder, mail.name, found.as_bytes())


def from_a_liar(mail: Path, folder: Path) -> Path:
    """A copy of a mail that our server found not to come from where it says."""
    return _written(folder, mail.name, mail.read_bytes().replace(b"dmarc=pass", b"dmarc=fail"))


def _written(folder: Path, name: str, raw: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(raw)
    return path
