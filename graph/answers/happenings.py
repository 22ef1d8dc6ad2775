"""What happened: causes, options, promises, papers and invoices as the case's facts hold them."""

from __future__ import annotations

from typing import Any

from domain.fact import Fact
from domain.news import News
from domain.reading import stated_text
from graph.answers.evidence import Answer, Found, none


def cause(found: Found) -> Answer:
    """Why the date was missed: the stated cause and whose it is, in the sender's words."""
    lines, cited = [], []
    for fact in found.of("case_joined"):
        news = News.model_validate({**fact.body["news"], "fact": fact.id})
        causes = [one for one in news.statements if one.field == "cause"]
        parties = {
            one.object: stated_text(one.value)
            for one in news.statements
            if one.field == "cause_party"
        }
        for one in causes:
            quote = f': "{one.span.quote}"' if one.span else ""
            whose = parties.get(one.object, "not stated whose")
            when = f"{news.sent_at:%Y-%m-%d}"
            lines.append(
                f"{when} {news.sender}: {stated_text(one.value)}, party: {whose}{quote}"
                f" (sender {news.verdict})"
            )
            cited.append(fact)
    if not cited:
        return none(found.question, "statements of a cause in messages of this case")
    return found.answer(lines, cited)


def options(found: Found) -> Answer:
    """Every option that was priced, with its cost then, and why it was not taken."""
    priced = found.of("options_priced")
    if not priced:
        return none(found.question, "options priced in this case")
    lines = [line for fact in priced for line in _option_lines(fact)]
    return found.answer(lines, priced)


def _option_lines(fact: Fact) -> list[str]:
    ranking = fact.body["ranking"]
    head = f"{fact.at:%Y-%m-%d} {fact.body['object'].split(':', 1)[1]}:"
    return [head] + [f"  {_option_line(option, ranking)}" for option in fact.body["options"]]


def _option_line(option: dict[str, Any], ranking: dict[str, Any]) -> str:
    name, cost = option["name"], option["cost"]
    money = f"{name}: {cost['amount']} {cost['currency']}, {option['days_late']} day(s) late"
    if name == ranking["winner"]:
        return f"{money} — chosen, decided by {ranking['decided_by']}"
    if name in ranking["excluded"]:
        return f"{money} — not possible: {ranking['excluded'][name]}"
    lost = [step["tier"] for step in ranking["steps"] if name in step["left"]]
    return f"{money} — left at {lost[0] if lost else ranking['decided_by']}"


def commitments(found: Found) -> Answer:
    """What partners promised, in their words, and whether it was kept."""
    made = found.of("commitment_made")
    ended = {
        fact.causes[0]: fact.kind.removeprefix("commitment_")
        for fact in found.of("commitment_kept", "commitment_broken")
        if fact.causes
    }
    asks_carrier = "carrier" in found.question.lower()
    if asks_carrier:
        made = [fact for fact in made if fact.body.get("kind") in ("carrier", "forwarder")]
    if not made:
        who = "of a carrier or forwarder " if asks_carrier else ""
        return none(found.question, f"commitments {who}in this case")
    lines = []
    for fact in made:
        body = fact.body
        due = f" by {body['due']}" if body["due"] else ""
        words = f' ("{body["words"]}")' if body["words"] else ""
        lines.append(
            f"{body['name']}: {body['what']}{due}{words} — {ended.get(fact.id, 'not yet due')}"
        )
    return found.answer(lines, made)


def customs(found: Found) -> Answer:
    """Papers that held up customs; in a case without such an event there is no evidence."""
    held = [fact for fact in found.facts if fact.kind.startswith(("customs_", "document_"))]
    if not held:
        return none(found.question, "customs or document events in this case")
    return found.answer([f"{fact.kind}: {fact.body}" for fact in held], held)


def invoice(found: Found) -> Answer:
    """Invoice differences; in a case without an invoice there is no evidence."""
    differing = [fact for fact in found.facts if fact.kind.startswith("invoice_")]
    if not differing:
        return none(found.question, "invoices or invoice differences in this case")
    return found.answer([f"{fact.kind}: {fact.body}" for fact in differing], differing)


def standing(found: Found) -> Answer:
    """Where the case stands: its newest step and whom it waits for."""
    steps = found.of("proposed", "approval_asked", "decided", "stuck", "closed", "lapsed")
    if not steps:
        return none(found.question, "steps of this case")
    last = steps[-1]
    if last.kind == "approval_asked":
        people = ", ".join(found.name(one) for one in last.body["asked"]["people"])
        until = last.body["asked"]["until"]
        return found.answer([f"waits for {people or 'nobody: no owner'} until {until}"], [last])
    return found.answer([f"{last.kind} on {last.at:%Y-%m-%d %H:%M} UTC"], [last])
