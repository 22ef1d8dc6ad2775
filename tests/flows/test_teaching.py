"""Lessons in a workspace: used by the next mail, looked up by the gate, listed and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.evidence import Span
from domain.provenance import Derived, DocSpan, Slot
from domain.taught import Taught
from graph.correct import Wanted, correct
from graph.evidence import Evidence
from graph.teach import teach, unteach
from memory.taught import fact_in_force, taught
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office
from tests.flows.test_edi_answer import answer_855, mail_with

CASE = "W1-4500018822"
File = Callable[..., None]


def lesson(office: Office, kind: str, words: str, value: str, **more: str) -> Taught:
    wanted = Taught(partner="V1001", kind=kind, words=words, value=value, **more)
    return teach(office.deps, wanted, "E001")


def file_text(office: Office, folder: Path, name: str, body: str) -> None:
    """A mail of the supplier's desk with its proof, saying this."""
    raw = (OPENS.folder / "mail" / "W1-d.eml").read_bytes().replace(b"\r\n", b"\n")
    head = raw.partition(b"\n\n")[0]
    kept = [
        one
        for one in head.split(b"\n")
        if not one.lower().startswith((b"content-", b"mime-", b"subject:", b"message-id:"))
    ]
    said = f"\nMessage-ID: <{name}@kailun.example>\nSubject: delay\n\n{body}\n"
    (folder / f"{name}.eml").write_bytes(b"\n".join(kept) + said.encode())
    assert [one.outcome for one in file_mails(office, [folder / f"{name}.eml"])] == ["filed"]
    office.desk.advance()


def packs(office: Office) -> list[Slot]:
    """Quantities of the open proposal's letters that were counted in packs."""
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None
    found: list[Slot] = []
    waiting = [slot for action in proposal.actions for slot in action.slots().values()]
    while waiting:
        slot = waiting.pop()
        if isinstance(slot.source, Derived):
            waiting += slot.source.inputs.values()
        elif isinstance(slot.source, DocSpan) and slot.source.recipe == "packs":
            found.append(slot)
    return found


LOTS = "PO 4500018822 item 10 is delayed: 400 cartons on 20 April, balance 600 cartons on 4 May."


def test_a_taught_unit_is_used_by_the_next_mail_and_proven_by_the_gate(
    office: Office, tmp_path: Path
) -> None:
    one = lesson(office, "unit", "cartons", "12", item="KLB-12")
    file_text(office, tmp_path, "lots", LOTS)
    slots = packs(office)
    assert {slot.value for slot in slots} == {"4800", "7200"}
    assert {slot.source.arguments["taught"] for slot in slots} == {one.id}
    rulings = office.desk.case(CASE).rulings
    assert [ruling.reason for ruling in rulings if ruling.outcome == "never"] == []


def test_the_gate_knows_what_was_taught_of_whom_and_whether_it_still_holds(
    office: Office, tmp_path: Path
) -> None:
    one = lesson(office, "unit", "cartons", "12", item="KLB-12")
    file_text(office, tmp_path, "lots", LOTS)
    slot = packs(office)[0]
    assert isinstance(slot.source, DocSpan)

    def reasons(claim: dict[str, str], partner: str = "V1001") -> set[str]:
        from domain.gate.recompute import recompute

        deps = office.deps
        arguments = {**slot.source.arguments, **claim}
        claimed = slot.model_copy(
            update={"source": slot.source.model_copy(update={"arguments": arguments})}
        )
        with deps.ledger.reading() as connection:
            evidence = Evidence(
                reads=deps.reads,
                blob=deps.blobs.read,
                parse=deps.parse,
                verdict=lambda raw: deps.verdict(raw).verdict,
                fact=lambda fact_id: fact_in_force(connection, fact_id),
                partner=lambda raw: partner,
            )
            return {recompute(claimed, evidence.resolve([claimed])).reason}

    assert reasons({}) == {""}
    assert reasons({"each": "24"}) == {"forged_value"}
    assert reasons({"word": "pallets"}) == {"forged_value"}
    assert reasons({"unit": "KG"}) == {"forged_value"}
    assert reasons({"taught": "0" * 64}) == {"forged_value"}
    assert reasons({}, partner="V1002") == {"forged_value"}
    unteach(office.deps, one.number, "E001", "they repacked")
    assert reasons({}) == {"forged_value"}


def test_the_gate_looks_up_what_a_code_was_taught_to_mean(office: Office, tmp_path: Path) -> None:
    from domain.gate.recompute import recompute

    one = lesson(office, "code", "X12 1651 DR", "weather")
    raw = mail_with(answer_855("20260409"), "coded")
    office.deps.blobs.keep(raw)
    message = office.deps.parse(raw)
    part = next(part for part in message.parts if part.is_interchange)
    at = part.text.index("DR*12000")
    span = Span(sha256=message.sha256, part=part.name, start=at, end=at + 2, quote="DR")
    told = {"codes": "x12.1651", "code": "DR", "meant": "weather", "taught": one.id}

    def reason(**claim: str) -> str:
        arguments = {**told, **claim}
        source = DocSpan(span=span, recipe="coded_as_taught", arguments=arguments)
        slot = Slot(value=claim.get("meant", "weather"), source=source)
        deps = office.deps
        with deps.ledger.reading() as connection:
            evidence = Evidence(
                reads=deps.reads,
                blob=deps.blobs.read,
                parse=deps.parse,
                verdict=lambda raw: deps.verdict(raw).verdict,
                fact=lambda fact_id: fact_in_force(connection, fact_id),
                partner=lambda raw: "V1001",
            )
            return recompute(slot, evidence.resolve([slot])).reason

    assert reason() == ""
    assert reason(meant="labour") == "forged_value"
    assert reason(taught="0" * 64) == "forged_value"
    unteach(office.deps, one.number, "E001", "they changed their guide")
    assert reason() == "forged_value"


def test_an_undone_lesson_is_not_used_and_a_newer_one_takes_its_place(
    office: Office, tmp_path: Path
) -> None:
    first = lesson(office, "unit", "cartons", "10", item="KLB-12")
    second = lesson(office, "unit", "Cartons", "12", item="KLB-12")
    with office.ledger.reading() as connection:
        assert [(one.value, one.version) for one in taught(connection)] == [("12", 2)]
        assert fact_in_force(connection, first.id) is None
    with pytest.raises(Unknown, match="no mapping in force"):
        unteach(office.deps, first.number, "E001")
    unteach(office.deps, second.number, "E001")
    file_text(office, tmp_path, "lots", LOTS)
    assert packs(office) == []
    again = lesson(office, "unit", "cartons", "12", item="KLB-12")
    assert again.id != second.id and again.version == 3


def test_teaching_takes_a_coordinator_a_partner_and_items_on_record(office: Office) -> None:
    with pytest.raises(NotAllowed, match="takes a coordinator"):
        teach(office.deps, Taught(partner="V1001", kind="date-order", value="DMY"), "E015")
    for wanted, words in (
        ({"partner": "V9999", "kind": "date-order", "value": "DMY"}, "not on record"),
        ({"kind": "unit", "words": "cartons", "value": "12", "item": "NONE-1"}, "not on record"),
        ({"kind": "item", "words": "KX-1", "value": "NONE-1"}, "not on record"),
        ({"kind": "item", "words": "CBL-20", "value": "KLB-12"}, "item of ours"),
        ({"kind": "label", "words": "Ship by", "value": "ex works", "item": "KLB-12"}, "--item"),
        ({"kind": "contact", "words": "CT02", "value": "x@evil.example"}, "cannot be taught"),
    ):
        with pytest.raises(Refused, match=words):
            teach(office.deps, Taught(**{"partner": "V1001", **wanted}), "E001")
    lesson(office, "date-order", "", "DMY")
    with pytest.raises(Refused, match="taught already"):
        lesson(office, "date-order", "", "DMY")


def test_a_correction_that_shows_a_pattern_offers_the_lesson(
    office: Office, file: File, tmp_path: Path
) -> None:
    lesson(office, "date-order", "", "MDY")
    file_text(office, tmp_path, "swapped", "PO 4500018822 item 10 is delayed to 04/05/2026.")
    wanted = Wanted("promised_date", "10", "2026-05-04", 0, "they write the day first")
    done = correct(office.deps, CASE, wanted, "E001")
    assert [(one.partner, one.kind, one.value) for one in done.lessons] == [
        ("V1001", "date-order", "DMY")
    ]
    teach(office.deps, done.lessons[0], "E001")
    file_text(office, tmp_path, "again", "PO 4500018822 item 10 is delayed to 06/05/2026.")
    [date] = [
        one for one in office.desk.case(CASE).news[-1].statements if one.field == "promised_date"
    ]
    assert str(date.value.span) == "2026-05-06"


def test_the_second_time_asks_fewer_questions_than_the_first(
    office: Office, tmp_path: Path
) -> None:
    """What the first case had to ask is taught once; a later mail like it asks nothing."""
    file_text(office, tmp_path, "first", "PO 4500018822 item 10: new ready date is 5/4, sorry.")
    first = office.desk.case(CASE).open_questions
    assert first == ("promised_date",)
    lesson(office, "date-order", "", "DMY")
    file_text(office, tmp_path, "second", "PO 4500018847 item 10: new ready date is 9/4, sorry.")
    second = office.desk.case("W1-4500018847")
    assert len(second.open_questions) < len(first) and second.proposal is not None
