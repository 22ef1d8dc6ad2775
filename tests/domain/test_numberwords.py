"""Numbers in partners' notation: decimal marks, thousands, shares, prices per so many."""

import pytest

from domain.numberwords import bare_numbers, percentages, prices, quantities


@pytest.mark.parametrize(
    ("text", "mark", "said"),
    [
        ("12.000 Stk", ",", "12000 PCS"),
        ("12,000 pcs", ".", "12000 PCS"),
        ("4000pcs", ".", "4000 PCS"),
        ("2.500 Stück", ",", "2500 PCS"),
        ("12 kpcs", ".", "12000 PCS"),
        ("12k pcs", ".", "12000 PCS"),
        ("9.850,00 kg", ",", "9850.00 KG"),
        ("12'000 pcs", ".", "12000 PCS"),
        ("400 adet", ",", "400 PCS"),
        ("12000件", ".", "12000 PCS"),
    ],
)
def test_quantities(text: str, mark: str, said: str) -> None:
    (one,) = quantities(text, mark)
    assert one.quantity and one.sure
    assert f"{one.quantity.n:f} {one.quantity.unit}" == said


def test_three_decimals_on_pieces_are_doubtful() -> None:
    (one,) = quantities("12.000 pcs", ".")
    assert not one.sure


def test_numbers_that_stand_alone() -> None:
    (one,) = bare_numbers("balance 8000", ".", "PCS")
    assert one.quantity and one.quantity.n == 8000
    assert bare_numbers("4500018822/10 and 9/4", ".", "PCS") == []


@pytest.mark.parametrize(
    ("text", "n"), [("2.1%", "2.1"), ("50 Prozent", "50"), ("half of cost", "50"), ("一半", "50")]
)
def test_percentages(text: str, n: str) -> None:
    (one,) = percentages(text, ".")
    assert one.quantity and (str(one.quantity.n), one.quantity.unit) == (n, "PCT")


@pytest.mark.parametrize(
    ("text", "mark", "said"),
    [
        ("1,275 EUR/Stk", ",", "1.275 EUR per 1 PCS"),
        ("EUR 1.250,00 per 100", ",", "1250.00 EUR per 100 PCS"),
        ("$4.20 each", ".", "4.20 USD per 1 PCS"),
        ("1.245 EUR/TM", ",", "1245 EUR per 1 T"),
    ],
)
def test_prices(text: str, mark: str, said: str) -> None:
    (one,) = prices(text, mark)
    price = one.price
    assert price is not None
    assert f"{price.money.amount} {price.money.currency} per {price.per} {price.unit}" == said
