"""Loading a policy: every mistake is named with its file, its line and what to do."""

from datetime import date

import pytest

from domain.errors import BadInput
from domain.policy import load_policy

WHOLE = """\
version: "1"
currency: USD
workflows:
  supplier_delay:
    owners:
      - {constraint: material, function: planning, role: supply planner}
    trade_offs:
      - {measure: cost}
    hard: [safety_stock_floor]
    escalation:
      - {at_pct: 25, do: remind}
      - {at_pct: 100, do: lapse}
clauses:
  - id: notes
    kinds: [NotifyFunction]
    when: 'option == ""'
    then: act
    delegation: [slips]
delegation:
  - id: slips
    title: Slips
    measure: slip_days
    bands:
      - {to: 3, level: none}
      - {level: lead}
standing:
  - id: SA-1
    title: Notes
    owner: E020
    kinds: [NotifyFunction]
    when: 'true'
    cap_minor: 0
    per_day: 5
    valid_from: 2026-03-01
    valid_until: 2026-08-28
"""


def test_a_whole_policy_loads_and_its_hash_is_of_its_meaning() -> None:
    policy = load_policy(WHOLE)
    assert policy.standing[0].valid_until == date(2026, 8, 28)
    assert load_policy(WHOLE + "# a comment\n").hash == policy.hash
    assert load_policy(WHOLE.replace("per_day: 5", "per_day: 6")).hash != policy.hash


@pytest.mark.parametrize(
    ("good", "bad", "line", "why"),
    [
        ('version: "1"', "version: [", 3, ""),
        ('version: "1"', "version: 1", 1, "version: Input should be a valid string"),
        ("currency: USD", "currency: USD\ncolour: red", 3, "colour: Extra inputs"),
        ("currency: USD", "currency: USD\ncurrency: EUR", 3, "'currency' stands twice"),
        ("currency: USD", "currency: USD\napproval_hours: 0", 3, "approval_hours"),
        ("    then: act", "    then: perhaps", 17, "then: Input should be"),
        ("    then: act", "    then: act\n    then: never", 18, "'then' stands twice"),
        ('option == ""', "colour == 1", 16, "unknown name colour"),
        ('option == ""', "slip_days < 1.5", 16, "whole numbers only"),
        ('option == ""', "slip_days", 16, "not yes or no"),
        ('option == ""', "size(kind) > 1", 16, "size is not offered"),
        (
            "kinds: [NotifyFunction]\n    when: 'option",
            "kinds: [Fax]\n    when: 'option",
            15,
            "Fax",
        ),
        ("kinds: [NotifyFunction]\n    when: 'true'", "kinds: [Fax]\n    when: 'true'", 30, "Fax"),
        ("delegation: [slips]", "delegation: [trips]", 18, "no delegation row 'trips'"),
        ("measure: slip_days", "measure: slips", 22, "'slips' is no whole number"),
        ("measure: slip_days", "measure: kind", 22, "'kind' is no whole number"),
        ("- {to: 3, level: none}", "- {to: 3, level: boss}", 24, "level 'boss' is unknown"),
        ("- {level: lead}", "- {to: 3, level: lead}", 24, "bands of slips do not rise"),
        ("- {to: 3, level: none}", "- {level: none}", 24, "bands of slips do not rise"),
        ("{measure: cost}", "{measure: price}", 8, "'price' is no tier"),
        ("[safety_stock_floor]", "[floor]", 9, "'floor' is no constraint"),
        ("at_pct: 100", "at_pct: 25", 11, "the rungs of the ladder do not rise"),
        ("at_pct: 100", "at_pct: 101", 12, "at_pct"),
        ("2026-08-28", "2026-08-29", 27, "SA-1 must end within 180 days"),
        ("2026-08-28", "2026-02-28", 27, "SA-1 must end within 180 days"),
        ("cap_minor: 0", "cap_minor: -1", 32, "cap_minor"),
        ("cap_minor: 0", "cap_minor: 0.5", 32, "cap_minor"),
    ],
)
def test_a_mistake_is_named_with_its_line(good: str, bad: str, line: int, why: str) -> None:
    assert WHOLE.count(good) >= 1
    with pytest.raises(BadInput) as refusal:
        load_policy(WHOLE.replace(good, bad, 1), "policy.yaml")
    assert refusal.value.file == "policy.yaml"
    assert refusal.value.line == line, str(refusal.value)
    assert why in str(refusal.value)
    assert refusal.value.remedy


SWEPT = """
silence:
  sweeps:
    - id: S1
      object: purchase_order_lines
      expects: order_confirmation
      base: issued
      wait: {business_days: 3}
      question: order_confirmation
      not_when: [cancelled]
      then: procurement
"""


@pytest.mark.parametrize(
    ("good", "bad", "at", "why"),
    [
        ("object: purchase_order_lines", "object: invoices", 5, "is expected of purchase_order_l"),
        ("expects: order_confirmation", "expects: a miracle", 6, "is nothing a sweep expects"),
        ("base: issued", "base: need_date", 7, "'need_date' is no base here; use issued"),
        ("{business_days: 3}", "{business_days: 3, days: 1}", 8, "not in several"),
        ("{business_days: 3}", "{business_days: -3}", 8, "greater than or equal to 0"),
        ("question: order_confirmation", "question: the weather", 9, "is no question here"),
        ("[cancelled]", "[cancelled, waived]", 10, "'waived' is no condition here"),
        ("then: procurement", "then: astrology", 11, "'astrology' is no function"),
        ("  sweeps:", "  letters: 4\n  sweeps:", 3, "letters"),
        ("  sweeps:", "  stop_asks: astrology\n  sweeps:", 3, "'astrology' is no function"),
    ],
)
def test_a_mistake_in_a_sweep_is_named_with_its_line(
    good: str, bad: str, at: int, why: str
) -> None:
    before = len(WHOLE.splitlines())
    with pytest.raises(BadInput) as refusal:
        load_policy(WHOLE + SWEPT.replace(good, bad, 1), "policy.yaml")
    assert why in str(refusal.value)
    assert refusal.value.line == before + at, str(refusal.value)


def test_two_sweeps_of_one_name_are_refused() -> None:
    entry = SWEPT.split("  sweeps:\n")[1]
    with pytest.raises(BadInput, match="'S1' stands twice in sweeps"):
        load_policy(WHOLE + SWEPT + entry)


@pytest.mark.parametrize("section", ["clauses", "delegation", "standing"])
def test_two_entries_of_one_id_are_refused(section: str) -> None:
    lines = WHOLE.splitlines(keepends=True)
    start = lines.index(f"{section}:\n") + 1
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith(" ")), len(lines))
    doubled = "".join(lines[:end] + lines[start:end] + lines[end:])
    with pytest.raises(BadInput, match=f"stands twice in {section}"):
        load_policy(doubled)


def test_two_owners_of_one_constraint_are_refused() -> None:
    owner = "      - {constraint: material, function: planning, role: supply planner}\n"
    with pytest.raises(BadInput, match="'material' stands twice in owners"):
        load_policy(WHOLE.replace(owner, owner * 2))


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "a: b: c\n", "a: &x [*x]\n"])
def test_what_is_no_policy_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        load_policy(text)


def test_a_condition_over_several_lines_is_found_where_it_begins() -> None:
    folded = WHOLE.replace("""when: 'option == ""'""", "when: >-\n      slip_days &&\n      true")
    with pytest.raises(BadInput) as refusal:
        load_policy(folded)
    assert refusal.value.line == 16
