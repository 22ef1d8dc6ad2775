"""What a partner that is not released may be owed: a cent above the limit does not pass."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.onboarding.exposure import Exposure


def exposure(opened: str = "0", limit: str = "2500.00") -> Exposure:
    return Exposure(
        open=Money(amount=Decimal(opened), currency="USD"),
        limit=Money(amount=Decimal(limit), currency="USD"),
    )


def order(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="USD")


def test_so_many_sets_pass_and_one_more_does_not() -> None:
    limit = exposure()
    assert limit.pieces(Decimal("7.36")) == 339
    assert limit.holds(order("2495.04")) and not limit.holds(order("2502.40"))


def test_the_limit_is_for_all_orders_together() -> None:
    assert exposure("2000.00").holds(order("500.00"))
    assert not exposure("2000.00").holds(order("500.01"))
    assert exposure("3000.00").free.amount == 0


@given(
    st.decimals("0.01", "900", places=2), st.integers(1, 1000), st.decimals("0", "3000", places=2)
)
def test_the_most_pieces_fit_and_one_more_does_not(
    price: Decimal, per: int, opened: Decimal
) -> None:
    limit = exposure(str(opened))
    count = limit.pieces(price, Decimal(per))
    assert count * price / per <= limit.free.amount < (count + 1) * price / per
