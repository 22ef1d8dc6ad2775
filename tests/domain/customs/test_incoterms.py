"""Incoterms 2020: who bears what, and what does not fit."""

import pytest

from domain.customs.incoterms import terms_of_delivery
from domain.rulebook import loaded


@pytest.mark.parametrize(
    ("term", "books", "insures", "imports", "pays_duty"),
    [
        ("EXW Santos", "buyer", "nobody bound", "buyer", "buyer"),
        ("FCA Yantian", "buyer", "nobody bound", "buyer", "buyer"),
        ("FOB Busan", "buyer", "nobody bound", "buyer", "buyer"),
        ("CFR Mersin", "seller", "nobody bound", "buyer", "buyer"),
        ("CIF Mersin", "seller", "seller", "buyer", "buyer"),
        ("CIP Lyon", "seller", "seller", "buyer", "buyer"),
        ("DAP Oslo", "seller", "nobody bound", "buyer", "buyer"),
        ("DPU Lyon", "seller", "nobody bound", "buyer", "buyer"),
        ("DDP Joliet", "seller", "nobody bound", "seller", "seller"),
    ],
)
def test_who_books_insures_imports_and_pays_duty(
    term: str, books: str, insures: str, imports: str, pays_duty: str
) -> None:
    found = terms_of_delivery(term)
    assert [
        found.bears(leg) for leg in ("main_carriage", "insurance", "import_clearance", "duties")
    ] == [
        books,
        insures,
        imports,
        pays_duty,
    ]
    assert found.opens_booking("buyer") is (books == "buyer")


def test_risk_place_and_cover_are_told() -> None:
    found = terms_of_delivery("CIP Lyon (Incoterms 2020)")
    assert (found.term, found.place, found.cover) == (
        "CIP",
        "Lyon",
        "ICC (A) at 110 % of the price",
    )
    assert found.risk_passes == "at handover to the first carrier"
    assert terms_of_delivery("CIF Mersin").cover == "ICC (C) at 110 % of the price"


def test_who_unloads_tells_dpu_from_dap() -> None:
    assert terms_of_delivery("DPU Lyon").bears("unloading") == "seller"
    assert terms_of_delivery("DAP Lyon").bears("unloading") == "buyer"


def test_what_does_not_fit_is_noted_and_what_is_not_said_missing() -> None:
    boxed = terms_of_delivery("FOB Yantian", mode="sea", containers=True)
    assert boxed.notes == (
        "containers are handed over at a terminal: FCA, CPT or CIP instead of FOB",
    )
    assert terms_of_delivery("FOB Lyon", mode="air").notes == (
        "FOB is for sea and inland waterway, not for air",
    )
    assert terms_of_delivery("FCA").missing == ("the named place",)
    unknown = terms_of_delivery("free house")
    assert (unknown.missing, unknown.opens_booking("buyer")) == (("which Incoterm applies",), None)


def test_every_leg_of_every_term_has_a_bearer() -> None:
    told = loaded("domain.customs", "incoterms")
    assert len(told["terms"]) == 11
    assert all(len(row["legs"]) == len(told["legs"]) for row in told["terms"].values())
    for code in told["terms"]:
        found = terms_of_delivery(f"{code} Lyon")
        assert "nobody bound" not in {found.bears(leg) for leg in set(told["legs"]) - {"insurance"}}
