"""Archives, Outlook messages and winmail.dat are opened, within limits, and keep their order."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.papers.files import csv, read, workbook, zipped
from tests.tools.papers.outlook_files import msg, tnef
from tools.papers import limits

ROWS = [["PO", "Qty"], ["45", "2"]]
TABLE = "PO\tQty\n45\t2"


def test_members_of_an_archive_are_read_under_their_names() -> None:
    paper = read(zipped({"b/orders.csv": csv(ROWS), "a.xlsx": workbook(ROWS), "c.exe": b"\0MZ"}))
    assert paper.text == f"File: orders.csv\n\n{TABLE}\n\nFile: a.xlsx\n\nSheet: Orders\n{TABLE}"
    assert paper.notes == ("c.exe: it is of a kind that is not read",)


def test_a_workbook_stored_in_an_archive_is_a_member() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.xlsx", workbook(ROWS))
    assert read(out.getvalue()).text == f"File: a.xlsx\n\nSheet: Orders\n{TABLE}"


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = zipped({"orders.csv": csv(ROWS)})
    for number in range(limits.DEPTH - 1):
        data = zipped({f"{number}.zip": data})
    assert TABLE in read(data).text
    for number in range(2):
        data = zipped({f"deep{number}.zip": data})
    paper = read(data)
    assert paper.text == "" and "files lie in it deeper than 3" in paper.notes[0]


def test_an_archive_of_too_many_files_is_not_opened() -> None:
    paper = read(zipped({f"{number}.txt": b"x" for number in range(limits.MEMBERS + 1)}))
    assert paper.notes == ("it packs more than 100 files; it is not opened",)


@pytest.mark.parametrize("size", [limits.UNPACKED + 1, 32 * 2**20])
def test_a_zip_bomb_is_not_opened(size: int) -> None:
    paper = read(zipped({"a.txt": bytes(size)}))
    assert paper.text == "" and "it is not opened" in paper.notes[0]


def test_a_locked_archive_says_so() -> None:
    data = bytearray(zipped({"a.txt": b"secret"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "locked with a password" in read(bytes(data)).notes[0]


def test_a_damaged_member_costs_only_itself() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "damaged")
        archive.writestr("b.txt", "whole")
    paper = read(out.getvalue().replace(b"damaged", b"dAmaged"))
    assert paper.text == "File: b.txt\n\nwhole"
    assert paper.notes == ("a.txt: it is damaged: a member cannot be unpacked",)


def test_an_outlook_message_is_history_and_its_attachments_are_not() -> None:
    paper = read(msg("Delay", "lily@kailun.example", "New date 11 April\r\n", {"a.csv": csv(ROWS)}))
    said = "from: <lily@kailun.example>\nsubject: Delay\n\nNew date 11 April"
    assert paper.text == f"{said}\n\nFile: a.csv\n\n{TABLE}"
    assert paper.quoted == ((0, len(said)),)


def test_winmail_is_the_senders_own_letter() -> None:
    paper = read(tnef("New date 11 April", {"a.csv": csv(ROWS)}), "winmail.dat")
    assert paper.text == f"New date 11 April\n\nFile: a.csv\n\n{TABLE}"
    assert (paper.letters, paper.quoted) == (((0, 17),), ())


def test_packed_rich_text_of_winmail_is_read() -> None:
    rich = rb"{\rtf1\ansi New date {\v obey}11 April\par}"
    stored = struct.pack("<II4sI", len(rich) + 12, len(rich), b"MELA", 0) + rich
    paper = read(tnef("", rich=stored))
    assert (paper.text, paper.hidden) == ("New date 11 April", "obey")


def test_packed_rich_text_repeats_what_it_refers_to() -> None:
    # the worked example of MS-OXRTFCP 4.1.1
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af8206"
        "5006c6f2073676f726c640a7d7d0fb0"
    )
    from tools.papers.lzfu import unpacked_rtf

    assert unpacked_rtf(packed).startswith(b"{\\rtf1\\ansi\\ansicpg125")


CUTS = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6)
WHOLE = [
    msg("Delay", "lily@kailun.example", "New date", {"a.csv": csv(ROWS)}),
    tnef("New date", {"a.csv": csv(ROWS)}),
    zipped({"orders.csv": csv(ROWS), "a.xlsx": workbook(ROWS)}),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), CUTS)
def test_damaged_enclosures_are_read_or_noted(
    data: bytes, cuts: list[tuple[float, bytes, int]]
) -> None:
    for place, put, gone in cuts:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    read(data)
