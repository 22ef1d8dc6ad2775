"""Each forgery of where a value comes from meets its own reason, and none ever acts."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.actions import action_from
from domain.evidence import Span
from domain.gate import rule
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
    fixed,
)
from tests.domain.delay.worked import MAIL
from tests.domain.gate.situation import ANSWERED, HISTORY, TEXT, Situation, span, with_slot, words

Forge = Callable[[Any], Any]
LINE_KEY = "4500018822/10"


def master(table: str, key: str, field: str, value: str, version: int = 1) -> Slot:
    source = MasterRef(table=table, key=key, field=field, version=version)
    return Slot(value=value, source=source)


def at(start: int, quote: str, part: str = "body", sha256: str = MAIL, **more: str) -> Span:
    end = start + len(quote)
    return Span(sha256=sha256, part=part, start=start, end=end, quote=quote, **more)


def dated(where: Span, value: str = "2026-04-11") -> Slot:
    given = {"reference": "2026-03-10", "order": "DMY", "language": "en", "event": "ex works"}
    return Slot(value=value, source=DocSpan(span=where, recipe="date_words", arguments=given))


def postponed(day: str) -> Slot:
    """The supplier's day, said to be moved in a fact in which a person typed 2026-04-12."""
    typed = HumanInput(person="E001", fact=ANSWERED.id, slot="promised_date")
    inputs = {
        "proposed": words("11 April", "2026-04-11"),
        "wanted": Slot(value=day, source=typed),
    }
    return Slot(value=day, source=Derived(function="no_earlier", inputs=inputs))


HISTORIC = at(TEXT.index(HISTORY) + HISTORY.index("30 March"), "30 March")

#: What a forger would put into the date of an order line, and the reason it meets.
DATES: dict[str, tuple[Slot, str]] = {
    "a change that nobody typed": (postponed("2026-04-20"), "forged_human"),
    "a change of what nobody may change": (postponed("2026-04-12"), "wrong_source"),
    "a value the words do not say": (words("11 April", "2026-04-12"), "forged_value"),
    "words that say another day": (words("17 March", "2026-04-11"), "forged_value"),
    "words that say no day": (words("12,000 pcs", "2026-04-11"), "forged_value"),
    "two days in one quote": (words("11 April, not 6 April", "2026-04-11"), "forged_value"),
    "a recipe nobody knows": (words("11 April", "2026-04-11", "guess"), "forged_value"),
    "read as on another day": (
        words("11 April", "2027-04-11", reference="2027-03-10"),
        "forged_arguments",
    ),
    "read in another order": (words("11 April", "2026-04-11", order="MDY"), "forged_arguments"),
    "read in another language": (
        words("11 April", "2026-04-11", language="de"),
        "forged_arguments",
    ),
    "a reading that nobody chose": (words("11 April", "2026-04-11", pick="0"), "forged_arguments"),
    "so many days after any day": (
        words("17 March", "2027-01-17", "later_than", anchor="2027-01-01"),
        "forged_arguments",
    ),
    "words that stand elsewhere": (dated(at(0, "11 April")), "forged_span"),
    "words that stand nowhere": (dated(at(5, "12 April"), "2026-04-12"), "forged_span"),
    "no words at all": (dated(at(0, "")), "forged_span"),
    "a part the mail does not have": (
        dated(at(0, "11 April", part="attachment:0")),
        "forged_span",
    ),
    "words as another parser reads them": (
        dated(span("11 April").model_copy(update={"parser_version": "text-0"})),
        "forged_span",
    ),
    "words of a mail nobody stored": (
        dated(at(0, "11 April", sha256="b" * 64)),
        "unknown_reference",
    ),
    "words of quoted history": (dated(HISTORIC, "2026-03-30"), "quoted_history"),
    "a person's input nobody gave": (
        Slot(
            value="2026-04-12",
            source=HumanInput(person="E001", fact="f" * 64, slot="promised_date"),
        ),
        "forged_human",
    ),
    "another person's input": (
        Slot(
            value="2026-04-12",
            source=HumanInput(person="E002", fact=ANSWERED.id, slot="promised_date"),
        ),
        "forged_human",
    ),
    "an input to another question": (
        Slot(value="2026-04-12", source=HumanInput(person="E001", fact=ANSWERED.id, slot="reply")),
        "forged_human",
    ),
    "an input with another value": (
        Slot(
            value="2026-04-13",
            source=HumanInput(person="E001", fact=ANSWERED.id, slot="promised_date"),
        ),
        "forged_human",
    ),
    "a derivation with another result": (
        Slot(
            value="2026-04-12",
            source=Derived(function="last_day", inputs={"span": words("11 April", "2026-04-11")}),
        ),
        "forged_derivation",
    ),
    "a derivation nobody registered": (
        Slot(value="2026-04-11", source=Derived(function="now", inputs={})),
        "forged_derivation",
    ),
    "a derivation without its input": (
        Slot(value="2026-04-11", source=Derived(function="last_day", inputs={})),
        "forged_derivation",
    ),
    "a forged value inside a derivation": (
        Slot(
            value="2026-04-12",
            source=Derived(function="last_day", inputs={"span": words("11 April", "2026-04-12")}),
        ),
        "forged_value",
    ),
    "a word of no vocabulary": (fixed("date", "2026-04-11"), "forged_policy_text"),
    "a word that is not in the vocabulary": (fixed("event", "2026-04-11"), "forged_policy_text"),
    "a true word of another vocabulary": (fixed("empty", ""), "forged_policy_text"),
    "a model's words": (
        Slot(value="2026-04-11", source=ModelText(request_hash="r")),
        "model_text",
    ),
    "another column of the record": (
        master("purchase_order_lines", LINE_KEY, "need_date", "2026-05-11"),
        "wrong_source",
    ),
    "true words under a recipe for something else": (
        words("11 April", "11 April", "words"),
        "wrong_source",
    ),
    "a true derivation for something else": (
        Slot(
            value="2026-05-15",
            source=Derived(
                function="arrival",
                inputs={
                    "day": words("11 April", "2026-04-11"),
                    "transit": master("rates", "R01", "transit_days", "34"),
                },
            ),
        ),
        "wrong_source",
    ),
}


@pytest.mark.parametrize("name", DATES)
def test_a_forged_date_meets_its_own_reason(name: str) -> None:
    forged, reason = DATES[name]
    situation = Situation()
    action = with_slot(situation.action("ChangeOrderLine"), "promised_date", forged)
    ruling = situation.rule(action)
    assert (ruling.outcome, ruling.reason) == ("never", reason)


#: What a forger would put into the number of the order that is changed.
ORDERS: dict[str, tuple[Slot, str]] = {
    "another value than the record holds": (
        master("purchase_order_lines", LINE_KEY, "po_id", "4500018830"),
        "not_in_case",
    ),
    "a row that is not on record": (
        master("purchase_order_lines", "4500018822/99", "po_id", "4500018822"),
        "unknown_reference",
    ),
    "a column that is not on record": (
        master("purchase_order_lines", LINE_KEY, "po", "4500018822"),
        "unknown_reference",
    ),
    "an older version of the row": (
        master("purchase_order_lines", LINE_KEY, "po_id", "4500018822", version=0),
        "stale_master",
    ),
    "another table": (
        master("purchase_orders", "4500018822", "po_id", "4500018822"),
        "wrong_source",
    ),
    "a header": (
        Slot(value="4500018822", source=MessageRef(sha256=MAIL, field="subject")),
        "forged_span",
    ),
    "a series": (
        Slot(
            value="4500018822",
            source=MasterRows(
                table="demand",
                equals={"site_id": "US20", "item_id": "KLB-12"},
                day="day",
                amount="qty",
                first="2026-03-11",
                until="2026-07-01",
            ),
        ),
        "forged_master",
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_a_forged_reference_meets_its_own_reason(name: str) -> None:
    forged, reason = ORDERS[name]
    situation = Situation()
    action = with_slot(situation.action("ChangeOrderLine"), "po_id", forged)
    ruling = situation.rule(action)
    assert (ruling.outcome, ruling.reason) == ("never", reason)


def test_a_price_the_record_does_not_hold_is_forged() -> None:
    situation = Situation()
    dear = master("items", "KLB-12", "alternate_price", "198.50")
    ruling = situation.rule(with_slot(situation.action("IssueOrder"), "unit_price", dear))
    assert (ruling.outcome, ruling.reason) == ("never", "forged_master")


def test_a_row_that_has_changed_since_it_was_read_is_stale() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    situation.record.change("purchase_order_lines", LINE_KEY, note="moved by hand")
    assert situation.rule(action).reason == "stale_master"


#: What a forger would put into the recipient of a letter.
RECIPIENTS: dict[str, tuple[str, Slot, str]] = {
    "words of the mail": ("contact", words("11 April", "11 April", "words"), "destination"),
    "a person's input": (
        "contact",
        Slot(value="CT01", source=HumanInput(person="E001", fact=ANSWERED.id, slot="contact")),
        "destination",
    ),
    "a derivation": (
        "contact",
        Slot(
            value="CT01",
            source=Derived(
                function="at_least",
                inputs={"qty": master("contacts", "CT01", "contact_id", "CT01")},
            ),
        ),
        "destination",
    ),
    "a fixed word": ("contact", fixed("empty", ""), "destination"),
    "a model's words": (
        "contact",
        Slot(value="CT01", source=ModelText(request_hash="r")),
        "destination",
    ),
    "another column": ("contact", master("contacts", "CT01", "mail", "l@k.example"), "destination"),
    "a column of another table": (
        "contact_name",
        master("partners", "V1001", "name", "Kailun"),
        "destination",
    ),
    "a contact of another partner": (
        "contact",
        master("contacts", "CT90", "contact_id", "CT90"),
        "not_in_case",
    ),
    "a contact of a name that is not its own": (
        "contact_name",
        master("contacts", "CT33", "name", "Bookings"),
        "not_in_case",
    ),
}


@pytest.mark.parametrize("name", RECIPIENTS)
def test_a_recipient_comes_from_its_own_column_of_the_cases_own_contacts(name: str) -> None:
    slot_name, forged, reason = RECIPIENTS[name]
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    ruling = situation.rule(with_slot(letter, slot_name, forged))
    assert (ruling.outcome, ruling.reason) == ("never", reason)


def test_a_recipient_who_cannot_be_written_to_is_refused() -> None:
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    ruling = situation.rule(letter, recipient_problem="contact CT01 does not read mail")
    assert (ruling.outcome, ruling.reason) == ("never", "recipient_not_usable")


def test_a_letter_that_binds_does_not_pass_for_an_acknowledgement() -> None:
    situation = Situation()
    order = situation.action("SendMessage", template="order")
    disguised = with_slot(order, "template", fixed("template", "acknowledge"))
    disguised = disguised.model_copy(update={"option": ""})
    ruling = situation.rule(disguised)
    assert (ruling.outcome, ruling.reason) == ("never", "wrong_letter")


def test_a_note_does_not_bring_a_partners_words_to_a_function_as_our_own() -> None:
    situation = Situation()
    quoted = words("Please reply before 17 March", "Please reply before 17 March", "words")
    ruling = situation.rule(with_slot(situation.action("NotifyFunction"), "text", quoted))
    assert (ruling.outcome, ruling.reason) == ("never", "wrong_source")


def test_a_letter_does_not_tell_one_partner_what_another_pays() -> None:
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    source = letter.text.source
    assert isinstance(source, Derived)
    leak = {**source.inputs, "company": master("items", "KLB-12", "alternate_price", "19.85")}
    text = Slot(
        value=letter.text.value.replace("Harlow Devices, Inc.", "19.85"),
        source=Derived(function="letter_text", inputs=leak),
    )
    ruling = situation.rule(with_slot(letter, "text", text))
    assert (ruling.outcome, ruling.reason) == ("never", "wrong_source")


def test_a_letter_does_not_tell_a_partner_our_own_figures() -> None:
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    source = letter.text.source
    assert isinstance(source, Derived)
    leak = {**source.inputs, "company": master("company", "stockout_cost", "value", "6800.00")}
    text = Slot(
        value=letter.text.value.replace("Harlow Devices, Inc.", "6800.00"),
        source=Derived(function="letter_text", inputs=leak),
    )
    ruling = situation.rule(with_slot(letter, "text", text))
    assert (ruling.outcome, ruling.reason) == ("never", "not_in_case")


def test_an_object_outside_the_case_is_refused_even_if_only_named() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    listed = action.model_copy(
        update={"objects": (*action.objects, "purchase_order_lines:4500018830/10")}
    )
    assert situation.rule(listed).reason == "not_in_case"
    assert situation.rule(action.model_copy(update={"case": "W1-other"})).reason == "not_in_case"


def test_values_of_one_action_come_from_one_row_of_a_table() -> None:
    situation = Situation()
    action = situation.action("IssueOrder")
    silent = action.model_copy(update={"objects": action.objects[:1]})
    assert situation.rule(silent).reason == "not_in_case"


def test_what_is_no_action_is_refused() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    data = action.model_dump()
    for broken in (
        {**data, "kind": "Transfer"},
        {**data, "iban": "DE89"},
        {name: value for name, value in data.items() if name != "event"},
        {**data, "objects": None},
    ):
        with pytest.raises(ValueError, match="validation error"):
            action_from(broken)


def test_an_action_made_around_its_schema_is_refused_by_the_gate() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    world = situation.world(action)
    fields = {name: getattr(action, name) for name in type(action).model_fields}
    unknown = type(action).model_construct(**{**fields, "kind": "Transfer"})
    assert situation_ruling(situation, unknown, world).reason == "unknown_kind"
    shapeless = type(action).model_construct(**{**fields, "objects": "everything"})
    assert situation_ruling(situation, shapeless, world).reason == "schema"
    missing = type(action).model_construct(
        **{name: value for name, value in fields.items() if name != "event"}
    )
    assert situation_ruling(situation, missing, world).reason == "schema"


def situation_ruling(situation: Situation, action: Any, world: Any) -> Any:
    return rule(action, world, situation.policy)


@pytest.mark.parametrize("verdict", ["unauthenticated", "unknown_sender", "suspect"])
def test_a_date_of_a_sender_who_is_not_proven_is_never_written(verdict: Any) -> None:
    situation = Situation()
    situation.verdict = verdict
    ruling = situation.rule(situation.action("ChangeOrderLine"))
    assert (ruling.outcome, ruling.reason) == ("never", "sender_not_trusted")


def test_a_person_can_vouch_for_a_date_nobody_proved() -> None:
    situation = Situation()
    situation.verdict = "unauthenticated"
    vouched = Slot(
        value="2026-04-12",
        source=HumanInput(person="E001", fact=ANSWERED.id, slot="promised_date"),
    )
    action = with_slot(situation.action("ChangeOrderLine"), "promised_date", vouched)
    assert situation.rule(action).outcome == "ask"


def test_words_are_read_as_the_sender_writes_whatever_the_claim_says() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    next_year = words("11 April", "2027-04-11", reference="2027-03-10")
    forged = with_slot(action, "promised_date", next_year)
    world = situation.world(forged)
    known = {
        key: one.model_copy(update={"arguments": {"reference": "2026-03-10"}})
        for key, one in world.resolved.items()
    }
    assert situation.rule(forged, resolved=known).reason == "forged_value"
    honest = words("11 April", "2026-04-11", reference="2026-03-10")
    told = with_slot(action, "promised_date", honest)
    assert situation.rule(told).outcome == "ask"


def test_a_policy_word_stands_only_where_that_word_may() -> None:
    situation = Situation()
    note = situation.action("NotifyFunction")
    wrong = Slot(value="ready", source=PolicyText(name="event"))
    ruling = situation.rule(with_slot(note, "recipient_function", wrong))
    assert (ruling.outcome, ruling.reason) == ("never", "forged_policy_text")
