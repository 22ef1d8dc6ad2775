"""Random changes to valid actions: nothing acts, or is held for proven, that is not really so."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.actions import Action
from domain.derivations import derive_slot
from domain.derive import derive
from domain.provenance import (
    Derived,
    DocSpan,
    HumanInput,
    MasterRef,
    MasterRows,
    MessageRef,
    ModelText,
    PolicyText,
    Slot,
)
from domain.reading import stated_text
from domain.vocabulary import VOCABULARIES
from tests.domain.gate.situation import ANSWERED, BODY, TEXT, Situation

SITUATION = Situation()
ACTIONS = SITUATION.actions()
SLOTS = [(at, name) for at, action in enumerate(ACTIONS) for name in action.slots()]
VALUES = sorted({slot.value for action in ACTIONS for slot in action.slots().values()})
ROWS = sorted({f"{table}\n{key}" for table, key in SITUATION.record.kept})
SOURCES = [slot.source for action in ACTIONS for slot in action.slots().values()]


def really(slot: Slot) -> str | None:
    """What the slot's source says, found without the gate; None when it says nothing."""
    try:
        return _really(slot)
    except Exception:  # noqa: BLE001  # whatever goes wrong, nothing is said
        return None


def _really(slot: Slot) -> str | None:
    source = slot.source
    if isinstance(source, MasterRef):
        row = SITUATION.record.kept[source.table, source.key]
        value = row.version if source.field == "version" else row.values[source.field]
        plain = value.isoformat() if isinstance(value, date) else f"{value}"
        return plain if source.version == row.version else None
    if isinstance(source, DocSpan):
        span = source.span
        fresh = span.end <= len(BODY) and TEXT[span.start : span.end] == span.quote
        known = span.part == "body" and span.parser_version in ("text-1", "text-2")
        stored = span.sha256 == SITUATION.context.message
        said = stated_text(derive(source.recipe, span.quote, source.arguments))
        return said if fresh and known and stored and span.quote else None
    if isinstance(source, Derived):
        inputs = {name: really(inner) for name, inner in source.inputs.items()}
        proven = all(inputs[name] == inner.value for name, inner in source.inputs.items())
        return (
            derive_slot(source.function, {n: v or "" for n, v in inputs.items()})
            if proven
            else None
        )
    if isinstance(source, PolicyText):
        return slot.value if slot.value in VOCABULARIES[source.name] else None
    if isinstance(source, MessageRef):
        return {"subject": "new ready date", "message_id": "<w1-d@kailun.example>"}[source.field]
    if isinstance(source, HumanInput):
        body = ANSWERED.body
        given = (source.fact, source.person, source.slot)
        return body["value"] if given == (ANSWERED.id, body["person"], body["slot"]) else None
    if isinstance(source, MasterRows):
        rows = SITUATION.record.rows(source.table, **source.equals)
        wanted = [row for row in rows if source.first <= row.text(source.day) < source.until]
        pairs = [f"{row.text(source.day)}={row.number(source.amount):f}" for row in wanted]
        return " ".join(sorted(pairs))
    return None


@st.composite
def sources(draw: st.DrawFn, source: Any) -> Any:
    """The source with one field changed, or another source altogether."""
    if draw(st.booleans()):
        return draw(st.sampled_from(SOURCES))
    if isinstance(source, MasterRef):
        table, key = draw(st.sampled_from(ROWS)).split("\n")
        row = SITUATION.record.kept[table, key]
        field = draw(st.sampled_from([*row.values, "version"]))
        version = draw(st.sampled_from([0, 1, 2]))
        return MasterRef(table=table, key=key, field=field, version=version)
    if isinstance(source, DocSpan):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start, min(len(TEXT), start + 40)))
        honest = draw(st.booleans())
        quote = TEXT[start:end] if honest else source.span.quote
        span = source.span.model_copy(update={"start": start, "end": end, "quote": quote})
        return source.model_copy(update={"span": span})
    if isinstance(source, Derived):
        name = draw(st.sampled_from(sorted(source.inputs)))
        inner = draw(slots(source.inputs[name]))
        return source.model_copy(update={"inputs": {**source.inputs, name: inner}})
    if isinstance(source, PolicyText):
        return PolicyText(name=draw(st.sampled_from([*VOCABULARIES, "unheard of"])))
    return draw(
        st.sampled_from(
            [
                ModelText(request_hash="r"),
                HumanInput(person="E001", fact=ANSWERED.id, slot="promised_date"),
                MessageRef(sha256="b" * 64, field="subject"),
            ]
        )
    )


@st.composite
def slots(draw: st.DrawFn, slot: Slot) -> Slot:
    """The slot with another value, another source, or both."""
    value, source = slot.value, slot.source
    how = draw(st.sampled_from(["value", "source", "both"]))
    if how != "source":
        value = draw(st.sampled_from(VALUES) | st.text(max_size=8))
    if how != "value":
        source = draw(sources(source))
    return Slot(value=value, source=source)


@st.composite
def mutants(draw: st.DrawFn) -> tuple[Action, str]:
    """A valid action with one slot changed, and the slot's name."""
    at, name = draw(st.sampled_from(SLOTS))
    action = ACTIONS[at]
    changed = draw(slots(action.slots()[name]))
    return action.model_copy(update={name: changed}), name


PROVENANCE = {
    "forged_master",
    "stale_master",
    "forged_span",
    "forged_value",
    "forged_arguments",
    "quoted_history",
    "forged_human",
    "forged_derivation",
    "forged_policy_text",
    "model_text",
    "unknown_reference",
    "destination",
    "not_in_case",
    "sender_not_trusted",
}


def test_the_actions_begun_with_are_valid() -> None:
    assert {SITUATION.rule(action).outcome for action in ACTIONS} == {"act", "ask"}
    for action in ACTIONS:
        for name, slot in action.slots().items():
            assert really(slot) == slot.value, (action.kind, name)


@settings(max_examples=1500)
@given(mutants())
def test_a_changed_slot_passes_only_with_the_value_its_source_really_has(
    mutant: tuple[Action, str],
) -> None:
    action, name = mutant
    slot = action.slots()[name]
    ruling = SITUATION.rule(action)
    passed = {check.name for check in ruling.checks if check.passed}
    if really(slot) != slot.value:
        assert ruling.outcome == "never"
        assert ruling.reason in PROVENANCE
        assert f"slot {name}" not in passed
    if ruling.outcome != "never":
        assert all(really(one) == one.value for one in action.slots().values())
        assert ruling.action_key == action.key


@settings(max_examples=400)
@given(mutants(), st.sampled_from(["act", "advise", "observe"]))
def test_the_same_mutant_gets_the_same_ruling(mutant: tuple[Action, str], mode: str) -> None:
    action, _ = mutant
    assert SITUATION.rule(action, mode=mode) == SITUATION.rule(action, mode=mode)


#: Slots that hold the same thing under two names.
SAME = {"confirmation_source": "in_reply_to", "ready_date": "promised_date"}


@settings(max_examples=600)
@given(st.sampled_from(SLOTS), st.sampled_from(SLOTS))
def test_a_true_slot_stands_only_where_the_same_thing_is_meant(
    one: tuple[int, str], other: tuple[int, str]
) -> None:
    (at, name), (from_, taken) = one, other
    mutant = ACTIONS[at].model_copy(update={name: ACTIONS[from_].slots()[taken]})
    ruling = SITUATION.rule(mutant)
    if ruling.outcome != "never" and mutant.params() != ACTIONS[at].params():
        assert SAME.get(name, name) == SAME.get(taken, taken)
