"""A case on the terminal: what was read, what memory holds, options, actions, whom it waits for."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding

from domain.delay.hearsay import OPENING
from domain.precedent import fared
from seamline.cli.contesting import print_joint, print_reserved
from seamline.cli.office import in_short, safe, subject, table
from seamline.cli.sharing import print_sharing
from seamline.late_after import late_after
from seamline.sharing_turns import override_words
from seamline.stated import value_text

#: So many lines of what was before are shown; `--all` shows the rest.
_LINES = 3


def print_case(screen: Console, data: dict[str, Any], *, whole: bool = False) -> None:
    """The whole case, the newest state of each part; with `whole` all that was before as well."""
    screen.print(f"{data['case']}  {safe(data['title'])}", style="bold")
    print_sharing(screen, data)
    _print_superseded(screen, data["superseded"], whole=whole)
    print_news(screen, data["news"])
    for one in data["away"]:
        screen.print(safe(one), style="bold")
    for one in data["not_heard"]:
        said = safe(f" from {one['sender']} ({one['verdict']})")
        screen.print(f"not heard: {subject(one['subject'])}{said}", style="bold")
    for one in data["said_again"]:
        screen.print(f"said again: {subject(one['subject'])}" + safe(f" from {one['sender']}"))
    print_notes(screen, data["notes"], whole=whole)
    _print_answers(screen, data["answers"])
    _print_memory(screen, data["recalled"])
    _print_findings(screen, data["assessed"])
    print_options(screen, data["options"])
    _print_actions(screen, data["actions"])
    print_reserved(screen, data)
    print_joint(screen, data)
    _print_decided(screen, data["decided"])
    print_waiting(screen, data)
    _print_effects(screen, data["effects"])
    _print_doubts(screen, data)
    _print_owed(screen, data)
    if data["closed"]:
        screen.print(safe(f"closed: {data['closed']['outcome']}: {data['closed']['resolved_by']}"))
        for one in data["closed"].get("open", ()):
            screen.print(safe(f"  still open elsewhere: {one}"))


def _print_superseded(screen: Console, old: list[dict[str, Any]], *, whole: bool) -> None:
    """What was proposed before and why it fell, newest first, each once with its count."""
    told = [f"superseded: {one['summary']} ({one['because']})" for one in old]
    for line in folded(told, whole=whole):
        screen.print(safe(line), style="dim")


def folded(lines: Sequence[str], *, whole: bool) -> list[str]:
    """Lines from the newest (the last given) on, each once with its count; the rest as a number."""
    counts = Counter(reversed(lines))
    told = [f"{line} × {count}" if count > 1 else line for line, count in counts.items()]
    if whole or len(told) <= _LINES:
        return told
    return [*told[:_LINES], f"and {len(told) - _LINES} more before: `--all` shows them"]


def print_news(screen: Console, news: list[dict[str, Any]]) -> None:
    """What was read, in the partner's own words."""
    for one in news:
        day = str(one["sent_at"])[:16]
        made = table(
            safe(f"{day} {one['sender']} ({_standing(one)}): ") + subject(one["subject"]),
            "field",
            "value",
            "quoted words",
        )
        for stated in one["statements"]:
            about = stated["object"].partition(":")[2].rsplit("/", 1)[-1]
            name = f"{about[-12:]} {stated['field']}".strip()
            made.add_row(safe(name), safe(value_text(stated["value"])), safe(_words(stated)))
        for question in one["questions"]:
            words = question["span"]["quote"] if question["span"] else ""
            made.add_row(f"? {question['about']}", "asked", safe(f'"{words}"'))
        screen.print(made)
        if one.get("same_event"):  # of a mail by itself there is no case yet
            screen.print(safe(f"  tells of the same event: {one['same_event']}"))
        if len(news) > 1:
            screen.print(f"  mail {one['key'][:12]}", style="dim")
        if one["reasons"] and not one["vouched_by"]:
            screen.print(safe(f"  {one['verdict']}: {'; '.join(one['reasons'])}"))


def _standing(news: dict[str, Any]) -> str:
    """How far the sender is believed, and who stands up for it."""
    vouched = news["vouched_by"]
    return f"{news['verdict']}, {vouched} vouches for it" if vouched else str(news["verdict"])


def _words(stated: dict[str, Any]) -> str:
    """What a value rests on: quoted words, the record, or whoever corrected what was read."""
    quote = f'"{stated["span"]["quote"]}"' if stated["span"] else ""
    if stated["source"]:
        return f"{stated['source']['person']} corrected {quote}".rstrip()
    return quote or "(on file)"


def print_notes(screen: Console, notes: list[dict[str, Any]], *, whole: bool = True) -> None:
    """What was noted of calls and chats: hearsay, marked as such, newest first; the same words of
    the same person once."""
    once = {(one["name"], one["text"]): one for one in notes}
    newest = sorted(once.values(), key=lambda one: str(one["at"]), reverse=True)
    shown = newest if whole else newest[:_LINES]
    if len(shown) < len(newest):
        screen.print(f"{len(newest) - len(shown)} older notes: `--all` shows them", style="dim")
    for one in shown:
        day = str(one["at"])[:16].replace("T", " ")
        how = "said when it was opened" if one["channel"] == OPENING else "hearsay"
        noted = "" if one["channel"] == OPENING else f" ({one['channel']}, noted by {one['by']})"
        told = f"{how} {day} {one['name']}{noted}: "
        screen.print(safe(told + f'"{one["text"]}"'), style="italic")
        for question in one["questions"]:
            said = ", ".join(question["choices"]) or "what exactly?"
            screen.print(safe(f"  to confirm: {question['slot']} = {said}"))


def _print_answers(screen: Console, answers: list[dict[str, Any]]) -> None:
    """What people answered, and what spoke against it."""
    for one in answers:
        beside = f" although {', and '.join(one['beside'])}" if one["beside"] else ""
        reason = f": {one['reason']}" if one["reason"] else ""
        said = f"{one['person']} answered {one['slot']} = {one['value']}{beside}{reason}"
        screen.print(safe(said))


def _print_decided(screen: Console, told: list[dict[str, Any]]) -> None:
    """Who approved, edited or rejected, and why."""
    verbs = {"approve": "approved", "reject": "rejected", "edit": "edited"}
    for one in told:
        day = one["at"][:16].replace("T", " ")
        what = f" ({one['what']})" if one["what"] else ""
        reason = f": {one['reason']}" if one["reason"] else ""
        said = f"{one['by']} {verbs.get(one['verb'], one['verb'])}{what} {day}{reason}"
        screen.print(safe(said))


def _print_memory(screen: Console, recalled: dict[str, Any] | None) -> None:
    if not recalled or "says" not in recalled:
        return
    made = table(
        safe(f"memory: {recalled['says']}"), "action", "tried", "worked", "so it", "for", "against"
    )
    for one in recalled["actions"]:
        pro, con = ", ".join(one["supporting"]), ", ".join(one["contradicting"])
        so = fared(one["tried"], one["worked"])
        made.add_row(safe(one["action"]), str(one["tried"]), str(one["worked"]), so, pro, con)
    screen.print(made)


def _print_findings(screen: Console, assessed: list[dict[str, Any]]) -> None:
    made = table("what the functions found", "function", "finding")
    for one in assessed:
        for finding in one["findings"]:
            mark = " (model)" if finding["by_model"] else ""
            made.add_row(one["function"], safe(finding["text"]) + mark)
    if made.row_count:
        screen.print(made)


def print_options(screen: Console, priced: list[dict[str, Any]]) -> None:
    """Options with cost by component, and why the chosen one was chosen."""
    for one in priced:
        ranking = one["ranking"]
        after = late_after(one["object"])
        named = one["object"].split(":", 1)[1] + (f", late after {after}" if after else "")
        made = table(f"options for {named}", "option", "cost", "late", "parts")
        for option in one["options"]:
            mark = "→ " if option["name"] == ranking["winner"] else "  "
            cost = f"{option['cost']['amount']} {option['cost']['currency']}"
            parts = "; ".join(f"{p['name']} {_round(p)}" for p in option["components"])
            out = ranking["excluded"].get(option["name"])
            made.add_row(
                mark + option["name"],
                "unknown" if option["unknown"] else cost,
                f"{option['days_late']} d",
                safe(f"NOT POSSIBLE: {out}" if out else parts),
            )
        screen.print(made)
        if ranking["winner"]:
            order = " > ".join(ranking["order"])
            screen.print(safe(f"  chosen by {ranking['decided_by']} in the order {order}"))
        for option in one["options"]:
            if option["name"] == ranking["winner"] and any(
                p["offered"] for p in option["components"]
            ):
                screen.print(
                    safe(f"  {_gross(option)} if the offer is not kept: limits are for that")
                )
        for flip in ranking["flips"]:
            screen.print(safe(f"  flips: {flip['change']} → {flip['winner'] or 'none'}"))


def _gross(option: dict[str, Any]) -> str:
    """What an option costs when nothing that was only offered comes."""
    from domain.money import Money, total

    firm = [Money.model_validate(p["money"]) for p in option["components"] if not p["offered"]]
    return str(total(firm, option["currency"]).rounded())


def _round(part: dict[str, Any]) -> str:
    from domain.money import Money

    return str(Money.model_validate(part["money"]).rounded().amount)


def _print_actions(screen: Console, actions: list[dict[str, Any]]) -> None:
    """What waits for the decision, letters in full: nobody approves what cannot be read.

    What ran by itself already stands under the effects.
    """
    waiting = [one for one in actions if one["outcome"] != "act" and not one["done"]]
    if not waiting:
        return
    made = table("what would happen", "function", "action", "policy")
    for one in waiting:
        made.add_row(one["function"], safe(_act(one)), safe(one["ruling"]))
    screen.print(made)
    for one in waiting:
        if one["letter"]:
            screen.print(safe(_act(one)), style="bold")
            screen.print(Padding(safe(one["letter"]), (0, 2)))
    _print_changes(screen, waiting)


def _print_changes(screen: Console, waiting: list[dict[str, Any]]) -> None:
    """What people changed of what was worked out, and by which names values may be changed."""
    for was in (was for one in waiting for was in one["changed"]):
        told = "" if was["slot"] == "text" else f": {was['from']} → {was['to']}"
        screen.print(safe(f"{was['slot']} changed by {was['by']}{told}"))
    fields = [(one, field) for one in waiting for field in one["editable"]]
    if fields:
        made = table("may be changed (edit --set NAME=VALUE)", "name", "of", "to")
        for one, field in fields:
            made.add_row(field["name"], safe(in_short(_act(one))), safe(field["form"]))
        screen.print(made)


def _act(action: dict[str, Any]) -> str:
    """The sentence of an action without the words that stand in full below."""
    said = action["said"].replace(action["letter"], "") if action["letter"] else action["said"]
    return " ".join(said.split()).rstrip(":")


def _print_signers(screen: Console, waiting: dict[str, Any]) -> None:
    for one in waiting["people"]:
        done = "has approved" if one["approved"] else "is asked"
        screen.print(safe(f"{one['name']} ({one['role']}, {one['id']}) {done}"))
    for one in waiting["moved_up"]:
        screen.print(safe(one))
    for gap in waiting["gaps"]:
        screen.print(safe(f"{gap}: name somebody, or it cannot be approved"), style="bold")


def print_waiting(screen: Console, data: dict[str, Any]) -> None:
    """Whom the case waits for, until when, what if nobody answers, and how to go on."""
    waiting = data["waiting"]
    if waiting is None:
        _print_observed(screen, data)
        return
    if waiting["stuck"]:
        screen.print(safe(f"stuck: {waiting['stuck']}"), style="bold")
    _print_signers(screen, waiting)
    if waiting["until"]:
        until = waiting["until"][:16].replace("T", " ")
        screen.print(safe(f"until {until} UTC ({waiting['until_why']})"))
        screen.print(safe(f"if nobody answers: {waiting['if_nobody']}"))
    for question in waiting["questions"]:
        mark = "" if question["holds"] else " (the decision does not wait for it)"
        screen.print(safe(f"asked: {question['text']}{mark}"))
    for line in next_steps(data):
        screen.print("  " + safe(line), style="green")


def _print_observed(screen: Console, data: dict[str, Any]) -> None:
    """A case nobody is asked about: what could be told to it, and what lets it go further."""
    observed = data["observed"]
    if observed is None:
        return
    screen.print("observing: nothing leaves and nobody is asked; see `seamline mode`")
    if observed["stuck"]:
        screen.print(safe(f"stuck: {observed['stuck']}"), style="bold")
    for question in observed["questions"]:
        line = "  " + _answer_step(data["case"], question, "PERSON")
        screen.print(safe(line), style="green")


def _answer_step(case: str, question: dict[str, Any], who: str) -> str:
    value = question["choices"][0] if question["choices"] else question["form"]
    answer = shlex.quote(f"{question['slot']}={value}")
    reason = ' --reason "…"' if question["reasoned"] else ""
    asked = question["witness"] or who
    return f"seamline decide {case} respond --set {answer}{reason} --as {asked}"


def next_steps(data: dict[str, Any]) -> list[str]:
    """The commands with which to go on."""
    waiting, case = data["waiting"], data["case"]
    people = waiting["people"]
    if data["proposal"] is None:
        return [f"seamline work, then seamline show {case}"]
    who = next((one["id"] for one in people if not one["approved"]), "")
    if not who:
        return []  # nobody there may run them: what is missing is said above
    answers = [_answer_step(case, one, who) for one in waiting["questions"]]
    if any(one["holds"] for one in waiting["questions"]):
        return answers
    return [
        *answers,
        f"seamline decide {case} approve --as {who}",
        f'seamline decide {case} edit --set "option=NAME" --reason "…" --as {who}',
        f'seamline decide {case} reject --reason "…" --as {who}',
    ]


def _print_effects(screen: Console, effects: list[dict[str, Any]]) -> None:
    if not effects:
        return
    made = table("effects", "state", "what", "under")
    for one in effects:
        said = in_short(one["said"])
        under = one["authority"].removeprefix("standing authority ")
        made.add_row(one["state"], safe(said), safe(under))
    screen.print(made)


def _print_doubts(screen: Console, data: dict[str, Any]) -> None:
    """Effects that a person must clear up, with the command; overrides that were accepted."""
    for one in data["effects"]:
        if not one["in_doubt"]:
            continue
        first = in_short(one["said"])
        screen.print(safe(f"in doubt: {first}: {one['state']}, {one['detail']}"), style="bold")
        words = "|".join(one["settle"])
        key = one["key"][:12]
        line = f'  seamline settle {data["case"]} {key} {words} --reason "…" --as PERSON'
        screen.print(line)
    for one in data["overrides"]:
        if one.get("declared"):
            screen.print(safe(override_words(one)), style="bold")
            continue
        found = ", ".join(f"{name} {value}" for name, value in one["found"].items())
        said = f"accepted by {one['person']}: {found or 'nothing stands'} ({one['reason']})"
        screen.print(safe(said))


def _print_owed(screen: Console, data: dict[str, Any]) -> None:
    """What the case waits for beside its effects, with the command; what became of promises."""
    for one in data["owed"]:
        screen.print(safe(f"owed: {one['said']}"), style="bold")
        key = one["key"][:12]
        if one["kind"] == "acknowledgement":
            screen.print(f"  seamline acknowledge {data['case']} --as PERSON")
        screen.print(f'  seamline waive {data["case"]} {key} --reason "…" --as PERSON')
    for one in data["health"]:
        if one["health"] != "held":
            screen.print(safe(f"the decision is {one['health']}: {one['what']}"), style="bold")
    for one in data["promises"]:
        shown = ", ".join(one.get("shown_by", ())[:3])
        state = "kept" if shown else one.get("state", "")
        state = "not on record" if state in ("", "broken") else state
        screen.print(safe(f"{state}: {one['what']} ({shown or one['due']})"))
