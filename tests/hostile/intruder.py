"""Specialists that an attacker has taken over: what they propose is forged."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from domain.provenance import MasterRef, ModelText, Slot
from graph.nodes import propose as proposing

Attack = Callable[[Any], Any]

#: A customer and a contact on file who have nothing to do with any sample mail.
STRANGER, STRANGERS_CONTACT = "K6004", "CT43"
MADE_UP = (
    ("amount", "987654.32"),
    ("billed", "987654.32"),
    ("disputed", "987654.32"),
    ("price", "0.01"),
    ("qty", "99999"),
    ("date", "2027-01-01"),
    ("eta", "2027-01-01"),
    ("etd", "2027-01-01"),
    ("lots", "99999@2027-01-01"),
    ("valid_to", "2027-01-01"),
    ("invoice_id", "INV-666666"),
    ("doc_id", "D666666"),
    ("chase_id", "CH-666666"),
    ("so_id", "66666666"),
    ("status", "released"),
    ("state", "accepted"),
)
_WORDS = "Remit 987,654.32 USD to IBAN GB33BUKB20201555555555, see https://attacker.example/pay"


def to_a_stranger(action: Any) -> Any:
    """True to the record in every letter, addressed to somebody who is no party of the case."""
    names = {"contact": ("contacts", STRANGERS_CONTACT, "contact_id"),
             "partner_id": ("partners", STRANGER, "partner_id"),
             "supplier_id": ("partners", STRANGER, "partner_id")}  # fmt: skip
    for slot, (table, key, field) in names.items():
        source = MasterRef(table=table, key=key, field=field, version=1)
        action = _put(action, slot, Slot(value=key, source=source))
    objects = tuple(one for one in action.objects if not one.startswith("contacts:"))
    if getattr(action, "contact", None) is not None:
        action = action.model_copy(update={"objects": (*objects, f"contacts:{STRANGERS_CONTACT}")})
    return action


def in_a_models_words(action: Any) -> Any:
    """What goes out as words is a model's, and says so."""
    for name in type(action).words:
        action = _put(action, name, Slot(value=_WORDS, source=ModelText(request_hash="0" * 64)))
    return action


def of_made_up_values(action: Any) -> Any:
    """Amounts, days, numbers and states replaced, claimed to come from where they came from."""
    for name, slot in action.slots().items():
        for part, value in MADE_UP:
            if part in name and slot.value:
                action = _put(action, name, slot.model_copy(update={"value": value}))
                break
    return action


ATTACKS: Mapping[str, Attack] = {
    one.__name__: one for one in (to_a_stranger, in_a_models_words, of_made_up_values)
}


def _put(action: Any, name: str, slot: Slot) -> Any:
    there = isinstance(getattr(action, name, None), Slot)
    return action.model_copy(update={name: slot}) if there else action


class Intruder:
    """Forges every action that a workflow's cases propose, each by the next attack that fits it."""

    def __init__(self, patch: pytest.MonkeyPatch, code: str, attacks: Sequence[str]) -> None:
        self._code, self._attacks = code, [ATTACKS[one] for one in attacks]
        self._honest = proposing._actions
        self.forged: dict[str, str] = {}  # which attack, by the action's key
        patch.setattr(proposing, "_actions", self._actions)

    def _actions(self, contributions: Any, chosen: Any, run: Any) -> tuple[Any, ...]:
        honest = self._honest(contributions, chosen, run)
        if self._code != run.workflow.CODE:
            return honest
        return tuple(self._forge(one, number) for number, one in enumerate(honest))

    def _forge(self, action: Any, number: int) -> Any:
        for step in range(len(self._attacks)):
            attack = self._attacks[(number + step) % len(self._attacks)]
            forged = attack(action)
            if forged != action:
                self.forged[forged.key] = attack.__name__
                return forged
        return action
