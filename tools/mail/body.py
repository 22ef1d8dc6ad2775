"""A mail's parts: one body out of its alternatives as text, and which are attached."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.evidence import Part
from tools.edi import charset_of
from tools.mail.entity import Entity
from tools.mail.flowed import unflow
from tools.mail.quoting import label
from tools.mail.unwrapped import unwrap
from tools.text.charset import decode, storable, words
from tools.text.limits import HIDDEN, HTML, TEXT
from tools.text.markup import to_text

_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]+")


class Sorted(NamedTuple):
    """The parts that make the body, those that are attached, and what HTML hides anywhere."""

    inline: list[Entity]
    attached: list[Entity]
    hidden: list[str]


def read_body(found: Sorted, notes: list[str]) -> Part:
    """The body, with what is earlier mail and signature in it labelled."""
    text, kind, hidden = body_text(found, notes)
    labels = label(text)
    notes.extend(labels.notes)
    if hidden:
        notes.append("the HTML part hides text from its reader")
    return Part(
        name="body",
        kind=kind,
        text=text,
        quoted=labels.quoted,
        signature=labels.signature,
        hidden=hidden,
    )


def sort_parts(entity: Entity) -> Sorted:
    """What is the body and what is attached."""
    kind = entity.get_content_type()
    if entity.is_multipart() and kind == "multipart/alternative":
        return _alternatives([sort_parts(one) for one in entity.below()])
    if entity.is_multipart() and entity.get_content_maintype() == "multipart":
        below = [sort_parts(one) for one in entity.below()]
        inline = [leaf for one in below for leaf in one.inline]
        return Sorted(
            inline,
            [leaf for one in below for leaf in one.attached],
            [text for one in below for text in one.hidden],
        )
    if kind == "message/rfc822" and entity.below():
        return Sorted([], [entity, *sort_parts(entity.below()[0]).attached], [])
    return Sorted([entity], [], []) if _is_inline(entity, kind) else Sorted([], [entity], [])


def _is_inline(entity: Entity, kind: str) -> bool:
    if entity.header("content-disposition").strip().lower().startswith("attachment"):
        return False
    if entity.get_content_maintype() == "multipart":
        return True  # a multipart that never began: its text is all there is
    return kind in ("text/plain", "text/html") and not file_name(entity)


def _alternatives(choices: list[Sorted]) -> Sorted:
    """One of the alternatives: plain text if it says anything, else the last one that does."""

    def says(choice: Sorted, kind: str = "") -> bool:
        first = choice.inline[0] if choice.inline else None
        right = first is not None and kind in ("", first.get_content_type())
        return right and any(one.data().strip() for one in choice.inline)

    plain = next((one for one in choices if says(one, "text/plain")), None)
    last = next((one for one in reversed(choices) if says(one)), None)
    chosen = last if plain is None or (last and _is_stub(plain, last)) else plain
    attached = [leaf for one in choices for leaf in one.attached]
    hidden = [text for one in choices for text in one.hidden]
    for one in choices:
        if one is not chosen:
            pages = (leaf for leaf in one.inline if leaf.get_content_type() == "text/html")
            hidden.extend(to_text(text_lines(page))[1] for page in pages)
    return Sorted(chosen.inline if chosen else [], attached, [text for text in hidden if text])


def _is_stub(plain: Sorted, last: Sorted) -> bool:
    """Whether the plain text only says that the mail is to be read as HTML."""
    text = "".join(map(_plain, plain.inline)).strip()
    if len(text) > 200 or last.inline[0].get_content_type() != "text/html":
        return False
    return len(to_text(text_lines(last.inline[0]))[0]) > 4 * len(text) + 200


def body_text(found: Sorted, notes: list[str]) -> tuple[str, str, str]:
    """The body's text, its MIME type, and what its HTML hides."""
    texts, hidden = [], list(found.hidden)
    kinds = [one.get_content_type() for one in found.inline]
    for one, kind in zip(found.inline, kinds, strict=True):
        if kind == "text/html":
            text, unseen = to_text(text_lines(one))
            hidden.extend([unseen] if unseen else [])
            if not text and one.data().strip():
                notes.append("the HTML part gives no text")
        else:
            text = _plain(one)
        texts.append(text)
    text = "\n".join(texts)
    if len(text) > TEXT or any(len(one.data()) > HTML for one in found.inline):
        notes.append(f"the body is cut after {TEXT} characters")
    kind = "text/html" if kinds[:1] == ["text/html"] else "text/plain"
    return text[:TEXT], kind, "\n".join(dict.fromkeys(hidden))[:HIDDEN]


def text_lines(entity: Entity) -> str:
    """A part's text in its charset, line ends made one."""
    data = entity.data()
    text = decode(data, charset_of(data, entity.parameter("charset")))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(entity: Entity) -> str:
    text = text_lines(entity)
    if entity.parameter("format").lower() == "flowed":
        return unflow(text, delsp=entity.parameter("delsp").lower() == "yes")
    return unwrap(text)


def file_name(entity: Entity) -> str:
    """The attachment's own name without folders and control characters, at most 200 characters."""
    name = entity.parameter("filename", "content-disposition") or entity.parameter("name")
    return storable(_UNFIT.sub("_", words(name)).strip(" ."))[:200]
