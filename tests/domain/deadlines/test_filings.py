"""Filings and cut-offs in the time of their place, and which of several binds."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines.clock import Deadline, at_place, earliest
from domain.deadlines.cutoffs import cutoffs_of, ready_by, stated
from domain.deadlines.filings import Event, applying, due, filing_rules, filings_of
from domain.record import Row
from domain.workdays import Workdays

LOS_ANGELES = "America/Los_Angeles"
SH01 = Row(
    table="shipments",
    key="SH01",
    version=1,
    values={
        "mode": "sea",
        "pol": "CNYTN",
        "pod": "USLAX",
        "etd": datetime(2026, 4, 14, 18, 0),
        "eta": date(2026, 4, 29),
        "place_tz_cutoffs": "Asia/Shanghai",
        "si_cutoff": datetime(2026, 4, 11, 12, 0),
        "vgm_cutoff": datetime(2026, 4, 12, 12, 0),
        "cy_cutoff": datetime(2026, 4, 13, 23, 59),
    },
)
TODAY = date(2026, 4, 9)


def isf(shipment: Row) -> Deadline:
    return next(one for one in filings_of(shipment, TODAY) if one.code == "US-ISF")


def test_isf_is_an_estimate_by_departure_until_the_broker_states_it_and_the_earlier_binds() -> None:
    estimated = isf(SH01)
    there = estimated.there(LOS_ANGELES)
    assert there is not None
    assert f"{there:%Y-%m-%d %H:%M}" == "2026-04-13 03:00"
    assert estimated.estimate
    assert estimated.basis == (
        "24 h before departure, as loading is not known, 2026-04-14 18:00 Asia/Shanghai"
    )
    told = stated("US-ISF", "filing", datetime(2026, 4, 13, 6, 0), "Asia/Shanghai", "W5-a")
    binding = earliest([estimated, told])
    assert binding is told
    assert f"{binding.there(LOS_ANGELES):%Y-%m-%d %H:%M}" == "2026-04-12 15:00"


def test_filings_by_arrival_need_its_zone_and_take_a_bare_day_from_its_beginning() -> None:
    entry = next(one for one in filings_of(SH01, TODAY) if one.code == "US-entry")
    assert entry.missing == ("the time zone of arrival",)
    zoned = filings_of(SH01, TODAY, {"USLAX": LOS_ANGELES})
    assert not any(one.missing for one in zoned)
    entry = next(one for one in zoned if one.code == "US-entry")
    assert f"{entry.at}" == "2026-05-14 23:59:59-07:00"
    assert entry.basis == "end of the day 15 d after arrival 2026-04-29 America/Los_Angeles"
    stuffing = next(one for one in zoned if one.code == "US-ISF-stuffing")
    assert (f"{stuffing.at}", stuffing.estimate) == ("2026-04-28 00:00:00-07:00", True)


@pytest.mark.parametrize(
    ("origin", "destination", "mode", "codes"),
    [
        (
            "CN",
            "US",
            "sea",
            ["US-ISF", "US-ISF-stuffing", "US-AMS", "US-entry", "US-entry-summary"],
        ),
        ("US", "FR", "air", ["US-EEI-air", "EU-ENS-air"]),
        ("TR", "FR", "sea", ["EU-ENS-deep-sea"]),
        ("TR", "FR", "short sea", ["EU-ENS-short-sea"]),
        ("IT", "FR", "road", []),
        ("US", "US", "truck", []),
        ("KR", "IN", "sea", ["IN-BE"]),
        ("FR", "NO", "road", []),
    ],
)
def test_the_lane_decides_what_is_filed(
    origin: str, destination: str, mode: str, codes: list[str]
) -> None:
    assert [one.code for one in applying(origin, destination, mode, TODAY)] == codes


def test_a_bill_of_entry_is_due_by_the_end_of_the_day_before_arrival() -> None:
    rule = next(one for one in filing_rules() if one.code == "IN-BE")
    found = due(rule, {"arrival": Event(at=date(2026, 4, 30), zone="Asia/Kolkata")})
    assert found.at == datetime(2026, 4, 29, 18, 29, 59, tzinfo=UTC)
    assert found.source == "Customs Act 1962 s. 46(3) (practice)"


def test_an_entry_summary_is_due_ten_working_days_after_the_entry() -> None:
    rule = next(one for one in filing_rules() if one.code == "US-entry-summary")
    entry = {"entry": Event(at=date(2026, 5, 12), zone=LOS_ANGELES, planned=False)}
    holidays = Workdays(place="US", holidays=frozenset({date(2026, 5, 25)}))
    found = due(rule, entry, holidays)  # type: ignore[arg-type]
    assert (f"{found.at}", found.estimate) == ("2026-05-27 23:59:59-07:00", False)
    assert due(rule, entry).missing == ("the working days of the place",)  # type: ignore[arg-type]


def test_loading_known_goes_before_departure() -> None:
    rule = next(one for one in filing_rules() if one.code == "US-ISF")
    events = {"loading": Event(at=datetime(2026, 4, 14, 6, 0), zone="Asia/Shanghai", planned=False)}
    found = due(rule, events)  # type: ignore[arg-type]
    assert (found.at, found.estimate) == (datetime(2026, 4, 12, 22, 0, tzinfo=UTC), False)
    assert due(rule, {}).missing == ("when loading is",)


def test_a_rule_that_is_not_yet_law_is_not_applied() -> None:
    assert "US-ISF" not in [one.code for one in applying("CN", "US", "sea", date(2008, 1, 1))]


def test_a_companys_own_figure_goes_before_the_rule_of_that_code() -> None:
    cells = {"value": D(36), "unit": "hours before loading", "version": "2027-01", "source": "ours"}
    own = [
        Row(table="tariffs_and_deadlines", key="US-ISF", version=1,
            values={**cells, "rule_id": "US-ISF"}),
        Row(table="tariffs_and_deadlines", key="US-AMS", version=1,
            values={**cells, "rule_id": "US-AMS", "unit": "consent"}),
    ]  # fmt: skip
    by_code = {rule.code: rule for rule in applying("CN", "US", "sea", TODAY, own)}
    isf_, ams = by_code["US-ISF"], by_code["US-AMS"]
    assert (isf_.hours, isf_.source) == (36, "tariffs_and_deadlines:US-ISF: ours")
    assert (ams.hours, ams.source) == (24, "19 CFR 4.7(b)(2)")
    days = [
        one.model_copy(update={"values": {**one.values, "unit": "calendar days"}}) for one in own
    ]
    assert applying("CN", "US", "sea", TODAY, days)[0].days == 36
    assert filings_of(SH01, TODAY, own=own)[0].basis.startswith("36 h before")


def test_a_shipment_without_ports_says_what_it_lacks() -> None:
    bare = SH01.model_copy(update={"values": {"mode": "sea"}})
    assert [(one.says, one.missing) for one in filings_of(bare, TODAY) if one.missing] == [
        ("advance filings", ("its ports of loading and discharge",))
    ]


def test_every_rule_names_its_source_and_day() -> None:
    codes = [rule.code for rule in filing_rules()]
    assert len(codes) == len(set(codes)) > 15
    assert all(
        rule.source and rule.version and (rule.days or rule.hours) for rule in filing_rules()
    )


def test_cut_offs_count_at_their_place() -> None:
    si, vgm, cy = cutoffs_of(SH01)
    assert si.at == datetime(2026, 4, 11, 4, 0, tzinfo=UTC)
    assert (vgm.says, cy.basis) == (
        "verified gross mass (SOLAS VI/2)",
        "2026-04-13 23:59 Asia/Shanghai",
    )
    nowhere = SH01.model_copy(update={"values": {"si_cutoff": datetime(2026, 4, 11, 12, 0)}})
    assert [one.missing for one in cutoffs_of(nowhere)] == [
        ("the time zone of the place",),
        ("it was not stated",),
        ("it was not stated",),
    ]
    assert stated("x", "x", date(2026, 5, 1), "Mars/Base", "").missing


def test_documents_are_wanted_some_hours_ahead() -> None:
    ahead = ready_by(isf(SH01), 72)
    assert ahead.at == datetime(2026, 4, 10, 10, 0, tzinfo=UTC)


def test_a_day_is_meant_to_its_beginning() -> None:
    found = stated("cy", "cy", date(2026, 5, 1), "Europe/Madrid", "")
    assert found.at == datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
    assert found.note == "stated as a day: until its beginning"


ZONES = st.sampled_from(["Asia/Shanghai", LOS_ANGELES, "Europe/Paris", "Asia/Kolkata", "UTC"])


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), ZONES)
def test_a_day_ahead_is_24_real_hours_whatever_the_clocks_do(moment: datetime, zone: str) -> None:
    rule = next(one for one in filing_rules() if one.code == "US-ISF")
    found = due(rule, {"loading": Event(at=moment, zone=zone)})
    there = at_place(moment, zone)
    assert there is not None
    assert found.at is not None
    assert (there.astimezone(UTC) - found.at.astimezone(UTC)).total_seconds() == 24 * 3600


def test_deadlines_know_when_they_are_over() -> None:
    told = stated("x", "x", datetime(2026, 4, 13, 6, 0), "Asia/Shanghai", "")
    assert told.passed(datetime(2026, 4, 12, 22, 1, tzinfo=UTC)) is True
    assert told.passed(datetime(2026, 4, 12, 22, 0, tzinfo=UTC)) is False
    assert Deadline(code="x", says="x").passed(datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert earliest([Deadline(code="x", says="x")]) is None
