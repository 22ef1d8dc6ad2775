"""An answer as server-sent events: what is looked at, each claim with its citation, the end."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator

from domain.errors import SeamlineError
from graph.answers.steps import Claims, Looking
from seamline.say import Like, answering, cited
from seamline.web.frame import Frame
from seamline.web.wording import at_the_desk

#: No answer has more pieces than fit into so many digits.
_DIGITS = 9


class AnswerStream:
    """Answers questions of open pages; nothing of an answer is kept between two requests."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def events(
        self, case: str, question: str, since: str, asker: str
    ) -> Generator[str, None, None]:
        """Events `looking`, `claims` and at last `done`, numbered by the ledger's head and their
        place.

        A line that broke comes back with the number it had last (`since`): on the same ledger it
        goes on from there; where facts were added meanwhile, `again` says that all comes anew.
        """
        head = self._frame.glance.head()
        known, _, place = since.partition(".")
        counts = place.isascii() and place.isdecimal() and len(place) < _DIGITS
        seen = int(place) if known == str(head) and counts else 0
        if since and not seen:
            yield _event("", "again", "")
        for number, (kind, shown) in enumerate(self._pieces(case, question, asker), 1):
            if number > seen or kind == "done":
                yield _event(f"{head}.{number}", kind, shown)

    def _pieces(self, case: str, question: str, asker: str) -> Iterator[tuple[str, str]]:
        like: Like | None = None
        try:
            for step in answering(self._frame.office, case, question, asker):
                if isinstance(step, Looking):
                    yield "looking", f"looking at {step.at} …"
                elif isinstance(step, Claims):
                    yield "claims", self._drawn("answer_lines.html", lines=cited(step.lines))
                elif isinstance(step, Like):
                    like = step
                else:
                    told = {
                        "vain": step.no_evidence,
                        "like": like.cases if like else [],
                        "fault": "",
                    }
                    yield "done", self._drawn("answer_end.html", **told)
        except SeamlineError as fault:
            told = {"vain": "", "like": [], "fault": at_the_desk(str(fault))}
            yield "done", self._drawn("answer_end.html", **told)

    def _drawn(self, template: str, **told: object) -> str:
        return self._frame.fragment(template, **told)


def _event(number: str, kind: str, shown: str) -> str:
    named = f"id: {number}\n" if number else ""
    return f"{named}event: {kind}\ndata: {json.dumps(shown, ensure_ascii=False)}\n\n"
