"""`Tomorrow` is counted from the day of whoever wrote it, whatever clock the mail shows."""

from datetime import datetime, timedelta

import pytest

from agents.reader import read
from domain.reading import stated_text
from tests.agents.reader.company import company, mail

DENVER, BERLIN = "w@brightwell.example", "a@nordmetall.example"
LINES = {DENVER: "4500018910 item 10", BERLIN: "4500018830 item 10"}


@pytest.mark.parametrize(
    ("sender", "sent", "day"),
    [
        (DENVER, "2026-03-13T01:00:00+00:00", "2026-03-13"),
        (DENVER, "2026-03-12T19:00:00-06:00", "2026-03-13"),
        (BERLIN, "2026-03-12T23:30:00+00:00", "2026-03-14"),
        (BERLIN, "2026-03-12T17:30:00-06:00", "2026-03-13"),
    ],
    ids=["in UTC, evening there", "with the clock there", "in UTC, morning there", "travelling"],
)
def test_a_day_told_from_today_is_counted_where_the_writer_is(
    sender: str, sent: str, day: str
) -> None:
    body = f"PO {LINES[sender]} is delayed, it will be ready tomorrow. Component shortage."
    at = datetime.fromisoformat(sent)
    offset = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    letter = mail(sender, body)
    letter = letter.model_copy(update={"sent_at": at, "sent_offset_minutes": offset})
    told = read(letter, company()).statements
    assert [stated_text(one.value) for one in told if one.field == "promised_date"] == [day]
