"""What a message says of things of the record: an answer, a promise of one, or a question."""

from datetime import UTC, datetime

import pytest

from domain.reading import CodeStated, Statement
from graph.heard import _stated

AT = datetime(2026, 5, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "asks"),
    [("missing", True), ("requested", True), ("received", False), ("pending", False)],
)
def test_who_says_that_a_paper_is_missing_asks_for_it(state: str, asks: bool) -> None:
    said = Statement(object="documents:D012", field="document_state", value=CodeStated(text=state))
    (word,) = _stated([said], "B4002", AT)
    assert word.asks is asks
