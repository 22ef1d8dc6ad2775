"""How often a silence is asked about, by when, and when all of it stops."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.silence.book import Calendar, Told
from domain.silence.found import too_many
from domain.workdays import Workdays
from tests.domain.silence.records import CONTACT, LINE, NAME, ORDER, RULES, SUPPLIER, look, record

MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


def step(letters: list[datetime], now: datetime) -> tuple[str, int]:
    (one,) = look(record(), only="S1", now=now, letters={NAME: letters}).silent
    return one.step, one.nth


def test_letters_are_two_working_days_apart_and_after_three_somebody_calls() -> None:
    assert step([], MONDAY) == ("ask", 1)
    assert step([MONDAY], MONDAY + timedelta(days=1)) == ("wait", 1)
    assert step([MONDAY], MONDAY + timedelta(days=2)) == ("ask", 2)
    friday = MONDAY + timedelta(days=4)
    assert step([MONDAY, friday], friday + timedelta(days=3)) == ("wait", 2), "over a weekend"
    assert step([MONDAY, MONDAY, friday], friday) == ("call", 3)


def test_a_letter_from_before_it_was_late_does_not_count() -> None:
    assert step([datetime(2026, 3, 3, tzinfo=UTC)], MONDAY) == ("ask", 1)


def test_a_person_comes_at_once_where_the_next_letter_would_be_too_late() -> None:
    near = record(purchase_order_lines=[{**LINE, "need_date": "2026-03-10"}])
    (one,) = look(near, only="S1", now=MONDAY).silent
    assert one.urgent and one.step == "ask"


@given(st.lists(st.integers(0, 90), max_size=6), st.integers(0, 120))
def test_no_thing_is_asked_about_more_than_three_times(days: list[int], today: int) -> None:
    letters = [MONDAY + timedelta(days=one) for one in days]
    found, nth = step(letters, MONDAY + timedelta(days=today))
    if found == "ask":
        assert nth == len(letters) + 1 <= RULES.letters
    if len(letters) >= RULES.letters:
        assert found == "call"


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_waived_or_known_silence_is_found_once(first: int, second: int) -> None:
    """The same thing has the same handle on every day on which it is silent."""
    keys = {
        look(record(), only="S1", now=MONDAY + timedelta(days=one)).silent[0].key
        for one in (first, second)
    }
    assert len(keys) == 1


def many(partners: int, silent: int, heard: int = 0) -> str:
    """`partners` suppliers with an order each; the first `silent` have not confirmed it, and the
    first `heard` of those have written of something else."""
    suppliers = [{**SUPPLIER, "partner_id": f"V{n}"} for n in range(partners)]
    contacts = [{**CONTACT, "contact_id": f"C{n}", "partner_id": f"V{n}"} for n in range(partners)]
    orders = [{**ORDER, "po_id": str(n), "supplier_id": f"V{n}"} for n in range(partners)]
    lines = [
        {**LINE, "po_id": str(n), "supplier_ack_no": "" if n < silent else "AB"}
        for n in range(partners)
    ]
    told = Told(heard={f"V{n}": MONDAY for n in range(heard)})
    rows = record(
        partners=suppliers, contacts=contacts, purchase_orders=orders, purchase_order_lines=lines
    )
    return too_many(look(rows, told, only="S1", now=MONDAY), RULES)


def test_more_than_thirty_per_cent_silent_at_once_may_be_our_own_mail() -> None:
    assert many(20, 6) == "", "thirty per cent are not more than thirty"
    assert many(20, 7).startswith("7 of 20 partners are silent")
    assert many(6, 4) == "", "too few to tell"
    assert many(20, 7, heard=1) == "", "mail of one of them came through since"


def test_a_wait_is_counted_in_the_days_of_the_place() -> None:
    days = Calendar(days=Workdays(weekend=frozenset({4, 5})), zone="Asia/Riyadh")
    rules = next(one for one in RULES.sweeps if one.id == "S1")
    late = days.after(date(2026, 3, 11), rules.wait)  # a Wednesday; Friday and Saturday are off
    assert late == datetime(2026, 3, 16, 21, tzinfo=UTC), "the end of Monday there"
