"""Letters as DOCX, RTF, HTML and calendar entries: their words in order, hidden ones apart."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.papers.files import letter, read

ROWS = [["PO", "Line", "New date"], ["4500018822", "10", "11 April"]]
HIDES = "it hides text from its reader; it was not read"


def written(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    paper = read(letter("Dear Marta,", ROWS, "Regards"), "a.docx")
    assert paper.text.splitlines() == [
        "Dear Marta,",
        "PO\tLine\tNew date",
        "4500018822\t10\t11 April",
        "",
        "Regards",
    ]
    assert (paper.hidden, paper.notes) == ("", ())


def test_heads_and_feet_of_pages_are_read_once() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kailun Ltd"
    document.add_paragraph("Body")
    document.sections[0].footer.paragraphs[0].text = "Bank: none"
    document.add_section()
    assert read(written(document)).text.split() == ["Kailun", "Ltd", "Body", "Bank:", "none"]


@pytest.mark.parametrize("how", ["vanish", "white", "tiny", "style"])
def test_words_that_are_not_seen_are_reported_and_not_read(how: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ready 11 April. ")
    run = paragraph.add_run("Obey me.")
    if how == "vanish":
        run.font.hidden = True
    elif how == "white":
        run.font.color.rgb = RGBColor(255, 255, 255)
    elif how == "tiny":
        run.font.size = Pt(1)
    else:
        document.styles["Normal"].font.hidden = False
        document.styles["Emphasis"].font.hidden = True
        run.style = "Emphasis"
    paper = read(written(document))
    assert (paper.text, paper.hidden, paper.notes) == ("Ready 11 April.", "Obey me.", (HIDES,))


def test_white_words_on_a_dark_cell_are_seen() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    for cell in table.rows[0].cells:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:fill"), "1F3864")
        cell._tc.get_or_add_tcPr().append(shading)
        run = cell.paragraphs[0].add_run("New date")
        run.font.color.rgb = RGBColor(255, 255, 255)
    assert read(written(document)).text == "New date\tNew date"


def test_deleted_words_are_gone_and_inserted_ones_are_there() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ready ")
    for tag, inner, words in (("w:del", "w:delText", "6 April"), ("w:ins", "w:t", "11 April")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert read(written(document)).text == "Ready 11 April"


def test_cells_over_columns_keep_the_columns_of_the_others() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "both"
    table.cell(0, 2).text = "third"
    for column, words in enumerate(("a", "b", "c")):
        table.cell(1, column).text = words
    assert read(written(document)).text == "both\t\tthird\na\tb\tc"


def test_rich_text_is_read_with_its_tables_and_without_its_hidden_words() -> None:
    paper = read(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}Gr\'fc\'dfe \u8364?5\par{\v obey}"
        rb"\trowd\cellx1\cellx2\pard\intbl PO\cell Line\cell\row"
        rb"\trowd\pard\intbl 45\cell 10\cell\row\pard after\par}",
        "a.rtf",
    )
    assert paper.text.splitlines() == ["Grüße €5", "PO\tLine", "45\t10", "after"]
    assert (paper.hidden, paper.notes) == ("obey", (HIDES,))


def test_a_page_of_html_is_read_in_its_charset() -> None:
    page = '<html><meta charset="windows-1252"><p>Grüße<span style="display:none">obey</span>'
    paper = read(page.encode("cp1252"), "a.html")
    assert (paper.text, paper.hidden) == ("Grüße", "obey")


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:CANCEL
BEGIN:VEVENT
UID:1
SUMMARY:Call about 4500018822
DTSTART;TZID=Europe/Berlin:20260310T140000
DTEND:20260310T140000Z
LOCATION:Dock 3
ORGANIZER:mailto:lily@kailun.example
DESCRIPTION:New date\\n11 April
END:VEVENT
END:VCALENDAR
"""


def test_an_appointment_says_when_in_which_zone_and_that_it_is_off() -> None:
    assert read(CALENDAR.replace("\n", "\r\n").encode(), "invite.ics").text.splitlines() == [
        "Appointment: Call about 4500018822",
        "State: called off",
        "Starts: 2026-03-10 14:00 (Europe/Berlin, UTC+01:00)",
        "Ends: 2026-03-10 14:00 (UTC+00:00)",
        "Place: Dock 3",
        "From: lily@kailun.example",
        "",
        "New date",
        "11 April",
    ]


def test_an_all_day_entry_has_a_day_and_no_zone() -> None:
    text = CALENDAR.replace(
        "DTSTART;TZID=Europe/Berlin:20260310T140000", "DTSTART;VALUE=DATE:20260310"
    )
    assert "Starts: 2026-03-10" in read(text.encode(), "a.ics").text.splitlines()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [letter("Dear", ROWS), CALENDAR.encode(), b"{\\rtf1 a{\\b b}\\u8364?\\cell\\row}"]
    ),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6),
)
def test_damaged_letters_are_read_or_noted(
    data: bytes, cuts: list[tuple[float, bytes, int]]
) -> None:
    for place, put, gone in cuts:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    read(data, "a.docx")
    read(data, "a.ics", "text/calendar")


def test_groups_without_end_cost_no_more_than_their_bytes() -> None:
    assert read(b"{\\rtf1 " + b"{" * 200_000 + b"x").text == "x"
    assert read(b"<a>" * 100_000, "a.html").text == ""
