"""Words are read again as their sender writes: what is claimed of that must stand in the record."""

from datetime import UTC, datetime

import pytest

from domain.evidence import Part, Span
from domain.gate.recompute import recompute
from domain.gate.world import Resolved, leaf_key
from domain.message import Message
from domain.provenance import DocSpan, Slot
from domain.reading import CodeStated, Statement
from domain.sender import nothing_taught
from domain.taught import Habits
from graph.evidence import Evidence
from graph.writing import NOTHING, Known
from tests.domain.delay.worked import row

TEXT = "Pos. 10: 1.200 Stk am 9/4, Rest 10 Tage danach."
SHA = "s" * 64


def mail(written_at: datetime, offset: int) -> Message:
    return Message(
        sha256=SHA,
        key="k",
        message_id="<m@nord.example>",
        sent_at=written_at,
        sent_offset_minutes=offset,
        sender="ab@nord.example",
        subject="",
        parts=(Part(name="body", kind="text/plain", text=TEXT),),
    )


class Record:
    """A partner as master data know it."""

    def __init__(self, **writes: str) -> None:
        self.partner = row("partners", "V2", mail_domains="nord.example", kind="supplier", **writes)

    def row(self, table: str, key: str) -> object:
        return self.partner if (table, key) == ("partners", "V2") else None

    def rows(self, table: str, **equals: str) -> list[object]:
        return [self.partner] if table == "partners" else []


GERMAN = Record(language="de", date_order="DMY", decimal_mark=",")
SENT = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)


def said(quote: str, value: str, recipe: str, **arguments: str) -> Slot:
    at = TEXT.index(quote)
    span = Span(sha256=SHA, part="body", start=at, end=at + len(quote), quote=quote)
    return Slot(value=value, source=DocSpan(span=span, recipe=recipe, arguments=arguments))


def reason(slot: Slot, known: Known = NOTHING, record: Record = GERMAN, offset: int = 60) -> str:
    """Why the gate does not take the slot; empty when it does."""
    evidence = Evidence(
        reads=record,  # type: ignore[arg-type]
        blob=lambda name: TEXT.encode(),
        parse=lambda raw: mail(SENT, offset),
        verdict=lambda raw: "authenticated",
        fact=lambda fact: None,
        known=known,
    )
    resolved: dict[str, Resolved] = evidence.resolve([slot])
    assert leaf_key(slot) in resolved
    return recompute(slot, resolved).reason


GIVEN = {"reference": "2026-03-11", "order": "DMY", "language": "de"}


def test_the_day_of_writing_is_that_of_the_senders_clock() -> None:
    assert reason(said("9/4", "2026-04-09", "date_words", **GIVEN)) == ""
    utc = {**GIVEN, "reference": "2026-03-10"}
    assert reason(said("9/4", "2026-04-09", "date_words", **utc)) == "forged_arguments"
    assert reason(said("9/4", "2026-04-09", "date_words", **utc), offset=0) == ""


def test_a_date_in_utc_is_counted_from_the_writers_own_day_or_as_it_was_read_before() -> None:
    here = Record(language="de", date_order="DMY", decimal_mark=",", time_zone="Europe/Berlin")
    slot = said("9/4", "2026-04-09", "date_words", **GIVEN)
    assert reason(slot, record=here, offset=0) == ""
    utc = said("9/4", "2026-04-09", "date_words", **{**GIVEN, "reference": "2026-03-10"})
    assert reason(utc, record=here, offset=0) == "forged_arguments"
    assert isinstance(utc.source, DocSpan)
    value = CodeStated(text="any")
    read = Statement(
        object="o:1", field="promised_date", value=value, span=utc.source.span,
        recipe="date_words", arguments=utc.source.arguments,
    )  # fmt: skip
    known = Known(said=lambda message: (read,))
    assert reason(utc, known, record=here, offset=0) == ""
    assert reason(utc, known, record=here, offset=60) == "forged_arguments"


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_what_is_left_out_is_what_the_record_says(name: str) -> None:
    rest = {one: text for one, text in GIVEN.items() if one != name}
    assert reason(said("9/4", "2026-04-09", "date_words", **rest)) == ""
    assert reason(said("9/4", "2026-09-04", "date_words", **rest)) == "forged_value"


@pytest.mark.parametrize(
    ("value", "decimal", "met"),
    [
        ("1200", {"decimal": ","}, ""),
        ("1.200", {"decimal": "."}, "forged_arguments"),
        ("1200", {}, ""),
        ("1.200", {}, "forged_value"),
    ],
)
def test_a_number_is_read_with_the_partners_decimal_mark(
    value: str, decimal: dict[str, str], met: str
) -> None:
    assert reason(said("1.200 Stk", value, "quantity_words", **decimal)) == met


def test_what_was_taught_holds_beside_what_is_on_file_for_older_mail() -> None:
    taught = Known(knows=lambda partner: Habits(date_order="MDY"))
    other = {**GIVEN, "order": "MDY"}
    assert reason(said("9/4", "2026-09-04", "date_words", **other), taught) == ""
    assert reason(said("9/4", "2026-04-09", "date_words", **GIVEN), taught) == ""
    assert reason(said("9/4", "2026-09-04", "date_words", **other)) == "forged_arguments"
    assert nothing_taught("V2") == Habits()


def test_the_day_another_hangs_on_is_the_one_that_was_read() -> None:
    slot = said("10 Tage danach", "2026-04-19", "later_than", anchor="2026-04-09")
    source = slot.source
    assert isinstance(source, DocSpan)
    read = Statement(
        object="purchase_order_lines:1/10",
        field="promised_date",
        value=CodeStated(text=""),
        span=source.span,
        recipe="later_than",
        arguments={"anchor": "2026-04-09"},
    )
    known = Known(said=lambda message: [read])
    assert reason(slot, known) in ("", "forged_value")  # whether the words are understood or not
    other = said("10 Tage danach", "2026-12-31", "later_than", anchor="2026-12-21")
    assert reason(other, known) == "forged_arguments"
    assert reason(slot) == "forged_arguments"
