"""Derivations of transport: moments, papers with their state, dates moved with a ship, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.allocation.short import Claim, allocate_short, in_turn
from domain.claims.liability import KG_PER_LB
from domain.derivations.delay import last_day
from domain.derivations.registry import derivation, spoken
from domain.errors import Refused
from domain.figures import written


@derivation
def at_clock(inputs: Mapping[str, str]) -> str:
    """A day at a time of day, `2026-04-14T18:00`, in the place's own time."""
    return f"{last_day({'span': inputs['day']})}T{inputs['clock']}"


_DUE = {
    "en": "by {}",
    "de": "bis {}",
    "fr": "avant le {}",
    "es": "antes del {}",
    "it": "entro il {}",
    "pt": "até {}",
    "sv": "senast {}",
    "tr": "en geç {}",
    "zh": "截至 {}",
    "ja": "{} まで",
}


@spoken(lambda inputs: frozenset(["en"]))
@derivation
def papers_listed(inputs: Mapping[str, str]) -> str:
    """Papers `paper1`, `state1`, `due1` …, one a line; the due time with its offset."""
    lines = []
    for number in range(1, sum(1 for name in inputs if name.startswith("paper")) + 1):
        due = inputs[f"due{number}"]
        by = _DUE.get(inputs["language"], _DUE["en"]).format(_minute(due)) if due else ""
        said = f"- {inputs[f'paper{number}']}: {inputs[f'state{number}']}"
        lines.append(f"{said}, {by}" if by else said)
    return "\n".join(lines)


def _minute(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M %z").strip()


_BUFFER = re.compile(r"\+\s*(\d+)\s*day")
_VOYAGE = re.compile(r"(.*\S)\s+(\S*\d\S*)")


@derivation
def moved_with(inputs: Mapping[str, str]) -> str:
    """The day at our dock when a ship arrives on `new` instead of `old`: the need date less the
    company's buffer (`rule`, `original ETA + 1 day`), as many days later as the ship."""
    found = _BUFFER.search(inputs["rule"])
    days = [date.fromisoformat(last_day({"span": inputs[one]})[:10]) for one in ("need", "new")]
    old = date.fromisoformat(inputs["old"][:10])
    docked = days[0] - timedelta(days=int(found[1]) if found else 0)
    return (docked + (days[1] - old)).isoformat()


@derivation
def docked(inputs: Mapping[str, str]) -> str:
    """The day a truck is at our dock: that of its arrival, the later end of an interval."""
    return last_day({"span": inputs["day"]})


@derivation
def vessel_of(inputs: Mapping[str, str]) -> str:
    """The vessel of `ORION JADE 009E`."""
    return _voyage(inputs["words"])[1]


@derivation
def voyage_of(inputs: Mapping[str, str]) -> str:
    """The voyage of `ORION JADE 009E`."""
    return _voyage(inputs["words"])[2]


def _voyage(words: str) -> re.Match[str]:
    found = _VOYAGE.fullmatch(words.strip())
    if found is None:
        raise Refused(f"{words!r} names no vessel with its voyage")
    return found


@derivation
def allocated(inputs: Mapping[str, str]) -> str:
    """What the claim at `place` gets of a short `supply`, in sale packs of `pack`: claims `qty1`,
    `segment1`, `least1` …, by `domain.allocation.short`; with `turn1` … each whole in its turn."""
    count = sum(1 for name in inputs if name.startswith("qty"))
    claims = [
        Claim(
            object=f"{number:02}",
            customer="",
            qty=Decimal(inputs[f"qty{number}"]),
            segment=int(inputs[f"segment{number}"]),
            least=Decimal(inputs[f"least{number}"]) if inputs.get(f"least{number}") else None,
        )
        for number in range(1, count + 1)
    ]
    turns = [int(inputs[f"turn{number}"]) for number in range(1, count + 1) if "turn1" in inputs]
    claims = in_turn(claims, turns) if turns else claims
    pack = Decimal(inputs.get("pack") or "1")
    short = allocate_short(Decimal(inputs["supply"]), claims, pack=pack)
    return format(short.given[int(inputs["place"]) - 1].got.normalize(), "f")


_PLAN = {
    "en": ("line {line} ({item}): {qty}, from {day}", "line {line} ({item}): {qty}, at once"),
    "de": ("Position {line} ({item}): {qty}, ab {day}", "Position {line} ({item}): {qty}, sofort"),
    "fr": (
        "ligne {line} ({item}) : {qty}, à partir du {day}",
        "ligne {line} ({item}) : {qty}, tout de suite",
    ),
    "es": (
        "línea {line} ({item}): {qty}, a partir del {day}",
        "línea {line} ({item}): {qty}, de inmediato",
    ),
}


@spoken(lambda inputs: frozenset(_PLAN))
@derivation
def plan_text(inputs: Mapping[str, str]) -> str:
    """Parts of order lines `line1`, `item1`, `qty1` and, where it is not at once, `day1`, one a
    line of text; a part of nothing is not told."""
    dated, at_once = _PLAN.get(inputs["language"], _PLAN["en"])
    lines = []
    for number in range(1, sum(1 for name in inputs if name.startswith("item")) + 1):
        if not Decimal(inputs[f"qty{number}"]):
            continue
        day = inputs.get(f"day{number}", "")
        values = {one: inputs[f"{one}{number}"] for one in ("line", "item", "qty")}
        values["qty"] = written(values["qty"], inputs["language"])
        lines.append("- " + (dated if day else at_once).format(day=day[:10], **values))
    return "\n".join(lines)


@derivation
def boxes_of(inputs: Mapping[str, str]) -> str:
    """`2x20GP`: so many boxes of a kind."""
    return f"{inputs['count']}x{inputs['box']}"


_PACKAGES = {"en": "packages", "de": "Packstücke", "fr": "colis", "es": "bultos"}
_NEEDED = {"de": "benötigt am", "fr": "attendu le", "es": "necesario el"}
_DANGEROUS = {"de": "GEFAHRGUT", "fr": "MATIÈRES DANGEREUSES", "es": "MERCANCÍA PELIGROSA"}


@spoken(lambda inputs: frozenset(["en", *_DANGEROUS]))
@derivation
def cargo_listed(inputs: Mapping[str, str]) -> str:
    """Lines `po1`, `line1`, `item1`, `qty1` with `packages1`, `kg1`, `cube1` (m³) where known, the
    order's delivery term (`term1`, `at1`), when it is needed (`need1`), and what a person certified
    as dangerous (`danger1`), one a line of text."""
    lines = []
    for at in range(1, sum(1 for name in inputs if name.startswith("item")) + 1):
        text = f"- {inputs[f'po{at}']} / {inputs[f'line{at}']} {inputs[f'item{at}']}: "
        text += written(inputs[f"qty{at}"], inputs["language"])
        packages = _PACKAGES.get(inputs["language"], _PACKAGES["en"])
        for name, unit in (("packages", packages), ("kg", "kg"), ("cube", "m³")):
            value = written(inputs.get(f"{name}{at}", ""), inputs["language"])
            text += f", {value} {unit}" if value else ""
        term = " ".join(filter(None, (inputs.get(f"term{at}"), inputs.get(f"at{at}"))))
        need, needed = inputs.get(f"need{at}", ""), _NEEDED.get(inputs["language"], "needed")
        text += (f"; {term}" if term else "") + (f"; {needed} {need[:10]}" if need else "")
        danger = inputs.get(f"danger{at}", "")
        word = _DANGEROUS.get(inputs["language"], "DANGEROUS GOODS")
        lines.append(f"{text}; {word}: {danger}" if danger else text)
    return "\n".join(lines)


@derivation
def packed_pieces(inputs: Mapping[str, str]) -> str:
    """Packs in pieces: `packs` × `qty` / `packages` of the delivery they came in."""
    packages = Decimal(inputs["packages"])
    if packages <= 0:
        raise Refused("a delivery without packages has no pieces in a pack")
    pieces = Decimal(inputs["packs"]) * Decimal(inputs["qty"]) / packages
    return format(pieces.normalize() if pieces == pieces.to_integral() else pieces, "f")


@derivation
def liability_of(inputs: Mapping[str, str]) -> str:
    """What a carrier owes at most for `part` of a `whole` that weighs `gross` kg: `rate` in `unit`,
    `USD per lb` or `USD per kg`."""
    kg = Decimal(inputs["gross"]) * Decimal(inputs["part"]) / Decimal(inputs["whole"])
    weight = kg / KG_PER_LB if inputs["unit"].lower().endswith("lb") else kg
    return format((weight * Decimal(inputs["rate"])).quantize(Decimal("0.01"), ROUND_HALF_UP), "f")


@spoken(lambda inputs: frozenset(["en"]))
@derivation
def losses_listed(inputs: Mapping[str, str]) -> str:
    """Losses `cause1`, `pieces1` …, one a line."""
    language = inputs["language"]
    count = sum(1 for name in inputs if name.startswith("cause"))
    lost = [written(inputs[f"pieces{at}"], language) for at in range(1, count + 1)]
    return "\n".join(f"- {inputs[f'cause{at}']}: {qty} pcs" for at, qty in enumerate(lost, 1))
