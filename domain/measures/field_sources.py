"""Where each field of a write came from: the record, a mail, a person, a word of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from domain.actions import MAILED
from domain.fact import Fact
from domain.values import Value

Origin = Literal["record", "mail", "person", "product", "model", "other cases"]

#: Who a value comes from, by the kind of its provenance (`domain/provenance.py`).
_ORIGINS: dict[str, Origin] = {
    "master": "record",
    "series": "record",
    "span": "mail",
    "header": "mail",
    "human": "person",
    "policy": "product",
    "reserved": "other cases",
    "model": "model",
}


class FieldSource(Value):
    """One field of an act with what its value rests on.

    `said` names each source: a cell of the record, quoted words of a mail, the person who said it.
    `worked_out` is the function that made it of those, empty where it was taken as it stands.
    """

    field: str
    value: str
    origins: tuple[Origin, ...]
    said: tuple[str, ...]
    worked_out: str = ""

    @property
    def is_carried(self) -> bool:
        """Whether the value was carried from a system or a mail, and no person had to give it."""
        return bool({"record", "mail"} & set(self.origins)) and "person" not in self.origins


#: What an act notes for its own check: the version of the row that it was decided on.
_OWN = frozenset({"seen"})


def is_write(intended: Fact) -> bool:
    """Whether an act writes to a system of record; letters and notes do not."""
    return intended.body["action"]["kind"] not in MAILED


def field_sources(intended: Fact) -> tuple[FieldSource, ...]:
    """Every field of an act that was decided, in its own order; what it leaves empty is none."""
    return tuple(
        _source(name, slot)
        for name, slot in intended.body["action"].items()
        if isinstance(slot, Mapping) and slot.get("value") and name not in _OWN
    )


def cells(intended: Fact) -> Iterator[tuple[str, str]]:
    """Field and value of every cell of the record that an act rests on."""
    for slot in intended.body["action"].values():
        if isinstance(slot, Mapping):
            found = (leaf for leaf in _leaves(slot) if leaf["source"]["kind"] == "master")
            yield from ((leaf["source"]["field"], leaf["value"]) for leaf in found)


def _source(name: str, slot: Mapping[str, Any]) -> FieldSource:
    leaves, source = list(_leaves(slot)), slot["source"]
    return FieldSource(
        field=name,
        value=slot["value"],
        origins=tuple(sorted({_ORIGINS[leaf["source"]["kind"]] for leaf in leaves})),
        said=tuple(dict.fromkeys(filter(None, (_said(leaf["source"]) for leaf in leaves)))),
        worked_out=source["function"] if source["kind"] == "derived" else "",
    )


def _leaves(slot: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Slots at the bottom of a derivation, as facts hold them."""
    if slot["source"]["kind"] != "derived":
        yield slot
        return
    for inner in slot["source"]["inputs"].values():
        yield from _leaves(inner)


def _said(source: Mapping[str, Any]) -> str:
    """A source in words; empty for words of the product."""
    match source["kind"]:
        case "master":
            return f"{source['table']}:{source['key']} {source['field']}"
        case "series":
            return f"{source['table']} from {source['first']} to {source['until']}"
        case "span":
            return f'"{source["span"]["quote"]}" of mail {source["span"]["sha256"][:8]}'
        case "header":
            return f"{source['field']} of mail {source['sha256'][:8]}"
        case "human":
            return f"{source['person']} said it"
        case "reserved":
            return f"held of {source['object']}"
    return ""
