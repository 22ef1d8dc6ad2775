"""The onboarding that a new partner's papers are for, found by who wrote."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import subject_and_body
from agents.reader.letter import Letter
from domain.partner_papers import papers_in
from domain.reading import Reference
from domain.words import lexicon

_OVER = frozenset({"released", "refused", "closed", "cancelled", "rejected"})


def registrations(letter: Letter) -> Iterator[Reference]:
    """The sender's one open onboarding, where the letter brings or names its papers."""
    if not letter.sender.partner_id:
        return
    rows = letter.reads.rows("onboarding", partner_id=letter.sender.partner_id)
    still = [row for row in rows if row.text("state").lower() not in _OVER]
    if len(still) != 1:
        return
    words = subject_and_body(letter)
    papers = bool(papers_in(words)) or lexicon("deal").has(words, "registration")
    if papers:
        yield Reference(
            as_written=None, object=still[0].object, how="by data: the sender's onboarding"
        )
