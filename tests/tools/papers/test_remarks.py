"""Comments and footnotes of Office files are told with their words, and never become its text."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.agents.reader.structured.letters import reading_of
from tests.tools.papers.files import letter, read, saved, workbook

ROWS = [["PO", "Item", "Date"], ["4500018822", "10", "2026-04-06"]]
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f'<w:{{tag}} xmlns:w="{SPACE}">{{one}}</w:{{tag}}>'
RUNS = "<w:r><w:t>ready only </w:t></w:r><w:r><w:t>20 April</w:t></w:r>"
ONE = f'<w:{{tag}} w:id="1"><w:p>{RUNS}</w:p></w:{{tag}}>'


def commented() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet["C2"].comment = Comment("new date 20 April 2026", "Lily")
    return saved(book)


def with_member(data: bytes, name: str, text: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def test_a_comment_on_a_cell_is_told_with_its_place() -> None:
    paper = read(commented(), "a.xlsx")
    (note,) = paper.notes
    assert note.endswith("C2 'new date 20 April 2026'") and "not read" in note
    assert "20 April" not in paper.text
    assert read(workbook(ROWS), "a.xlsx").notes == ()


@pytest.mark.parametrize(("tag", "whole"), [("comment", "comments"), ("footnote", "footnotes")])
def test_remarks_of_a_letter_are_told(tag: str, whole: str) -> None:
    text = WORD.format(tag=whole, one=ONE.format(tag=tag))
    paper = read(with_member(letter("Dear all"), f"word/{whole}.xml", text), "a.docx")
    (note,) = paper.notes
    assert "'ready only 20 April'" in note and paper.text == "Dear all"


def test_damaged_remarks_cost_only_themselves() -> None:
    assert (
        read(with_member(letter("Dear all"), "word/comments.xml", "<w:"), "a.docx").text
        == "Dear all"
    )


def test_a_partners_remark_is_put_to_whoever_deals_with_the_order() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    reading = reading_of("see attached", (commented(), kind, "orders.xlsx"))
    assert not any(one.field == "promised_date" for one in reading.statements)
    asked = [one for one in reading.questions if one.about == "remark"]
    assert [one.object for one in asked] == ["purchase_order_lines:4500018822/10"]
    assert "new date 20 April 2026" in asked[0].text and asked[0].of.startswith("people:")
