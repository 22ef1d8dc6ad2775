"""Derivations of the lists in letters about bills: charges contested, deductions, losses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.derivations.registry import common, derivation, spoken
from domain.figures import money_written
from domain.money import Money
from domain.words import table

_CHARGE = {
    "en": "{name}: billed {billed}, accepted {expected}, contested {over}",
    "de": "{name}: berechnet {billed}, anerkannt {expected}, bestritten {over}",
    "fr": "{name} : facturé {billed}, accepté {expected}, contesté {over}",
    "es": "{name}: facturado {billed}, aceptado {expected}, objetado {over}",
    "it": "{name}: fatturato {billed}, accettato {expected}, contestato {over}",
}
_DEDUCTION = {
    "credit note": {"en": "your credit note", "de": "Ihre Gutschrift", "zh": "贵方贷项通知单"},
    "deduction": {"en": "agreed with you", "de": "mit Ihnen vereinbart", "zh": "与贵方约定的扣款"},
    "fee": {
        "en": "bank charge of the transfer",
        "de": "Bankgebühr der Überweisung",
        "zh": "汇款手续费",
    },
    "shortage": {"en": "short delivery", "de": "Minderlieferung", "zh": "短缺"},
}
_LOSS = {
    "en": ("{n} packages missing", "{n} packages damaged"),
    "de": ("{n} Packstücke fehlen", "{n} Packstücke beschädigt"),
    "fr": ("{n} colis manquants", "{n} colis avariés"),
    "es": ("faltan {n} bultos", "{n} bultos dañados"),
    "it": ("{n} colli mancanti", "{n} colli danneggiati"),
}


@derivation
def proof_text(inputs: Mapping[str, str]) -> str:
    """What stands behind a line of a letter: keys and days, `part1`, `part2` …, as they are."""
    ordered = sorted(inputs, key=lambda name: int(name.removeprefix("part")))
    return ", ".join(dict.fromkeys(inputs[name] for name in ordered if inputs[name]))


def _said(name: str, code: str, language: str) -> str:
    words = table(name)[code]
    return str(words.get(language, words["en"]))


def _count(inputs: Mapping[str, str], name: str) -> int:
    return sum(1 for one in inputs if one.startswith(name) and one[len(name) :].isdigit())


def _coded(inputs: Mapping[str, str]) -> list[Mapping[str, str]]:
    """The words for the charges and the reasons of a list."""
    tables = {"name": "charge_name", "reason": "dispute_reason"}
    return [
        table(words)[inputs[f"{name}{number}"]]
        for name, words in tables.items()
        for number in range(1, _count(inputs, name) + 1)
    ]


def _taken_off(inputs: Mapping[str, str]) -> list[Mapping[str, str]]:
    numbers = range(1, _count(inputs, "kind") + 1)
    return [_DEDUCTION[inputs[f"kind{number}"]] for number in numbers]


@spoken(lambda inputs: common([_CHARGE, *_coded(inputs)]))
@derivation
def charges_text(inputs: Mapping[str, str]) -> str:
    """Charges `name1`, `billed1`, `expected1`, `reason1`, `proof1` … numbered, a line each."""
    language, code = inputs["language"], inputs["currency"]
    frame = _CHARGE.get(language, _CHARGE["en"])
    lines = []
    for number in range(1, _count(inputs, "name") + 1):
        billed = Money(amount=Decimal(inputs[f"billed{number}"]), currency=code)
        expected = Money(amount=Decimal(inputs[f"expected{number}"] or "0"), currency=code)
        text = frame.format(
            name=_said("charge_name", inputs[f"name{number}"], language),
            billed=money_written(billed.rounded(), language),
            expected=money_written(expected.rounded(), language),
            over=money_written((billed - expected).rounded(), language),
        )
        why = _said("dispute_reason", inputs[f"reason{number}"], language)
        proof = inputs.get(f"proof{number}", "")
        why = why[:1].upper() + why[1:]
        lines.append(f"{number}. {text}. {why}" + (f" ({proof})" if proof else ""))
    return "\n".join(lines)


@spoken(lambda inputs: common(_taken_off(inputs)))
@derivation
def deductions_text(inputs: Mapping[str, str]) -> str:
    """What was taken off a payment: `kind1`, `amount1`, `proof1` … numbered, a line each."""
    language, code = inputs["language"], inputs["currency"]
    lines = []
    for number in range(1, _count(inputs, "kind") + 1):
        words = _DEDUCTION[inputs[f"kind{number}"]]
        amount = Money(amount=abs(Decimal(inputs[f"amount{number}"])), currency=code)
        proof = inputs.get(f"proof{number}", "")
        taken = money_written(amount.rounded(), language)
        said = f"{number}. {taken}: {words.get(language, words['en'])}"
        lines.append(said + (f" ({proof})" if proof else ""))
    return "\n".join(lines)


@spoken(lambda inputs: frozenset(_LOSS))
@derivation
def loss_text(inputs: Mapping[str, str]) -> str:
    """What came short and what came damaged, in packages, and the papers of the carriage."""
    gone, broken = _LOSS.get(inputs["language"], _LOSS["en"])
    found = []
    for frame, name in ((gone, "missing"), (broken, "damaged")):
        if inputs.get(name) and Decimal(inputs[name]):
            found.append(frame.format(n=inputs[name]))
    return f"{', '.join(found)} ({inputs['proof']})"
