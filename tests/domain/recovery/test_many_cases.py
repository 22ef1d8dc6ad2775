"""Fifty cases on one stock, in any order of arrival: never more is promised than there is.

What a case draws is priced and held by the product's own code; the test only says who comes when.
`SEAMLINE_ORDERS=1000` tries as many orders of arrival; without it some, as each takes a while.
"""

import os
import random
from decimal import Decimal as D

import pytest

from domain.ceilings import within
from domain.dossier.context import Dossier
from domain.options import Draw, Held, Option
from domain.recovery.options import options
from domain.recovery.stock import free_at
from tests.domain.dossiers import dossier, row

ORDERS, CASES, STOCK = int(os.environ.get("SEAMLINE_ORDERS", "40")), 50, "stock:US20/K"
ON_HAND, FLOOR = D(3200), D(2400)


def case(number: int, pieces: int) -> Dossier:
    """A customer's line that is late, at a site whose stock may serve it."""
    rows = [
        row("stock", "US20/K/2026-03-16", site_id="US20", item_id="K", as_of="2026-03-16",
            on_hand=f"{ON_HAND}", safety_stock=f"{FLOOR}", blocked="0", uom="PCS"),
        row("partners", "K1", partner_id="K1", name="Customer", note=""),
        row("sales_orders", f"{number}", so_id=f"{number}", customer_id="K1", currency="USD",
            contract_id="", ship_from_site="US20"),
        row("sales_order_lines", f"{number}/1", so_id=f"{number}", line="1", item_id="K",
            qty=f"{pieces}", uom="PCS", unit_price="24.00", promised_date="2026-03-12",
            planned_date="2026-03-17"),
    ]  # fmt: skip
    return dossier(f"sales_orders:{number}", rows)


def served(told: Dossier, held: list[Held]) -> Option | None:
    """The option that serves it from stock while others hold so much; none where none is left."""
    found = options(told.model_copy(update={"held": tuple(held)}))
    return next((one for one in found if one.name == "serve from US20" and one.draws), None)


class Company:
    """Who holds what of the stock: softly until an hour, or firmly."""

    def __init__(self) -> None:
        self.soft: dict[int, tuple[D, int]] = {}
        self.firm: dict[int, D] = {}
        self.hour = 0

    def held(self, but_not: int) -> list[Held]:
        self.soft = {one: told for one, told in self.soft.items() if told[1] > self.hour}
        all_ = {**{one: qty for one, (qty, _) in self.soft.items()}, **self.firm}
        return [
            Held(case=f"W4-{one}", object=STOCK, qty=qty, unit="PCS")
            for one, qty in all_.items()
            if one != but_not
        ]

    @property
    def promised(self) -> D:
        return sum((one.qty for one in self.held(-1)), D(0))


@pytest.mark.slow
def test_fifty_cases_on_one_stock_are_never_promised_more_than_there_is() -> None:
    cases = {number: case(number, 20 * (number % 9 + 1)) for number in range(CASES)}
    given = cut = 0
    for seed in range(ORDERS):
        chance, company = random.Random(seed), Company()
        views: dict[int, tuple[Draw, list[Held]]] = {}
        for number in chance.sample(range(CASES), CASES):
            seen = company.held(number)
            option = served(cases[number], seen)
            views |= {number: (option.draws[0], seen)} if option is not None else {}
            if chance.random() < 0.5:  # others are priced on the same view before it holds anything
                continue
            given, cut = _held(company, views, chance, given, cut)
            company.hour += chance.randrange(4)
            assert company.promised <= ON_HAND - FLOOR, seed
        _held(company, views, chance, given, cut)
        assert company.promised <= ON_HAND - FLOOR, seed
    assert given > ORDERS * 5 and cut > ORDERS, "stock is given out, and some find less of it"


def _held(
    company: Company, views: dict[int, tuple[Draw, list[Held]]], chance: random.Random,
    given: int, cut: int,
) -> tuple[int, int]:  # fmt: skip
    """Each that was priced holds what others left meanwhile; some are approved, some refused."""
    for number, (draw, seen) in views.items():
        (kept,) = within([draw], seen, company.held(number))
        given, cut = given + bool(kept.qty), cut + (kept.qty < draw.qty or draw.short)
        ends = chance.choice(("soft", "firm", "refused"))
        if kept.qty and ends == "firm":
            company.firm[number] = kept.qty
        elif kept.qty and ends == "soft":
            company.soft[number] = (kept.qty, company.hour + chance.randrange(1, 9))
    views.clear()
    return given, cut


@pytest.mark.parametrize("on_hand", ["-5", ""])
def test_a_stock_that_nobody_knows_is_asked_and_given_to_nobody(on_hand: str) -> None:
    told = case(1, 20)
    stock = row("stock", "US20/K/2026-03-16", site_id="US20", item_id="K", as_of="2026-03-16",
                on_hand=on_hand, safety_stock="0", blocked="0", uom="PCS")  # fmt: skip
    told = told.model_copy(update={"rows": {**told.rows, "stock": (stock,)}})
    (option,) = [one for one in options(told) if one.name == "serve from US20"]
    assert option.unknown == ("stock of K at US20 today",)
    assert not option.draws and not [one for one in option.actions if one.kind == "Allocate"]


def test_a_later_case_names_whose_hold_binds() -> None:
    told = case(2, 20).model_copy(
        update={"held": (Held(case="W4-1", object=STOCK, qty=D(800), unit="PCS"),)}
    )
    free = free_at(told, "US20", "K")
    assert free is not None and (free.left, free.holders) == (D(0), ("W4-1",))
