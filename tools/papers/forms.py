"""What a file is: told by its first bytes, and only where they say nothing by name and type."""

from __future__ import annotations

import io
import re
from zipfile import BadZipFile, ZipFile

from tools.papers import limits

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"GIF8", "picture"),
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
#: The exact body of a posted event, kept beside what is read of it.
_POSTED = "application/vnd.seamline.event"
#: What says nothing about a file.
_NAMELESS = ("", "dat", "out", "prn")
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
#: The member or stream that tells an office file.
_OFFICE = {
    "xl/workbook.xml": "sheet",
    "xl/workbook.bin": "sheet",
    "word/document.xml": "word",
}
_STREAMS = {
    "__properties_version1.0": "outlook",
    "EncryptedPackage": "locked",
    "Workbook": "sheet",
    "Book\0": "sheet",
    "": "office",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def form_of(data: bytes, kind: str, name: str) -> str:
    """The form of a file, a key of `tools.papers.read.READERS`; `unknown` where nothing tells."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not data or kind == _POSTED:
        return "silent"
    return _marked(head) or _container(data) or _written(head, kind, name)


def _marked(head: bytes) -> str:
    """The form whose mark a file begins with."""
    if _EDI.match(head):
        return "edi"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "picture"
    return next((form for start, form in _MAGIC if head.startswith(start)), "")


def _container(data: bytes) -> str:
    """The form of a file that holds several streams, by their names."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        streams = (one for one in _STREAMS if one.encode("utf-16-le") in data)
        return _STREAMS[next(streams, "")]
    return "pdf" if b"%PDF-" in data[:1024] else ""


def _zipped(data: bytes) -> str:
    """An office file by its members; a larger archive, or a damaged one, is an archive."""
    if data.count(b"PK\x01\x02") > limits.OFFICE_MEMBERS:
        return "zip"
    try:
        names = set(ZipFile(io.BytesIO(data)).namelist())
    except (BadZipFile, ValueError, LookupError, NotImplementedError, OSError):
        return "zip"
    if "content.xml" in names:
        return "sheet" if b"opendocument.spreadsheet" in data[:200] else "office"
    found = (form for member, form in _OFFICE.items() if member in names)
    return next(found, "office" if "[Content_Types].xml" in names else "zip")


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
    plain = extension in _NAMELESS and _is_printable(head)
    written = kind.startswith("text/") or named == "xml" or plain
    return "text" if written else "unknown"


def _is_printable(head: bytes) -> bool:
    """Whether the bytes are characters, each one that can be seen."""
    try:
        text = head[:-4].decode()  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return bool(text) and all(char.isprintable() or char in "\t\r\n\f" for char in text)
