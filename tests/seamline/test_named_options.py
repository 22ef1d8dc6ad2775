"""Which option a typed wish means: by name, by title, the cheapest, the fastest; or why none."""

from decimal import Decimal

import pytest

from domain.errors import NotAllowed, Refused
from domain.money import Money
from domain.options import CostComponent, Option
from seamline.named_options import named


def option(
    name: str, title: str, cost: str, late: int, *, of: str = "10", **rest: object
) -> Option:
    money = Money(amount=Decimal(cost), currency="USD")
    told = {
        "name": name,
        "title": title,
        "by": "sourcing",
        "object": of,
        "currency": "USD",
        "days_late": late,
        "components": (CostComponent(name="all", money=money, formula=""),),
        **rest,
    }
    return Option.model_validate(told)


ACCEPT = option("accept", "accept the date and re-promise the customers", "1920", 4)
ALTERNATE = option("alternate supplier", "buy 2000 PCS from Brightwell Circuits", "3800", 0)
FULL = option("full air", "fly 12000 PCS", "21922", 0)
SPLIT = option("split air", "fly 2000 PCS", "4513", 1)
PART = option("take the part offered", "take 2500 PCS at the old date, the rest later", "0", 0)
STOCK = option(
    "use safety stock", "bridge from stock below the safety floor", "476", 0,
    violates=("safety_stock_floor",),
)  # fmt: skip
ALL = (ACCEPT, ALTERNATE, FULL, SPLIT, STOCK)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("full air because they wait", FULL),
        ("accept, full air is too dear", ACCEPT),
        ("accept because full air is too dear", ACCEPT),
        ("the alternate supplier", ALTERNATE),
        ("another supplier", ALTERNATE),
        ("2000 pieces from Brightwell", ALTERNATE),
        ("the cheapest", ACCEPT),
        ("the cheapest way to fly", SPLIT),
        ("a taxi", None),
    ],
)
def test_an_option_is_meant_by_its_name_its_title_or_its_cost(
    words: str, wanted: Option | None
) -> None:
    assert named(ALL, words) == wanted


@pytest.mark.parametrize("words", ["fly it", "the fastest", "air"])
def test_where_several_fit_equally_it_is_asked_which(words: str) -> None:
    with pytest.raises(Refused, match="2 fit equally"):
        named(ALL, words)


def test_of_several_that_fit_the_one_that_can_be_taken_is_meant() -> None:
    out = FULL.model_copy(update={"unknown": ("the rate",)})
    assert named((ACCEPT, out, SPLIT), "fly it") == SPLIT


def test_what_cannot_be_taken_is_refused_with_its_reason() -> None:
    with pytest.raises(NotAllowed, match="cannot be taken: it breaks safety stock floor"):
        named(ALL, "safety stock")


def test_the_verb_take_names_no_option_that_has_it_in_its_name() -> None:
    assert named((*ALL[:3], PART), "the cheapest") == PART
    assert named((ACCEPT, FULL, PART), "the part offered") == PART


def test_options_of_several_matters_are_not_held_against_each_other() -> None:
    bill = option("hold", "keep it blocked", "0", 0, of="invoice")
    with pytest.raises(Refused, match="say one's name"):
        named((ACCEPT, bill), "the cheapest")
