"""What it costs and what is paid: options as priced, what was approved, bills, who bears what."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

from domain.effect_state import in_one_line
from domain.fact import Fact
from domain.money import Money
from domain.proposal import Proposal
from graph.answers.evidence import (
    Answer,
    Found,
    Line,
    coded,
    found_line,
    line,
    none,
    titled,
    valued,
    worded,
)
from graph.answers.measured import forecast_and_real
from graph.answers.standing import opened
from graph.answers.ways import meant, since_priced

#: A sum with its currency, as findings tell it.
_SUM = re.compile(r"\d[\d,.]*\s?[A-Z]{3}\b")
#: Acts that pay, hold back or ask for money.
_HOLDS = ("ParkInvoice", "HoldInvoice", "DisputeCharge")
_PAYS = (*_HOLDS, "ApproveInvoice", "PostSettlement", "IssueCredit", "FileClaim")
#: What messages state of money that changed hands.
_STATED = ("payment_amount", "paid_amount", "deduction")


def cost(found: Found) -> Answer:
    """What is chosen and what each other option would cost; what was approved, and what it came
    to; where nothing is priced the sums that functions found."""
    lines = [*priced_lines(found), *_envelope(found), *forecast_and_real(found)]
    if not lines:
        lines = [*_proposed(found), *_sums(found)]
    return found.answer(lines) if lines else none(found.question, "costs or sums in this case")


def paid(found: Found) -> Answer:
    """What is paid, released or contested, up to which sum a bill was approved before it came, and
    who bears a part; while nothing is, that, and what it is priced at."""
    told = [*_acts(found), *_approved(found), *_stated(found)]
    lines = [*told, *_proposed(found), *_due(found)]
    lines += [line(f"{one.body['name']} {one.body['what']}", one) for one in _borne(found)]
    lines = lines or list(priced_lines(found))
    if not lines:
        return none(found.question, "payments, bills or approved sums in this case")
    yet = [] if told else [Line(text="nothing is paid in this case so far:")]
    return found.answer([*yet, *lines])


def held(found: Found) -> Answer:
    """Bills that are or would be held back, blocked or contested, and why."""
    lines = [*_acts(found, _HOLDS), *_proposed(found, _HOLDS)]
    if not lines and re.search(r"\bwhy\b", found.question.lower()):
        return opened(found)  # what must be answered or come before it is released
    if not lines:
        return none(found.question, "bills held back in this case")
    return found.answer(lines)


def priced_lines(found: Found) -> Iterator[Line]:
    """Options of the newest pricing, the chosen one first, then all others by what they cost."""
    for fact in found.priced():
        body = fact.body
        stale = since_priced(found, fact)
        if stale:
            yield line(f"as priced on {fact.at:%Y-%m-%d}; {stale}", fact)
        about, chosen = body["object"].partition(":")[2], body["ranking"]["winner"]
        asked = meant(found.question, body["options"]) or body["options"]
        ranked = sorted(asked, key=lambda one: (one["name"] != chosen, _known(one)))
        for one in ranked:
            yield line(f"{about}: {_option(one, body['ranking'])}", fact)


def _known(option: dict[str, Any]) -> float:
    return float("inf") if option.get("unknown") else float(option["cost"]["amount"])


def _option(option: dict[str, Any], ranking: dict[str, Any]) -> str:
    name, title, cost = option["name"], titled(option), option["cost"]
    late = f", {option['days_late']} d late" if option["days_late"] else ""
    if option.get("unknown"):
        return f"{title} cannot be priced: not known: {'; '.join(option['unknown'])}{late}"
    parts = "; ".join(
        f"{one['name']} {Money.model_validate(one['money']).rounded()}"
        + (" (offered)" if one.get("offered") else "")
        for one in option["components"]
    )
    said = f"{title} costs {cost['amount']} {cost['currency']}{late}"
    said += f" ({parts})" if parts else ""
    if name == ranking["winner"]:
        return f"{said} — chosen, decided by {coded(ranking['decided_by'])}"
    excluded = ranking["excluded"].get(name, "")
    return f"{said} — not possible: {coded(excluded)}" if excluded else said


def _has_sum(finding: dict[str, Any]) -> bool:
    return bool(_SUM.search(finding["text"]) or "%" in finding["text"])


def _envelope(found: Found) -> Iterator[Line]:
    """What the proposal commits beyond plan, and whether people have approved it."""
    decided = [one for one in found.of("decided") if one.body.get("complete")]
    for fact in reversed(found.of("proposed")):
        proposal = Proposal.model_validate(fact.body["proposal"])
        if proposal.spend is None or proposal.held_by:
            continue
        done = [one for one in decided if one.body["proposal"] == proposal.hash]
        verb = f"{done[-1].body['verb']} on {done[-1].at:%Y-%m-%d}" if done else "not decided yet"
        if done or found.state.proposal == proposal:
            told = f"{proposal.summary}: {proposal.spend} beyond plan, {verb}"
            yield line(told, fact, *done[-1:])
        return


def _sums(found: Found) -> list[Line]:
    """Sums that functions found, money's own function first."""
    told = found.looked(lambda one: _has_sum(one) and "budget" not in one["text"])
    ranked = sorted(told, key=lambda one: one[0] != "finance")
    return [found_line(one) for one in ranked]


def _acts(found: Found, kinds: Container[str] = _PAYS) -> Iterator[Line]:
    for one in found.state.effects:
        if one.kind in kinds:
            text = f"{in_one_line(one.said)} — {one.state} ({one.authority})"
            yield Line(text=text, facts=(one.number,), rows=one.objects)


def _proposed(found: Found, kinds: Container[str] = _PAYS) -> Iterator[Line]:
    """Acts on money that wait for a decision."""
    opened, fact = found.state.proposal, found.state.proposal_fact
    if opened is None or fact is None or found.state.decision is not None:
        return
    for action in opened.actions:
        if action.kind in kinds:
            text = f"proposed: {in_one_line(action.said())}"
            yield Line(text=text, facts=(fact.number,), rows=action.objects)


def _approved(found: Found) -> Iterator[Line]:
    for fact in found.of("bill_approved"):
        one = fact.body["approved"]
        by = ", ".join(found.name(each) for each in fact.body["approvers"])
        about = one["object"].partition(":")[2]
        title = found.title(one["option"])
        text = f"a bill of the {one['payee']} for {title} of {about} is approved before it"
        text = f"{text} comes: {one['envelope']}, by {by}; no payment is told in this case"
        yield Line(text=text, facts=(fact.number,), rows=(one["object"],))


def _stated(found: Found) -> Iterator[Line]:
    for news in found.state.news:
        for one in news.statements:
            if one.field.partition(":")[0] in _STATED:
                text = f"{news.sender} states {worded(one.field)} {valued(one)}"
                yield Line(text=text, facts=(news.number,))


def _borne(found: Found) -> list[Fact]:
    return [one for one in found.of("commitment_made") if "bear" in one.body["what"]]


#: A finding of what is due, leaves us, or is borne by somebody else.
_DUE = re.compile(r"\bdue\b|\bleaves\b|\bpaid\b|\bbears?\b|\bdeducted\b|\bcredit note\b|\bmissed\b")


def _due(found: Found) -> list[Line]:
    """Findings of sums that are due, and of who offered or agreed to bear a part."""
    told = found.looked(lambda one: bool(_DUE.search(one["text"])) and _has_sum(one))
    return [found_line(one) for one in told]
