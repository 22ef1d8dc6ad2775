"""Derivations of an order's terms in a letter, and of a value both sides agreed on."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import common, derivation, spoken
from domain.figures import written
from domain.wordforms import spoken_span, unit_word
from domain.words import table


@derivation
def agreed_value(inputs: Mapping[str, str]) -> str:
    """Our own request as it was asked, which the partner accepted."""
    return inputs["asked"]


@spoken(lambda inputs: common(table("term_label").values()))
@derivation
def order_terms(inputs: Mapping[str, str]) -> str:
    """Lots `qty1`, `price1`, `day1` … and the terms of the whole, a line each, labelled in the
    partner's language. What is left out is not said."""
    label = _labels(inputs["language"])
    lines = [_lot(inputs, number, label) for number in range(1, _count(inputs) + 1)]
    delivery = f"{inputs.get('incoterm', '')} {inputs.get('incoterm_place', '')}".strip()
    terms = {"incoterm": delivery, **{name: inputs.get(name, "") for name in _TERMS}}
    terms["need_date"] = spoken_span(terms["need_date"], inputs["language"])
    lines += [f"- {label[name]}: {value}" for name, value in terms.items() if value]
    return "\n".join(lines)


_TERMS = (
    "payment_terms",
    "need_date",
    "lead_time",
    "certificate",
    "tooling",
    "tooling_first",
    "one_off",
    "moq",
    "share",
)


def _count(inputs: Mapping[str, str]) -> int:
    return sum(1 for name in inputs if name.startswith("qty"))


def _lot(inputs: Mapping[str, str], number: int, label: Mapping[str, str]) -> str:
    get = {name: inputs.get(f"{name}{number}", "") for name in _OF_LOTS}
    language = inputs["language"]
    get |= {name: written(get[name], language) for name in ("qty", "price")}
    get |= {"uom": unit_word(get["uom"], language), "day": spoken_span(get["day"], language)}
    parts = [" ".join(one for one in (get["qty"], get["uom"], get["item"]) if one)]
    if get["price"]:
        per = f" / {get['per']}" if get["per"] not in ("", "1") else ""
        parts.append(f"{label['price']} {get['price']} {inputs['currency']}{per}")
    if get["day"]:
        event = f" ({get['event']})" if get["event"] else ""
        parts.append(f"{label['day']} {get['day']}{event}")
    if get["revision"]:
        parts.append(f"{label['revision']} {get['revision']}")
    return "- " + ", ".join(parts)


_OF_LOTS = ("qty", "uom", "item", "price", "per", "day", "event", "revision")


def _labels(language: str) -> Mapping[str, str]:
    words = table("term_label")
    return {name: said.get(language, said["en"]) for name, said in words.items()}
