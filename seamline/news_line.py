"""A mail as a case shows it: who wrote, how far that is believed, what it states and asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.news import News
from graph.folding import KEPT


def news_line(news: News, keys: Mapping[str, str]) -> dict[str, Any]:
    """Its parts by name; `keys` are those under which mails are filed, by their hashes."""
    return {
        "sent_at": news.sent_at,
        "sender": news.sender,
        "verdict": news.verdict,
        "reasons": list(news.reasons),
        "vouched_by": news.vouched_by,
        "message": news.message,
        "key": keys.get(news.message, news.message),
        "subject": news.subject,
        "same_event": news.kept.get(KEPT, ""),
        "statements": [one.model_dump(mode="json") for one in news.statements],
        "questions": [one.model_dump(mode="json") for one in news.questions],
    }
