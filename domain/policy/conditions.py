"""Conditions in CEL over named booleans, strings and whole numbers that code has computed.

CEL turns decimals into doubles and misjudges exact limits, so money enters as integer minor
units, per cent as basis points and dates as whole days; nothing else is offered to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import cel

from domain.errors import Refused
from domain.values import Value

#: Every name a condition may use, its type and its meaning.
MEASURES: dict[str, tuple[type, str]] = {
    "kind": (str, "kind of the action"),
    "workflow": (str, "workflow of the case"),
    "option": (str, "name of the option the action belongs to, empty for none"),
    "template": (str, "template of an outgoing letter, empty for none"),
    "partner_status": (str, "status of the partner it goes to, as in master data"),
    "sender_authenticated": (bool, "what it rests on came from an authenticated contact on file"),
    "recipient_on_file": (bool, "the recipient is a contact in master data"),
    "downstream_effect": (bool, "customers, production, stock floor or bookings are touched"),
    "date_moves": (bool, "a confirmed date changes"),
    "slip_days": (int, "calendar days a confirmed date moves, negative = earlier"),
    "quantity_cut_bp": (int, "quantity cut in basis points of the ordered quantity"),
    "price_up_bp": (int, "price increase in basis points"),
    "case_spend_minor": (int, "what the case commits beyond plan so far and with this, in cents"),
    "over_budget_minor": (int, "what it takes beyond what is left of its budget, in cents"),
    "spend_bp_of_goods": (int, "the same in basis points of the goods' value"),
    "order_value_minor": (int, "value of a new order in cents of the policy's currency"),
    "stock_after_bp": (int, "stock left in basis points of safety stock"),
    "new_supplier": (bool, "a supplier without an approved item"),
    "dangerous_goods": (bool, "dangerous goods are on the order line"),
    "key_customer": (bool, "a key account is touched"),
    "single_source": (bool, "the part has one source only"),
    "open_question": (bool, "an input is still being asked for"),
    "charter": (bool, "a whole aircraft, ship or truck is chartered"),
    "key_customer_lines": (int, "order lines of key accounts that come late"),
    "customers_sharing": (int, "customers that share a stock which does not do for all of them"),
    "repromise_days": (int, "days the latest customer line comes late"),
    "penalty_minor": (int, "what customers' contracts charge for it, in cents"),
    "award_approved": (bool, "the order follows an award whose record is approved"),
    "price_up_minor": (int, "price increase of the order line in cents"),
    "new_surcharge": (bool, "a kind of surcharge the contract does not know"),
    "temperature_controlled": (bool, "reefer or another set temperature"),
    # Rows of workflows to come: a workflow that does not compute one leaves it unknown.
    "spot_over_contract_bp": (int, "spot rate over contract rate in basis points"),
    "match_breaks": (int, "tolerances a three-way match breaks"),
    "invoice_difference_minor": (int, "net invoice difference in cents, 0 within 0.5 per cent"),
    "duplicate_suspected": (bool, "the invoice may be there already"),
    "new_bank_account": (bool, "the account is not the one on file"),
    "dd_payable_minor": (int, "what we would pay of a demurrage or detention invoice, in cents"),
    "threat_of_hold": (bool, "the carrier threatens to hold goods"),
    "customs_filing": (bool, "a filing, classification, origin or valuation"),
    "sanctions_hit": (bool, "a party is on a list or close to a name on it"),
    "bank_data": (bool, "bank data of a partner would change"),
    "contract_change": (bool, "a contract would change"),
    "write_off_minor": (int, "what would be written off, in cents"),
}

_FUNCTIONS = {
    "@in", "_&&_", "_||_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "-_", "_+_", "_-_",
    "_?_:_", "startsWith", "endsWith", "contains",
}  # fmt: skip


_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
#: `1.5`, `.5` and `1e3`: CEL would compare them as doubles.
_FRACTION = re.compile(r"\d\.\d|(?<![\w)\]])\.\d|\d[eE][+-]?\d")


_COMPARED = re.compile(r"(\w+)\s*(?:==|!=)\s*(\"[^\"]*\"|'[^']*'|-?\d+|true\b|false\b)")
_SAID: dict[type, str] = {str: "a text", bool: "a yes or no", int: "a whole number"}


class Condition(Value):
    """A CEL expression over `MEASURES`; checked when it is made."""

    text: str

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it is true; Refused when a value is missing or the result is no boolean."""
        program = _compiled(self.text)
        names = [str(name) for name in program.variables()]
        missing = [name for name in names if values.get(name) is None]
        if missing:
            raise Refused(f"`{self.text}` needs {', '.join(missing)}, which nobody knows here")
        wrong = [name for name in names if type(values[name]) is not MEASURES[name][0]]
        if wrong:
            raise Refused(f"`{self.text}`: {', '.join(wrong)} has another type than declared")
        try:
            result = program.execute({name: values[name] for name in names})
        except (ValueError, TypeError, RuntimeError) as error:
            raise Refused(f"`{self.text}` cannot be evaluated: {_first_line(error)}") from None
        if not isinstance(result, bool):
            raise Refused(f"`{self.text}` gives {type(result).__name__}, not yes or no")
        return result

    def names(self) -> tuple[str, ...]:
        """The measures it looks at."""
        return tuple(sorted(str(name) for name in _compiled(self.text).variables()))


def check_condition(text: str) -> None:
    """Raises Refused with the reason and the column when an expression may not be used."""
    try:
        program = _compiled(text)
    except ValueError as error:
        raise Refused(f"condition `{text}`: {_first_line(error)}") from None
    unknown = sorted(set(map(str, program.variables())) - set(MEASURES))
    if unknown:
        raise Refused(f"condition `{text}`: unknown name {', '.join(unknown)}")
    foreign = sorted(set(map(str, program.functions())) - _FUNCTIONS)
    if foreign:
        raise Refused(f"condition `{text}`: function {', '.join(foreign)} is not offered")
    if _FRACTION.search(_QUOTED.sub("''", text)):
        raise Refused(f"condition `{text}`: whole numbers only (cents, basis points, days)")
    _require_like_with_like(text)
    _require_boolean(program, text)


def _require_like_with_like(text: str) -> None:
    """CEL finds a number and a text merely unequal: such a rule would never, or always, hold."""
    for name, literal in _COMPARED.findall(text):
        kind = str if literal[0] in "'\"" else bool if literal in ("true", "false") else int
        if name in MEASURES and MEASURES[name][0] is not kind:
            wanted = _SAID[MEASURES[name][0]]
            raise Refused(f"condition `{text}`: {name} is {wanted}, {literal} is none")


def _require_boolean(program: Any, text: str) -> None:
    """Runs the expression once on sample values: a result that is no boolean is refused."""
    sample = {str: "x", bool: True, int: 1}
    names = [str(name) for name in program.variables()]
    try:
        result = program.execute({name: sample[MEASURES[name][0]] for name in names})
    except (ValueError, TypeError, RuntimeError) as error:
        raise Refused(f"condition `{text}`: {_first_line(error)}") from None
    if not isinstance(result, bool):
        raise Refused(f"condition `{text}` gives {type(result).__name__}, not yes or no")


@lru_cache(maxsize=512)
def _compiled(text: str) -> Any:
    return cel.compile(text)


def _first_line(error: Exception) -> str:
    found = re.search(r"ERROR: <input>:\d+:(\d+): (.*)", str(error))
    if found:
        return f"column {found[1]}: {found[2][:120]}"
    return str(error).splitlines()[0][:160]
