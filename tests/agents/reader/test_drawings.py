"""A drawing is named by its item and a revision."""

import pytest

from agents.reader import read
from tests.agents.reader.company import company, mail
from tests.agents.reader.rows import row_of


@pytest.mark.parametrize(
    ("words", "written", "revision"),
    [
        ("Drawing KLB-12-F is missing.", "KLB-12-F", "F"),
        ("Zeichnung Nr. KLB-12 Rev. G fehlt uns.", "KLB-12 Rev. G", "G"),
        ("We still wait for dwg klb-12 rev b2.", "klb-12 rev b2", "B2"),
        ("plan KLB-12 indice C", "KLB-12 indice C", "C"),
    ],
)
def test_the_drawing_of_an_item_is_bound_with_its_revision(
    words: str, written: str, revision: str
) -> None:
    record = company()
    item = row_of("items", {"item_id": "KLB-12"})
    record.tables["items"][item.key] = item
    found = read(mail("lily.chen@kailun.example", words), record).references
    drawn = [(one.as_written, one.object) for one in found if one.how.startswith("drawing")]
    assert drawn == [(written, "items:KLB-12")]
    assert any(one.how.endswith(f"revision {revision}") for one in found)


@pytest.mark.parametrize("words", ["Drawing 88-4417-B is old.", "KLB-12-F is missing.", "plan B"])
def test_an_items_own_number_and_other_words_are_no_drawing(words: str) -> None:
    found = read(mail("lily.chen@kailun.example", words), company()).references
    assert not any(one.how.startswith("drawing") for one in found)
