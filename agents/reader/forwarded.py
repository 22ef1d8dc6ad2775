"""A mail that only passes another on: it is no word of its sender's, so a person is asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from agents.reader.decisions import whom
from agents.reader.letter import Letter
from agents.reader.passages import fresh_ranges
from domain.answer_kinds import PUT
from domain.evidence import Part, Span
from domain.message import Message
from domain.reading import Question, Reading, Reference
from domain.sender import sender_of

#: So few characters above another's mail are a cover note: `FYI`, `MDR-61 is late, see below`.
_COVER = 120
#: Our own people say more above it to each other, and state nothing by that.
_OWN_COVER = 1_200
#: Characters at the beginning of an enclosed mail among which its `From:` stands.
_HEAD = 2_000
#: Characters of the words passed on that are quoted to the person who is asked.
_SHOWN = 300
#: Subjects by which mail programs show that a mail is passed on.
_PASSED_ON = re.compile(
    r"\s{0,4}(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|ilt|pd|転送|转发|轉寄)\s?[:：]", re.IGNORECASE
)
_FROM = re.compile(
    r"^[ \t>*]{0,6}(?:from|von|de|da|van|från|fra|kimden|gönderen|od|"
    r"发件人|寄件者|差出人)\*?\s?[:：][ \t*]{0,4}(?P<who>[^\n]{1,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_BLANK = re.compile(r"\n[ \t>]{0,6}\r?\n")


class _Inner(NamedTuple):
    """The mail that was passed on, as if its writer had sent it; its words in the outer one."""

    message: Message
    part: Part
    start: int
    end: int

    @property
    def words(self) -> str:
        return " ".join(self.part.text[self.start : self.end].replace("\n>", "\n").split())


def read_forwarded(letter: Letter, read: Callable[[Message], Reading]) -> tuple[Reference, ...]:
    """What mails that are passed on name; whoever owns that is asked of each whether it is news.
    They state nothing: whoever passes words on may have changed them."""
    found: dict[str, Reference] = {}
    for inner in _passed_on(letter):
        told = read(inner.message)
        refs = tuple(one for one in told.references if one.object)
        if told.statements or told.questions or told.workflows:
            _ask(letter, inner, refs)
        _ask_credits(letter, told)
        found = {one.object or "": one for one in refs} | found
    known = {one.object for one in letter.refs}
    return tuple(one for name, one in found.items() if name not in known)


def _ask(letter: Letter, inner: _Inner, refs: tuple[Reference, ...]) -> None:
    writer = sender_of(inner.message, letter.reads)
    who = letter.sender.partner_id or letter.message.sender
    about = next((one.object for one in refs if one.object), "") or "mail"
    quote = inner.words if len(inner.words) <= _SHOWN else f"{inner.words[:_SHOWN]} …"
    letter.notes.ask(
        Question(
            about="forwarded",
            object=about,
            of=whom(letter, "forwarded", about),
            text=f"{who} passes on words of {writer.partner_id or inner.message.sender}, which did "
            f"not come from there: {quote!r}. Are they news?",
            slot=f"{PUT}forwarded",
            span=Span(
                sha256=letter.message.sha256,
                part=inner.part.name,
                start=inner.start,
                end=inner.end,
                quote=inner.part.text[inner.start : inner.end],
            ),
        )
    )


def _ask_credits(letter: Letter, told: Reading) -> None:
    """A credit that runs out before a day passed on is asked about now: amending takes banks days,
    and asking changes nothing."""
    for one in told.questions:
        if one.about == "lc_amendment":
            letter.notes.ask(one)


def _passed_on(letter: Letter) -> list[_Inner]:
    """The mails below or beside a cover note; none where the letter says something itself, answers
    what is below, or nobody on file or of another house wrote that."""
    message = letter.message
    body = next((one for one in message.parts if one.name == "body"), None)
    known = letter.sender.object or letter.sender.ours
    if body is None or message.auto_submitted or not known:
        return []
    fresh = sum(len(body.text[low:high].strip()) for low, high in fresh_ranges(body))
    marked = any(one.startswith("a forwarded mail") for one in message.notes)
    files = message.parts if fresh <= _COVER else ()
    enclosed = [_inner(letter, one, 0) for one in files if _is_enclosed(one)]
    told = fresh <= (_OWN_COVER if letter.sender.ours else _COVER)
    if told and body.quoted and (marked or _PASSED_ON.match(message.subject)):
        enclosed.insert(0, _inner(letter, body, body.quoted[0][0]))
    return [one for one in enclosed if one is not None]


def _is_enclosed(part: Part) -> bool:
    """Whether a file is a mail: its head stands first, and from there on it is history."""
    old = part.name.startswith("attachment:") and bool(part.quoted) and part.quoted[0][0] == 0
    return old and _FROM.search(part.text[:_HEAD]) is not None


def _inner(letter: Letter, body: Part, low: int) -> _Inner | None:
    """The first mail from here on, from the end of its head to the head of the one it answers."""
    head = _FROM.search(body.text, low)
    found = _ADDRESS.search(head["who"]) if head else None
    if head is None or found is None or found[0].lower() == letter.message.sender.lower():
        return None
    ends = _BLANK.search(body.text, head.end())
    start = ends.end() if ends else head.end()
    below = _FROM.search(body.text, start)
    end = below.start() if below else len(body.text)
    quoted = tuple((a, b) for a, b in ((0, start), (end, len(body.text))) if a < b)
    part = body.model_copy(update={"quoted": quoted, "signature": ()})
    subject = Part(name="subject", kind="text/plain", text="")
    message = letter.message.model_copy(
        update={
            "sender": found[0].lower(),
            "parts": (subject, part),
            "subject": "",
            "in_reply_to": (),
            "notes": (),
        }
    )
    if sender_of(message, letter.reads).ours:
        return None
    return _Inner(message, body, start, end)
