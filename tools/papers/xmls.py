"""XML that somebody made up, parsed with nothing that reaches out, expands or grows."""

from __future__ import annotations

from typing import Any

from lxml import etree

from domain.errors import Unreadable


def parsed(data: bytes) -> Any:
    """The root element; Unreadable when it is no well-formed XML or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as fault:
        raise Unreadable("it is no well-formed XML") from fault
    entities = root.getroottree().docinfo.internalDTD
    if entities is not None and next(entities.iterentities(), None) is not None:
        raise Unreadable("its XML declares entities, as no trade document does; it is not read")
    return root


def local(element: Any) -> str:
    """The element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:
    """The namespace of the element."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""
