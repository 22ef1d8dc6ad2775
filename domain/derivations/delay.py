"""Derivations of delay cases: lots, bridges, arrivals, recovery, and the words of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from domain.canonical import digest
from domain.costs.delay import bridge_quantity, supplier_recovery
from domain.derivations.registry import derivation, spoken
from domain.errors import Refused
from domain.figures import written
from domain.money import Money, total
from domain.wordforms import spoken_span, unit_word


@derivation
def last_day(inputs: Mapping[str, str]) -> str:
    """The later end of a day or interval written `DAY` or `DAY..DAY`; of a moment its day."""
    return date.fromisoformat(inputs["span"].split("..")[-1][:10]).isoformat()


@derivation
def latest_of(inputs: Mapping[str, str]) -> str:
    """The latest of several days or intervals: when an order line is complete."""
    return max(last_day({"span": value}) for value in inputs.values())


@derivation
def days_after(inputs: Mapping[str, str]) -> str:
    """`day` and `days` more; both may be intervals, `days` written `10` or `7..13`."""
    days = [int(part) for part in inputs["days"].split("..")]
    anchor = [date.fromisoformat(part) for part in inputs["day"].split("..")]
    first, last = anchor[0] + timedelta(days[0]), anchor[-1] + timedelta(days[-1])
    return first.isoformat() if first == last else f"{first}..{last}"


@derivation
def bridge(inputs: Mapping[str, str]) -> str:
    """Pieces to bridge: `lots` written `4000@2026-05-13 …`, `expected` day, `demand` series."""
    lots = []
    for lot in inputs["lots"].split():
        quantity, day = lot.split("@")
        lots.append((Decimal(quantity), date.fromisoformat(day)))
    demand = []
    for entry in inputs["demand"].split():
        day, quantity = entry.split("=")
        demand.append((date.fromisoformat(day), Decimal(quantity)))
    missing = bridge_quantity(lots, date.fromisoformat(inputs["expected"]), demand)
    return format(missing.normalize(), "f")


@derivation
def lots(inputs: Mapping[str, str]) -> str:
    """Lots as they arrive: quantities `qty1`, `qty2` … and ready days `day1` … plus `transit`."""
    count = sum(1 for name in inputs if name.startswith("qty"))
    travel = timedelta(days=int(inputs["transit"]))
    parts = []
    for index in range(1, count + 1):
        day = date.fromisoformat(last_day({"span": inputs[f"day{index}"]})) + travel
        parts.append(f"{inputs[f'qty{index}']}@{day}")
    return " ".join(parts)


@derivation
def arrival(inputs: Mapping[str, str]) -> str:
    """A ready day plus days under way."""
    day = date.fromisoformat(last_day({"span": inputs["day"]}))
    return (day + timedelta(days=int(inputs["transit"]))).isoformat()


@derivation
def no_days(inputs: Mapping[str, str]) -> str:
    """Nothing to travel: the date is the day at our dock."""
    if inputs["event"] != "delivered dock":
        raise Refused("only a date at our dock needs no transport")
    return "0"


@derivation
def days_left(inputs: Mapping[str, str]) -> str:
    """Days under way that the need date and the promise leave, less the company's buffer."""
    need, promised = (date.fromisoformat(inputs[name]) for name in ("need", "promised"))
    found = re.search(r"\+\s*(\d+)\s*day", inputs.get("rule", ""))
    return str(max(0, (need - promised).days - (int(found[1]) if found else 0)))


@derivation
def in_time(inputs: Mapping[str, str]) -> str:
    """Pieces of `lots`, written `4000@2026-05-13 …`, that are in by the day of `need`."""
    need = date.fromisoformat(inputs["need"])
    lots = (lot.split("@") for lot in inputs["lots"].split())
    there = (Decimal(qty) for qty, day in lots if date.fromisoformat(day) <= need)
    return _plain(sum(there, Decimal(0)))


@derivation
def at_least(inputs: Mapping[str, str]) -> str:
    """The larger of a quantity and the supplier's minimum."""
    return max(inputs["qty"], inputs["minimum"] or "0", key=Decimal)


@derivation
def still_to_come(inputs: Mapping[str, str]) -> str:
    """What of an ordered quantity is not received yet."""
    return _plain(Decimal(inputs["ordered"]) - Decimal(inputs["received"] or "0"))


@derivation
def remainder(inputs: Mapping[str, str]) -> str:
    """What is left of a whole when a part is taken; nothing is never less than none."""
    return _plain(max(Decimal(0), Decimal(inputs["whole"]) - Decimal(inputs["taken"])))


@derivation
def schedule(inputs: Mapping[str, str]) -> str:
    """Lots `qty1`, `day1` … by day, written `4000@2026-04-09 8000@2026-04-19`."""
    lots: dict[str, Decimal] = {}
    for index in range(1, sum(1 for name in inputs if name.startswith("day")) + 1):
        day = last_day({"span": inputs[f"day{index}"]})
        lots[day] = lots.get(day, Decimal(0)) + Decimal(inputs[f"qty{index}"])
    return " ".join(f"{_plain(qty)}@{day}" for day, qty in sorted(lots.items()))


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number == number.to_integral() else number, "f")


@derivation
def dates_noted(inputs: Mapping[str, str]) -> str:
    """Lines as a partner stated them: `line1`, `qty1` in `uom1`, `day1` … one line of text each."""
    count = sum(1 for name in inputs if name.startswith("day"))
    return "\n".join(_lot(inputs, index) for index in range(1, count + 1))


def _lot(inputs: Mapping[str, str], index: int) -> str:
    qty = written(inputs[f"qty{index}"], inputs["language"])
    code = inputs.get(f"uom{index}") or "PCS"
    unit = code.lower() if inputs["language"] == "en" else unit_word(code, inputs["language"])
    day = spoken_span(inputs[f"day{index}"], inputs["language"])
    return f"- {inputs[f'line{index}']}: {qty} {unit}, {day}"


_BY = {
    "de": ("bis {}", "in Kürze"),
    "fr": ("avant le {}", "sous peu"),
    "es": ("antes del {}", "en breve"),
    "it": ("entro il {}", "a breve"),
    "pt": ("até {}", "em breve"),
    "sv": ("senast den {}", "inom kort"),
    "tr": ("en geç {} tarihine kadar", "kısa süre içinde"),
    "zh": ("在 {} 之前", "尽快"),
    "ja": ("{} までに", "近日中に"),
}


@spoken(lambda inputs: frozenset(["en", *_BY]))
@derivation
def by_day(inputs: Mapping[str, str]) -> str:
    """`by DAY` or `shortly`, in the partner's language."""
    dated, soon = _BY.get(inputs["language"], ("by {}", "shortly"))
    day = inputs["day"]
    return dated.format(spoken_span(last_day({"span": day}), inputs["language"])) if day else soon


_ASKS = {
    "en": 'For line {line} you wrote "{words}". Which day do you mean?',
    "de": 'Zu Position {line} schreiben Sie "{words}". Welchen Tag meinen Sie?',
    "fr": "Pour la ligne {line} vous écrivez « {words} ». Quel jour voulez-vous dire ?",
    "es": 'Para la línea {line} escribe usted "{words}". ¿Qué día quiere decir?',
    "it": 'Per la riga {line} Lei scrive "{words}". Quale giorno intende?',
    "pt": 'Na linha {line} está escrito "{words}". A que dia se refere?',
    "sv": 'För rad {line} skriver ni "{words}". Vilken dag menar ni?',
    "tr": '{line} numaralı kalem için "{words}" yazmışsınız. Hangi günü kastediyorsunuz?',
    "zh": "关于第 {line} 行，您写的是“{words}”。请问是指哪一天？",
    "ja": "明細 {line} について「{words}」とお書きですが、どの日を指しますか。",
}


@spoken(lambda inputs: frozenset(_ASKS))
@derivation
def question_text(inputs: Mapping[str, str]) -> str:
    """The question about a date that can be read in several ways, in the partner's language."""
    asks = _ASKS.get(inputs["language"], _ASKS["en"])
    return asks.format(line=inputs["line"], words=inputs["words"])


@derivation
def recovery(inputs: Mapping[str, str]) -> str:
    """What a late-delivery clause gives back: per cent per week or part of each lot's late value.

    Lots are `qty1`, `day1` …; `price` is for `per` price units of `pieces` pieces each.
    """
    pieces = Decimal(inputs["per"]) * Decimal(inputs.get("pieces") or "1")
    promised = date.fromisoformat(inputs["promised"])
    cap = re.match(r"\d+(?:\.\d+)?", inputs["cap"])
    parts = []
    for index in range(1, sum(1 for name in inputs if name.startswith("day")) + 1):
        value = Decimal(inputs[f"qty{index}"]) * Decimal(inputs["price"]) / pieces
        late = date.fromisoformat(last_day({"span": inputs[f"day{index}"]})) - promised
        parts.append(
            supplier_recovery(
                Money(amount=value, currency=inputs["currency"]),
                Decimal(inputs["pct"]),
                max(0, late.days),
                Decimal(cap[0]) if cap else Decimal(100),
            )
        )
    return format(total(parts, inputs["currency"]).rounded().amount, "f")


@derivation
def orders_named(inputs: Mapping[str, str]) -> str:
    """The numbers of several orders, `po0`, `po1` …, in one line."""
    return ", ".join(inputs.values())


@derivation
def came_so_far(inputs: Mapping[str, str]) -> str:
    """What came of a line; nothing where the record says nothing of it."""
    return format(Decimal(inputs["received"] or "0").normalize(), "f")


@derivation
def noted_too(inputs: Mapping[str, str]) -> str:
    """A row's note with a word of ours behind what stands there."""
    return "; ".join(one for one in (inputs["note"], inputs["word"]) if one)


@derivation
def order_number(inputs: Mapping[str, str]) -> str:
    """The number of an order this product issues: stable for its case, option and supplier."""
    return "SL" + digest(sorted(inputs.items()))[:10].upper()
