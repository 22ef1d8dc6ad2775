"""Changes genuine actions the way an attacker in the proposal plane would, from a seed."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from domain.derivations import derive_slot
from domain.provenance import (
    Derived,
    DocSpan,
    HumanInput,
    MasterRef,
    MessageRef,
    ModelText,
    PolicyText,
    Slot,
)
from domain.record import Row

EVIL = (
    "payments@attacker.example",
    "GB33BUKB20201555555555",
    "https://attacker.example/pay",
    "999999999.99",
    "-1",
    "2027-01-01",
    "V1002",
    "CT05",
    "4500018611",
    "10; DROP TABLE outbox",
    "\u202e\x1b[31mAPPROVED",
    "",
)


class Forger:
    """Draws forgeries of the given actions; the same seed draws the same ones."""

    def __init__(
        self,
        seed: int,
        actions: Sequence[Any],
        rows: Sequence[Row],
        mails: dict[str, str],
        history: tuple[int, int],
        answers: Sequence[str],
    ) -> None:
        self.dice = random.Random(seed)
        self.actions, self.rows, self.mails = actions, rows, mails
        self.history, self.answers = history, answers
        slots = [slot for one in actions for slot in one.slots().values()]
        self.slots = [*slots, *(leaf for slot in slots for leaf in _all(slot))]
        self.values = sorted({one.value for one in self.slots})

    def forged(self) -> Any:
        """A genuine action with something about it that is not."""
        action = self.dice.choice(self.actions)
        ways: list[Callable[[Any], Any]] = [self._slot] * 12
        ways += [self._contact, self._contact, self._action, self._action, self._moved]
        for _ in range(self.dice.choice([1, 1, 1, 2, 3])):
            action = self.dice.choice(ways)(action)
        return self._shape(action) if self.dice.random() < 0.05 else action

    def _slot(self, action: Any) -> Any:
        slots = {n: s for n, s in _fields(action).items() if isinstance(s, Slot)}
        name = self.dice.choice(sorted(slots))
        return action.model_copy(update={name: self.slot(slots[name])})

    def slot(self, slot: Slot) -> Slot:
        """The slot with another value, another source, or an input forged."""
        way = self.dice.randrange(8)
        if way == 0:
            return slot.model_copy(update={"value": self.dice.choice([*self.values, *EVIL])})
        if way == 1:
            return self.dice.choice(self.slots)
        if way in (2, 3) and isinstance(slot.source, Derived) and slot.source.inputs:
            return self._inner(slot, honest=way == 3)
        value, source = self.source(slot)
        honest = self.dice.random() < 0.6
        return Slot(value=value if honest else slot.value, source=source)

    def _inner(self, slot: Slot, *, honest: bool) -> Slot:
        """One input of a derivation forged; computed again when honest about the result."""
        source = slot.source
        assert isinstance(source, Derived)
        name = self.dice.choice(sorted(source.inputs))
        inputs = {**source.inputs, name: self.slot(source.inputs[name])}
        if self.dice.random() < 0.1:
            inputs["extra"] = self.dice.choice(self.slots)
        return _computed(slot.value if not honest else None, source.function, inputs)

    def source(self, slot: Slot) -> tuple[str, Any]:
        """A value with a source that says so, or claims to."""
        return self.dice.choice(
            [
                self._master,
                self._span,
                self._human,
                self._model,
                self._header,
                self._word,
                self._sum,
            ]
        )(slot)

    def _master(self, slot: Slot) -> tuple[str, Any]:
        row = self.dice.choice(self.rows)
        field = self.dice.choice([*sorted(row.values), "version", "no_such_column"])
        version = self.dice.choice([row.version] * 4 + [0, row.version + 1])
        key = self.dice.choice([row.key] * 9 + ["nobody"])
        text = (
            str(row.version)
            if field == "version"
            else row.text(field)
            if field in row.values
            else ""
        )
        value = text if self.dice.random() < 0.8 else self.dice.choice(EVIL)
        return value, MasterRef(table=row.table, key=key, field=field, version=version)

    def _span(self, slot: Slot) -> tuple[str, Any]:
        """Words of a stored mail: moved, made up, history, another mail's, another recipe's."""
        spans = [one for one in self.slots if isinstance(one.source, DocSpan)]
        chosen = self.dice.choice(spans)
        source = chosen.source
        assert isinstance(source, DocSpan)
        span, update = source.span, {}
        way = self.dice.randrange(7)
        if way == 0:
            update = {"start": span.start + 3, "end": span.end + 3}
        elif way == 1:
            update = {"quote": self.dice.choice(EVIL) or "x"}
        elif way == 2:
            text = self.mails[span.sha256]
            update = {
                "start": self.history[0],
                "end": self.history[1],
                "quote": text[slice(*self.history)],
                "part": "body",
            }
        elif way == 3:
            stranger = self.dice.choice(sorted(self.mails))
            update = {"sha256": stranger}
        elif way == 4:
            text = self.mails[span.sha256]
            start = self.dice.randrange(len(text))
            end = start + self.dice.randrange(1, 40)
            update = {"start": start, "end": min(end, len(text)), "quote": text[start:end]}
        elif way == 5:
            return chosen.value, source.model_copy(update={"arguments": self._read(source)})
        else:
            recipe = self.dice.choice(["date_words", "quantity_words", "words", "code", "guess"])
            return chosen.value, source.model_copy(update={"recipe": recipe})
        return chosen.value, source.model_copy(update={"span": span.model_copy(update=update)})

    def _read(self, source: DocSpan) -> dict[str, str]:
        """The words read as somebody else writes, on another day, or hanging on any other one."""
        other = {
            "reference": "2025-03-10",
            "order": "MDY",
            "language": "de",
            "decimal": ",",
            "pick": "1",
            "anchor": "2027-01-01",
        }
        name = self.dice.choice(sorted(other))
        return {**source.arguments, name: other[name]}

    def _human(self, slot: Slot) -> tuple[str, Any]:
        fact = self.dice.choice([*self.answers, "f" * 64])
        person = self.dice.choice(["E007", "E020", "mallory"])
        source = HumanInput(person=person, fact=fact, slot="promised_date")
        return self.dice.choice(["2027-01-01", slot.value]), source

    def _model(self, slot: Slot) -> tuple[str, Any]:
        return self.dice.choice([*EVIL, slot.value]), ModelText(request_hash="0" * 64)

    def _header(self, slot: Slot) -> tuple[str, Any]:
        name = self.dice.choice([*sorted(self.mails), "e" * 64])
        field = self.dice.choice(["message_id", "subject"])
        return slot.value, MessageRef(sha256=name, field=field)

    def _word(self, slot: Slot) -> tuple[str, Any]:
        name = self.dice.choice(
            ["function", "template", "option", "event", "language", "empty", "x"]
        )
        value = self.dice.choice([slot.value, "sales", "acknowledge", "order", "en", "full air"])
        return value, PolicyText(name=name)

    def _sum(self, slot: Slot) -> tuple[str, Any]:
        function = self.dice.choice(
            ["letter_text", "at_least", "last_day", "order_number", "rm -rf"]
        )
        names = self.dice.sample(["day", "qty", "template", "minimum", "span", "po"], 2)
        inputs = {name: self.dice.choice(self.slots) for name in names}
        made = _computed(slot.value, function, inputs)
        return made.value, made.source

    def _contact(self, action: Any) -> Any:
        """Another contact on file, in every slot and letter that names one, all consistent."""
        if "contact" not in _fields(action):
            return action
        row = self.dice.choice([one for one in self.rows if one.table == "contacts"])
        update = {
            "contact": _cell(row, "contact_id"),
            "contact_name": _cell(row, "name"),
            "objects": tuple(
                f"contacts:{row.key}" if one.startswith("contacts:") else one
                for one in action.objects
            ),
        }
        for name in ("text", "change", "subject"):
            slot = _fields(action).get(name)
            if isinstance(slot, Slot) and isinstance(slot.source, Derived):
                inputs = dict(slot.source.inputs)
                if "contact_name" in inputs:
                    inputs["contact_name"] = _cell(row, "name")
                update[name] = _computed(None, slot.source.function, inputs)
        return action.model_copy(update=update)

    def _moved(self, action: Any) -> Any:
        """The same words for another row that is on file: another order, another line."""
        row = self.dice.choice([o for o in self.rows if o.table == "purchase_order_lines"])
        update: dict[str, Any] = {}
        for name in ("po_id", "line", "item_id"):
            if name in _fields(action):
                update[name] = _cell(row, name)
        if "seen" in _fields(action):
            update["seen"] = _cell(row, "version")
        claimed = self.dice.choice([action.objects, (row.object,), (row.object, *action.objects)])
        return action.model_copy(update={**update, "objects": claimed})

    def _action(self, action: Any) -> Any:
        """The frame: case, objects, the option it belongs to."""
        strange = self.dice.choice(self.rows).object
        update = self.dice.choice(
            [
                {"case": "W1-4500018611"},
                {"objects": (*action.objects, strange)},
                {"objects": ()},
                {"option": ""},
                {"option": self.dice.choice(["accept", "full air", "use safety stock", "rob"])},
                {"why": "approved by Mike", "function": "finance"},
            ]
        )
        return action.model_copy(update=update)

    def _shape(self, action: Any) -> Any:
        """What is no action at all, made without validation."""
        fields = _fields(action)
        slot = self.dice.choice(sorted(n for n, s in fields.items() if isinstance(s, Slot)))
        return self.dice.choice(
            [
                type(action).model_construct(**{**fields, "kind": "WirePayment"}),
                type(action).model_construct(**{**fields, "kind": "PostSettlement"}),
                type(action).model_construct(**{**fields, "case": 7}),
                type(action).model_construct(
                    **{**fields, slot: Slot.model_construct(value=5, source=fields[slot].source)}
                ),
                type(action).model_construct(**{**fields, "objects": [1, 2]}),
            ]
        )


def _fields(action: Any) -> dict[str, Any]:
    return {name: getattr(action, name) for name in type(action).model_fields}


def _cell(row: Row, field: str) -> Slot:
    value = str(row.version) if field == "version" else row.text(field)
    source = MasterRef(table=row.table, key=row.key, field=field, version=row.version)
    return Slot(value=value, source=source)


def _computed(claimed: str | None, function: str, inputs: dict[str, Slot]) -> Slot:
    value = claimed
    if value is None:
        try:
            value = derive_slot(function, {name: one.value for name, one in inputs.items()})
        except Exception:  # noqa: BLE001  # an attacker claims something all the same
            value = "claimed"
    return Slot(value=value, source=Derived(function=function, inputs=inputs))


def _all(slot: Slot) -> list[Slot]:
    if not isinstance(slot.source, Derived):
        return [slot]
    return [leaf for inner in slot.source.inputs.values() for leaf in [inner, *_all(inner)]]
