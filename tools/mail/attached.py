"""The attachments of a mail as parts: read as papers, an enclosed mail as history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from domain.evidence import Part
from tools.mail import limits
from tools.mail.body import body_text, file_name, sort_parts, text_lines
from tools.mail.entity import Entity
from tools.mail.quoting import label
from tools.papers.paper import Paper, Ranges
from tools.text.charset import raw_text, words

#: Bytes, MIME type, file name and declared charset into what the file says; never raises.
PaperReader = Callable[[bytes, str, str, str], Paper]


def unread(*_: object) -> Paper:
    """Reads nothing: for whoever only wants to know which mail it is."""
    return Paper()


def read_attached(attached: Sequence[Entity], read: PaperReader) -> Iterator[Part]:
    """A part for each, `attachment:N` by its place in the mail; long text is left out, and said."""
    left = limits.ATTACHED_TEXT
    for number, entity in enumerate(attached):
        kind, name = entity.get_content_type(), file_name(entity)
        paper = _enclosed(entity) if kind.startswith("message/") else _read(entity, name, read)
        if len(paper.text) > left:
            note = f"it is not read: the attachments hold over {limits.ATTACHED_TEXT:,} characters"
            paper = Paper(notes=(note,))
        left -= len(paper.text)
        yield _part(f"attachment:{number}", raw_text(kind), name, paper)


def _read(entity: Entity, name: str, read: PaperReader) -> Paper:
    return read(entity.data(), entity.get_content_type(), name, entity.parameter("charset"))


def _part(name: str, kind: str, file: str, paper: Paper) -> Part:
    quoted, signature = _labelled(paper)
    return Part(
        name=name,
        kind=kind,
        text=paper.text,
        file_name=file,
        quoted=paper.quoted + quoted,
        signature=signature,
        recognised=paper.recognised,
        hidden=paper.hidden,
        documents=paper.documents,
        notes=paper.notes,
    )


def _labelled(paper: Paper) -> tuple[Ranges, Ranges]:
    """Earlier mail and signature in the letters that the sender packed into a file."""
    quoted: Ranges = ()
    signature: Ranges = ()
    for start, end in paper.letters:
        labels = label(paper.text[start:end])
        quoted += tuple((start + low, start + high) for low, high in labels.quoted)
        signature += tuple((start + low, start + high) for low, high in labels.signature)
    return quoted, signature


def _enclosed(entity: Entity) -> Paper:
    """A mail inside the mail, or a delivery report, as lines of text."""
    lines: list[str] = []
    for one in entity.below():
        headers = ("from", "date", "to", "subject") if one.header("from") else None
        for name, value in one.raw_items():
            if headers is None or name.lower() in headers:
                lines.append(f"{name}: {words(' '.join(str(value).split()))}")
        lines.extend(["", body_text(sort_parts(one), [])[0]])
    text = "\n".join(lines) if lines else text_lines(entity)
    history = text and entity.get_content_type() == "message/rfc822"
    return Paper(text=text, quoted=((0, len(text)),) if history else ())
