"""The sample company that ships is the invented one it was taken from, file by file."""

import filecmp
from importlib.resources import files
from pathlib import Path

import pytest

from seamline.demo_company import mail_days

DEMO = Path(str(files("seamline"))) / "demo"
SOURCE = Path(__file__).parents[3] / "shared" / "cases"
needs_source = pytest.mark.skipif(
    not SOURCE.is_dir(), reason=f"the sample company's source is not at {SOURCE}"
)


def under(folder: Path, pattern: str) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in sorted(folder.glob(pattern))}


@needs_source
@pytest.mark.parametrize(
    ("ours", "theirs", "pattern"),
    [
        ("harlow/opening", "harlow/opening", "*.csv"),
        ("harlow/feed", "harlow/feed", "*/*/*.csv"),
        ("mail", "mail", "[PW]*.eml"),
    ],
)
def test_every_file_is_that_of_its_source(ours: str, theirs: str, pattern: str) -> None:
    shipped, source = under(DEMO / ours, pattern), under(SOURCE / theirs, pattern)
    assert sorted(shipped) == sorted(source)
    assert [
        name for name in shipped if not filecmp.cmp(shipped[name], source[name], shallow=False)
    ] == []


def test_what_the_companys_own_people_decided_lies_apart_and_no_day_loads_it() -> None:
    folders = {path.name for path in (DEMO / "harlow" / "feed").glob("*/*")}
    assert folders == {"world", "own"}
    assert {one.feed.name for one in mail_days() if one.feed is not None} == {"world"}
    assert not (DEMO / "harlow" / "record").exists()


def test_it_is_small_and_says_that_it_is_invented() -> None:
    size = sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file())
    assert size < 1_000_000
    assert "Invented data" in (DEMO / "README.md").read_text(encoding="utf-8")
    assert len(under(DEMO / "mail", "*.eml")) == 35
