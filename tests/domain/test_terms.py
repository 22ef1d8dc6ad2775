"""Terms of trade in partners' words: delivery, payment, lead times, certificates, revisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derive import derive
from domain.errors import Refused
from domain.recipes.partner_papers import clabe_fits
from domain.terms import (
    advances,
    certificates,
    incoterms,
    lead_times,
    payment_terms,
    revisions,
)

CODES = ["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"]
PLACES = ["Bilbao", "São Paulo", "Puerto de Veracruz", "Rio de Janeiro", "İskenderun", "our dock"]


@given(st.sampled_from(CODES), st.sampled_from(PLACES), st.sampled_from([".", ", net 30", "\nAll"]))
def test_a_delivery_term_is_its_code_and_place(code: str, place: str, behind: str) -> None:
    found = incoterms(f"41.80 {code} {place}{behind}")
    assert [one.text for one in found] == [f"{code} {place}"]


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("KW 27 ab Werk (bisher KW 25)", []),
        ("ex works 10 April", []),
        ("ex works March 20", []),
        ("ex works Joinville", ["EXW Joinville"]),
        ("DAP Lyon, Incoterms® 2020", ["DAP Lyon"]),
        ("we book, it is FCA so", ["FCA"]),
        ("price fob and such", []),
    ],
)
def test_a_place_is_a_place(words: str, terms: list[str]) -> None:
    assert [one.text for one in incoterms(words)] == terms


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("payment 30 days net, EXW", ["NET30"]),
        ("Zahlbar innerhalb 45 Tagen netto", ["NET45"]),
        ("Vade 60 gün", ["NET60"]),
        ("paiement à 30 jours", ["NET30"]),
        ("pagamento a 90 giorni data fattura", ["NET90"]),
        ("Betalning 30 dagar netto", ["NET30"]),
        ("14 Tage 2 %, 30 Tage netto", ["2/14 NET30"]),
        ("30 Tage netto, 10 Tage 3 % Skonto", ["3/10 NET30"]),
        ("2% 10 days, net 30", ["2/10 NET30"]),
        ("30% advance / 70% vs copy docs", ["30/70 COPY DOCS"]),
        ("anticipo del 40 %, resto contra copia de documentos", ["40/60 COPY DOCS"]),
        ("50% deposit, balance before shipment", ["50/50 BEFORE SHIPMENT"]),
        ("irrevocable L/C at sight", ["L/C AT SIGHT"]),
        ("T/T in advance", ["T/T IN ADVANCE"]),
        ("delivery in 30 days", []),
        ("net 12 kg", []),
        ("the valid offer stands 30 days", []),
    ],
)
def test_payment_terms_read_as_the_master_writes_them(words: str, terms: list[str]) -> None:
    assert [one.text for one in payment_terms(words)] == terms


@given(st.integers(1, 100), st.sampled_from(["{} % Anzahlung", "%{} peşin", "anticipo {} %"]))
def test_an_advance_is_a_share(share: int, words: str) -> None:
    (found,) = advances(words.format(share))
    assert found.quantity is not None
    assert found.quantity.n == share


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Plazo: 5 semanas from order + advance. 30% advance", "5 WEEK order and advance"),
        ("Lieferzeit 4 Wochen nach Auftragseingang", "4 WEEK order"),
        ("6 weeks from order and receipt of deposit", "6 WEEK order and advance"),
        ("Lead time: 30 days after drawing approval", "30 DAY drawing approval"),
        ("3 haftada hazır", "3 WEEK "),
    ],
)
def test_a_lead_time_says_what_starts_it(words: str, said: str) -> None:
    (found,) = lead_times(words)
    assert found.quantity is not None
    assert f"{found.quantity.n:f} {found.quantity.unit} {found.event}" == said


@pytest.mark.parametrize("words", ["lead time 4-6 weeks", "lead time 15 working days", "5 weeks"])
def test_what_is_no_one_lead_time_is_none(words: str) -> None:
    assert lead_times(words) == []


def test_certificates_and_revisions_are_named_by_their_words() -> None:
    words = "Mill cert 3.1, EN10204-3.2, section 3.1 of the manual"
    assert [one.text for one in certificates(words)] == ["EN 10204 3.1", "EN 10204 3.2"]
    words = "Zeichnung Index E statt D, rev. C, Rev:B, plan indice F, our ref G"
    assert [one.text for one in revisions(words)] == ["E", "C", "B", "F"]


@given(st.text(max_size=200))
def test_no_words_are_too_strange(text: str) -> None:
    for find in (incoterms, payment_terms, advances, lead_times, certificates, revisions):
        assert all(text[one.start : one.end] == one.raw for one in find(text))


@given(st.from_regex(r"\d{17}", fullmatch=True))
def test_one_digit_alone_makes_a_clabe_right(number: str) -> None:
    assert len([n for n in range(10) if clabe_fits(f"{number}{n}")]) == 1


@pytest.mark.parametrize(
    "number", ["TR86 0006 2000 1230 0006 2984 71", "032180000118359713", "DE00 1234", "call me"]
)
def test_an_account_with_a_wrong_check_digit_is_no_account(number: str) -> None:
    with pytest.raises(Refused):
        derive("account_number", number, {})


def test_a_bare_price_takes_currency_and_unit_from_beside() -> None:
    price = derive("unit_price", "1.290", {"decimal": ",", "ccy": "EUR", "unit": "T", "per": "1"})
    assert price.model_dump(mode="json") == {
        "kind": "price",
        "money": {"amount": "1290", "currency": "EUR"},
        "per": "1",
        "unit": "T",
    }


def test_a_paper_state_needs_the_paper_named() -> None:
    arguments = {"paper": "bank", "state": "received"}
    assert derive("paper_state", "banka yazısı", arguments).model_dump()["text"] == "received"
    with pytest.raises(Refused):
        derive("paper_state", "vergi levhası", arguments)


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("Vid betalning inom 10 dagar får ni dra 1 %, annars 30 dagar netto.", "1/10 NET30"),
        ("pay within 14 days and take 2 %, otherwise 45 days net", "2/14 NET45"),
        ("you may deduct 3 % if you pay in 8 days, else 60 days net", "3/8 NET60"),
    ],
)
def test_a_discount_may_be_told_in_a_sentence(words: str, terms: str) -> None:
    assert [one.text for one in payment_terms(words)] == [terms]


@pytest.mark.parametrize(
    "denied", [", not from the order", " and not from order", ", nicht ab Auftrag"]
)
def test_what_is_denied_starts_no_lead_time(denied: str) -> None:
    found = lead_times(f"lead time 6 weeks from your drawing approval{denied}")
    assert [one.event for one in found] == ["drawing approval"]
