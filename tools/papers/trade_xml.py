"""XML: a trade document of a known standard is written out, anything else is text as it stands."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from domain.errors import Unreadable
from tools.papers import cfdi, cii, plain, ubl
from tools.papers.enclosed import Enclosure, below
from tools.papers.paper import File, Paper, joined
from tools.papers.xmls import local, namespace, parsed

_EMBEDDED = frozenset({"EmbeddedDocumentBinaryObject", "AttachmentBinaryObject"})


def read(file: File) -> Paper:
    """The document with its cells, then files that are embedded in it."""
    try:
        root = parsed(file.data)
    except Unreadable as fault:
        return plain.read(file).with_notes(str(fault))
    if local(root) in cii.ROOTS:
        document = cii.read(root)
    elif namespace(root).startswith(ubl.NAMESPACE):
        document = ubl.read(root)
    elif cfdi.is_cfdi(root, namespace(root)):
        document = cfdi.read(root)
    else:
        return plain.read(file)
    return joined([document, *below(file, _embedded(root))])


def _embedded(root: Any) -> Iterator[Enclosure]:
    for one in root.iter():
        if local(one) in _EMBEDDED and one.text:
            try:
                data = base64.b64decode(one.text)
            except (binascii.Error, ValueError):
                continue
            yield Enclosure(str(one.get("filename", "")), str(one.get("mimeCode", "")), data)
