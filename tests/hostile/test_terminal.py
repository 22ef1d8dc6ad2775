"""What a stranger wrote never speaks to the terminal: no colour, no markup, no hidden signs."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from seamline.cli.office import safe
from seamline.demo_company import OPENS
from tests.hostile.commands import Done, seamline
from tests.hostile.letters import genuine

CASE = "W1-4500018822"
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
BAIT = (
    "\\[/red] [red]PAID[/red] [link=https://attacker.example]x[/link]"
    " \x1b[31mRED \x9b2J \u202eelif\u202c \u200b"
)


@pytest.fixture
def baited(folder: Path, tmp_path: Path) -> Path:
    """A case whose mail, sender and file names are full of bait; a parked mail and one besides."""
    raw = genuine("W1-d").read_bytes().decode()
    raw = raw.replace("new ready date", f"new ready date {BAIT}")
    raw = raw.replace(
        "From: shipping@kailun.example", 'From: "[red]CEO\x1b[5m" <shipping@kailun.example>'
    )
    raw = raw.replace("11 April, not 6 April", f"12 April, not 6 April {BAIT}")
    raw = raw.replace("w1-d@", "w1-bait@")
    mails = tmp_path / "mails"
    mails.mkdir()
    (mails / "a.eml").write_bytes(raw.encode())
    name = "[red]\x1b[31mz\u202egpj.eml"
    (mails / name).write_bytes(b"Content-Type: multipart/mixed\r\n" * 3000)
    other = (OPENS.folder / "mail" / "W6-b.eml").read_bytes()
    other = re.sub(rb"(?mi)^Subject: ", b"Subject: [red]\x1b[31mX ", other)
    (mails / "c.eml").write_bytes(other)
    filed = seamline("file", str(mails), folder=folder)
    assert filed.returncode == 0, filed.stderr
    check(filed)
    return folder


def check(done: Done) -> None:
    for stream in (done.stdout, done.stderr):
        assert UNSEEN.search(stream) is None, repr(stream)
        assert "Traceback" not in stream


def test_inbox_and_show_print_bait_as_the_words_it_is(baited: Path) -> None:
    for words in (("inbox",), ("inbox", "--parked"), ("show", CASE), ("ask", CASE, "Why?")):
        done = seamline(*words, folder=baited)
        assert done.returncode == 0, done.stderr
        check(done)
    parked = seamline("inbox", "--parked", folder=baited).stdout
    assert "[red]" in parked, "markup is shown, not obeyed"


MARKUP = ["[red]x[/red]", "\\[red]x", "\\\\[/red]", "[/]", "[x=y]", "[[red]]"]


@pytest.mark.parametrize("bait", MARKUP)
def test_markup_comes_out_as_it_went_in(bait: str) -> None:
    out = io.StringIO()
    Console(file=out, width=80, highlight=False).print(safe(bait) + "|")
    assert out.getvalue() == bait + "|\n"


def test_refusals_that_quote_what_was_given_are_inert_too(baited: Path) -> None:
    evil = "\x1b[31m[red]X\u202e"
    for words in (
        ("show", evil),
        ("decide", evil, "approve"),
        ("decide", CASE, "approve", "--as", evil),
        ("decide", CASE, "edit", "--set", f"option={evil}", "--reason", evil),
        ("decide", CASE, "respond", "--set", f"{evil}=1"),
        ("stop", evil, "--reason", evil),
        ("file", f"/nowhere/{evil}"),
        ("load", f"/nowhere/{evil}"),
        ("clock", "advance", evil),
        ("mode", evil),
    ):
        done = seamline(*words, folder=baited)
        assert done.returncode in (0, 2), (words, done.stderr)
        check(done)
