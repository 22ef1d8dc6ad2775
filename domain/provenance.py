"""Provenance: where the value of an action's slot comes from, so that the gate can look again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.evidence import Span
from domain.values import Value


class MasterRef(Value):
    """A cell of the system of record: `field` of `table:key` at `version`."""

    kind: Literal["master"] = "master"
    table: str
    key: str
    field: str
    version: int


class DocSpan(Value):
    """Words of a stored message, and the recipe by which code reads the value from them."""

    kind: Literal["span"] = "span"
    span: Span
    recipe: str
    arguments: dict[str, str] = {}


class MessageRef(Value):
    """A header of a stored message: `message_id` or `subject`."""

    kind: Literal["header"] = "header"
    sha256: str
    field: Literal["message_id", "subject"]


class WasOnRecord(Value):
    """What a cell of the record held before an export changed it, as `fact` says that opened a case
    because of it."""

    kind: Literal["before"] = "before"
    fact: str
    object: str
    field: str


class MasterRows(Value):
    """A series from the record, such as a demand plan: `amount` by `day` where columns equal.

    Its value is written `2026-05-10=400 2026-05-11=400`, days from `first` up to `until`.
    """

    kind: Literal["series"] = "series"
    table: str
    equals: dict[str, str]
    day: str
    amount: str
    first: str
    until: str


class Reserved(Value):
    """What other cases hold of an object, as the ledger knows it: no more than this is held."""

    kind: Literal["reserved"] = "reserved"
    object: str


class HumanInput(Value):
    """A person typed it: `fact` is the decision in which `slot` was set."""

    kind: Literal["human"] = "human"
    person: str
    fact: str
    slot: str


class Derived(Value):
    """A registered pure function of inputs that have provenance of their own."""

    kind: Literal["derived"] = "derived"
    function: str
    inputs: dict[str, Slot]


class PolicyText(Value):
    """A fixed word of the product: `name` is the vocabulary the value must stand in."""

    kind: Literal["policy"] = "policy"
    name: str


class ModelText(Value):
    """Words a model wrote; good for prose shown as such, never for a value that acts."""

    kind: Literal["model"] = "model"
    request_hash: str


Provenance = Annotated[
    MasterRef
    | WasOnRecord
    | MasterRows
    | DocSpan
    | MessageRef
    | Reserved
    | HumanInput
    | Derived
    | PolicyText
    | ModelText,
    Field(discriminator="kind"),
]


class Slot(Value):
    """A value of an action, always as text, with its provenance."""

    value: str
    source: Provenance


Derived.model_rebuild()


def fixed(vocabulary: str, value: str) -> Slot:
    """A slot filled by a fixed word of the product, from the named vocabulary."""
    return Slot(value=value, source=PolicyText(name=vocabulary))


def leaves(slot: Slot) -> list[Slot]:
    """The slots at the bottom of a derivation: what must be looked up again."""
    if isinstance(slot.source, Derived):
        return [leaf for inner in slot.source.inputs.values() for leaf in leaves(inner)]
    return [slot]
