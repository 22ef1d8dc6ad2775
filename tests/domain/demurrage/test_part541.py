"""46 CFR part 541: out of time, content missing, and where the rule does not reach."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.demurrage.part541 import DaysInvoice, check, contents, resolve_by

EVERYTHING = frozenset(one["field"] for one in contents())
BILL = DaysInvoice(
    number="OD-90117",
    issuer="ocean carrier",
    us_trade=True,
    direction="import",
    issued=date(2026, 6, 30),
    last_incurred=date(2026, 5, 28),
    holds=EVERYTHING,
)


def test_an_invoice_33_days_after_the_last_day_need_not_be_paid() -> None:
    found = check(BILL)
    assert (found.applies, found.owed, found.days_late) == (True, False, 3)
    assert (found.issue_by, found.dispute_until) == (date(2026, 6, 27), date(2026, 7, 30))
    assert found.findings == (
        "issued 2026-06-30, 33 days after 2026-05-28, 30 are allowed (46 CFR 541.7(a))",
    )


def test_in_time_and_whole_it_is_owed_as_reckoned() -> None:
    found = check(BILL.model_copy(update={"issued": date(2026, 6, 27)}))
    assert (found.owed, found.findings, found.missing) == (True, (), ())


def test_a_correction_starts_no_new_clock() -> None:
    again = BILL.model_copy(update={"issued": date(2026, 7, 20), "first_issued": date(2026, 6, 1)})
    assert check(again).owed is True
    late = BILL.model_copy(
        update={"last_incurred": date(2026, 6, 20), "first_issued": date(2026, 8, 1)}
    )
    assert check(late).owed is False


def test_content_that_is_missing_ends_the_duty_to_pay() -> None:
    bare = BILL.model_copy(
        update={
            "issued": date(2026, 6, 1),
            "holds": EVERYTHING - {"free_time_end", "earliest_return"},
        }
    )
    assert check(bare).findings == ("end of free time is not on it (541.6(b)(5))",)
    exported = check(bare.model_copy(update={"direction": "export"}))
    assert "earliest return date is not on it (541.6(b)(7))" in exported.findings


def test_a_carrier_without_vessels_counts_from_the_invoice_it_got() -> None:
    passed_on = BILL.model_copy(update={"issuer": "NVOCC", "received_from": date(2026, 6, 5)})
    assert check(passed_on).owed is True
    assert check(passed_on.model_copy(update={"received_from": None})).missing == (
        "the day of the invoice it received",
    )


def test_it_is_not_quoted_where_it_does_not_reach() -> None:
    mexico = check(BILL.model_copy(update={"us_trade": False}))
    trucker = check(BILL.model_copy(update={"issuer": "trucker"}))
    assert (mexico.applies, mexico.owed, trucker.applies) == (False, None, False)
    unknown = check(BILL.model_copy(update={"us_trade": None}))
    assert (unknown.applies, unknown.missing) == (None, ("whether the carriage is in a US trade",))


def test_what_nobody_looked_at_is_missing_not_fine() -> None:
    unseen = BILL.model_copy(update={"issued": date(2026, 6, 1), "holds": None})
    found = check(unseen)
    assert (found.owed, found.missing) == (
        None,
        ("which required contents the invoice holds (541.6)",),
    )


@given(st.integers(0, 120))
def test_thirty_days_are_in_time_and_one_more_is_not(days: int) -> None:
    issued = BILL.model_copy(update={"issued": date(2026, 5, 28) + timedelta(days=days)})
    found = check(issued)
    assert found.owed is (days <= 30)
    assert found.days_late == max(0, days - 30)


def test_a_request_is_answered_within_thirty_days() -> None:
    assert resolve_by(date(2026, 7, 6)) == date(2026, 8, 5)
    assert resolve_by(date(2024, 1, 1)) is None
