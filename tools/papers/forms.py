"""What a file is: told by its first bytes, and only where they say nothing by name and type."""

from __future__ import annotations

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"BEGIN:VCALENDAR", "calendar"),
    (b"BEGIN:VCARD", "silent"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
)
_EDI = re.compile(rb"ISA.{1,2}\d\d|UNA.{6}\s*UN[BGH]|UN[BGH]\+", re.DOTALL)
_EXTENSIONS = {
    "csv": "csv",
    "tsv": "csv",
    "tab": "csv",
    "htm": "html",
    "html": "html",
    "ics": "calendar",
    "txt": "text",
    "json": "text",
    "md": "text",
    "log": "text",
    "edi": "text",
    "edifact": "text",
    "x12": "text",
    "xml": "xml",
    "p7s": "silent",
    "asc": "silent",
    "vcf": "silent",
    "eml": "mail",
}
_KINDS = {
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/calendar": "calendar",
    "application/json": "text",
    "text/vcard": "silent",
    "text/x-vcard": "silent",
    "application/pgp-signature": "silent",
    "application/pkcs7-signature": "silent",
    "application/x-pkcs7-signature": "silent",
    "message/rfc822": "mail",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def form_of(data: bytes, kind: str, name: str) -> str:
    """The form of a file, a key of `tools.papers.read.READERS`; `unknown` where nothing tells."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not data:
        return "silent"
    for start, form in _MAGIC:
        if head.startswith(start):
            return form
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _EDI.match(head):
        return "edi"
    return _written(head, kind, name)


def _zipped(data: bytes) -> str:
    """An office file by the names of its members, which stand in the bytes as they are."""
    if b"xl/workbook" in data or b"opendocument.spreadsheet" in data[:200]:
        return "sheet"
    if b"word/document" in data:
        return "word"
    if b"ppt/presentation" in data or b"opendocument." in data[:200]:
        return "office"
    return "zip"


def _compound(data: bytes) -> str:
    """An older office file or an Outlook message, by the names of its streams."""
    for stream, form in (("__properties_version1.0", "outlook"), ("Workbook", "sheet")):
        if stream.encode("utf-16-le") in data:
            return form
    return "sheet" if "Book\0".encode("utf-16-le") in data else "office"


def _written(head: bytes, kind: str, name: str) -> str:
    """A file of characters, by how it begins, then by its name, then by its type."""
    start = head[:400].replace(b"\0", b"").lower().lstrip(b"\xff\xfe \r\n")
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    extension = name.lower().rpartition(".")[2] if "." in name else ""
    named = _EXTENSIONS.get(extension) or _KINDS.get(kind, "")
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "xml"
    if start.startswith(b"<") and (named == "xml" or kind.endswith(("/xml", "+xml"))):
        return "xml"
    if extension in ("xls", "xlsx") and b"\0" not in head:
        return "html" if start.startswith(b"<") else "csv"  # what web shops call a workbook
    if named and named != "xml":
        return named
    return "text" if kind.startswith("text/") or named == "xml" else "unknown"
