"""Thousands of forged actions handed straight to the authority: none gets out, each says why."""

import hashlib
import itertools
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from domain.actions import HoldInvoice
from domain.cells import cell
from domain.fact import NewFact
from domain.policy import load_policy
from domain.provenance import Reserved, Slot, fixed
from domain.reading import Question
from domain.record import Row
from domain.ruling import REASONS, Ruling
from graph.authority import Authority
from graph.snapshots import case_context
from graph.workflows import supplier_delay
from memory import chain, outbox, tables
from memory.outbox import Intended
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.hostile.company import Company
from tests.hostile.forger import Forger
from tests.hostile.letters import genuine
from tests.hostile.oracle import ACCOUNT, ADDRESS, LINK, OURS

SEED = int(os.environ.get("SEAMLINE_HOSTILE_SEED", "4500018822"))
ROUNDS = int(os.environ.get("SEAMLINE_HOSTILE_ROUNDS", "420"))
BATCH = 12
CASE = "W1-4500018822"
HISTORY = "30 March"
QUOTED = (
    b"\r\nOn Mon, 9 Mar 2026 Marta Oyelaran wrote:\r\n"
    b"> PO 4500018822 item 10 was confirmed for 30 March, all items.\r\n"
)

COMPANY = Company(OPENS.opening())


class Undone(Exception):
    """Rolls a transaction back."""


class Attack:
    """A real case that waits for people, and an authority that is handed forgeries of it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.state = office.desk.case(CASE)
        self.context = case_context(office.deps, self.state, supplier_delay)
        proposal = self.state.proposal
        assert proposal is not None
        self.proposal = proposal
        mails = self._mails()
        body = mails[self.context.message]
        start = body.index(HISTORY)
        self.forger = Forger(
            SEED,
            proposal.actions,
            self._rows(),
            mails,
            (start, start + len(HISTORY)),
            [fact.id for fact in self._facts()[:6]],
        )

    def _mails(self) -> dict[str, str]:
        """Bodies of the case's mail and of two more that nobody proved, by hash."""
        found = {self.context.message: self._body(self.office.blobs.read(self.context.message))}
        honest = self.office.blobs.read(self.context.message)
        stranger = honest.replace(b"shipping@kailun.example", b"x@attacker.example")
        spoofed = honest.replace(b"dmarc=pass", b"dmarc=none")
        failed = honest.replace(b"dmarc=pass", b"dmarc=fail")
        for raw in (stranger, spoofed, failed):
            self.office.blobs.keep(raw)
            found[hashlib.sha256(raw).hexdigest()] = self._body(raw)
        assert len(found) == 4
        return found

    def _body(self, raw: bytes) -> str:
        parts = self.office.deps.parse(raw).parts
        return next(one.text for one in parts if one.name == "body")

    def _facts(self) -> list[Any]:
        with self.office.ledger.reading() as connection:
            return chain.of_stream(connection, f"case:{CASE}")

    def _rows(self) -> list[Row]:
        reads = self.office.reads
        tables = ("contacts", "partners", "items", "shipments", "purchase_orders", "contracts")
        rows = [row for table in tables for row in reads.rows(table)]
        rows += list(reads.rows("purchase_order_lines"))
        own = [row for row in rows if row.key.startswith("4500018822")]
        return rows + own * 20 + list(reads.rows("contacts", partner_id="V1001")) * 5

    def rulings(self, connection: Any, actions: list[Any], **world: Any) -> tuple[Ruling, ...]:
        """What the authority rules on these, in a world that may differ."""
        deps = replace(self.office.deps, **world.get("deps", {}))
        state = world.get("state", self.state)
        context = world.get("context", self.context)
        # the actions are handed over as an attacker would have them: unvalidated
        proposal = self.proposal.model_copy(
            update={"actions": tuple(actions), **world.get("proposal", {})}
        )
        return Authority(deps).rulings(
            connection, supplier_delay, state, context, proposal, world.get("reads")
        )


@pytest.fixture(scope="module")
def attack(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    folder = tmp_path_factory.mktemp("submissions") / "workspace"
    shutil.copytree(harlow, folder)
    office = open_office(Workspace(folder))
    mail = folder / "quoting.eml"
    mail.write_bytes(genuine("W1-d").read_bytes().rstrip() + b"\r\n" + QUOTED)
    list(file_mails(office, [mail]))
    office.desk.advance()
    yield Attack(office)
    office.close()


def outward(action: Any) -> list[str]:
    """What would be wrong if this left, judged by CSV alone."""
    values = {name: getattr(action, name).value for name in action.slots()}
    found = []
    if "contact" in values:
        near = COMPANY.reachable(COMPANY.parties("4500018822"))
        mine = COMPANY.find("contacts", contact_id=values["contact"])
        if values["contact"] not in near.values():
            found.append(f"to {values['contact']}")
        elif action.kind == "SendMessage" and mine[0]["partner_id"] != "V1001":
            found.append(f"an answer to V1001 goes to {values['contact']}")
        elif mine[0]["name"] != values["contact_name"]:
            found.append(f"to {values['contact']} as {values['contact_name']}")
    for name, text in values.items():
        tokens = ADDRESS.findall(text) + LINK.findall(text) + ACCOUNT.findall(text)
        ours = {"w1-d@kailun.example"} if name == "in_reply_to" else set()
        found += [
            f"{name} holds {one!r}"
            for one in tokens
            if one not in COMPANY.text and not OURS.fullmatch(one) and one not in ours
        ]
    return found


def violations(actions: list[Any], rulings: tuple[Ruling, ...]) -> list[str]:
    """Acts that may not be: of a kind that binds, or outward and wrong."""
    found = []
    for action, ruling in zip(actions, rulings, strict=True):
        if ruling.outcome != "act":
            continue
        who = f"{action.kind} acts under {ruling.standing}"
        template = action.template.value if action.kind == "SendMessage" else ""
        if action.kind not in ("SendMessage", "NotifyFunction") or action.option:
            found.append(who)
        if template not in ("", "acknowledge", "ask_date"):
            found.append(f"{who}: letter {template}")
        if not ruling.standing:
            found.append(f"{who}: no authority is cited")
        found += [f"{who}: {one}" for one in outward(action)]
    return found


def submit(
    attack: Attack, rounds: int, *, to_the_first: bool = False
) -> tuple[Counter[str], list[str]]:
    """Forgeries in batches: reasons they met, and what got through and may not have, of all
    rounds or only `to_the_first` that found something.

    They are forgeries of what has not happened yet: what has would meet that reason alone.
    """
    met: Counter[str] = Counter()
    wrong: list[str] = []
    with suppress(Undone), attack.office.ledger.transaction() as connection:
        undo(connection)
        for _ in range(rounds):
            actions = [attack.forger.forged() for _ in range(BATCH)]
            rulings = attack.rulings(connection, actions)
            met.update("act" if one.outcome == "act" else one.reason for one in rulings)
            wrong += violations(actions, rulings)
            if wrong and to_the_first:
                break
        raise Undone
    return met, wrong


def test_thousands_of_forged_actions_get_nothing_out(attack: Attack) -> None:
    before = outbox_rows(attack)
    met, wrong = submit(attack, ROUNDS)
    print(f"seed {SEED}: {sum(met.values())} submissions")
    for reason, count in sorted(met.items()):
        print(f"  {reason} {count}")
    assert wrong == []
    assert sum(met.values()) >= 5000
    assert outbox_rows(attack) == before
    thin = {one for one in FORGERIES if met[one] < 3}
    assert thin == set(), f"reasons hardly met: {thin}"


#: Reasons a forgery alone can meet; those of a situation have tests of their own below.
FORGERIES = {
    "schema",
    "unknown_kind",
    "not_in_case",
    "unknown_reference",
    "forged_master",
    "stale_master",
    "forged_span",
    "forged_value",
    "forged_arguments",
    "quoted_history",
    "forged_human",
    "forged_derivation",
    "forged_policy_text",
    "model_text",
    "wrong_source",
    "wrong_letter",
    "destination",
    "sender_not_trusted",
    "by_clause",
}


def outbox_rows(attack: Attack) -> int:
    with attack.office.ledger.reading() as connection:
        return len(outbox.effects(connection))


def fact(kind: str, **body: Any) -> Callable[[Any, Attack], dict[str, Any]]:
    """A world in which this fact of the workspace came before."""

    def before(connection: Any, attack: Attack) -> dict[str, Any]:
        now = attack.office.clock.now()
        new = NewFact(stream="workspace", kind=kind, at=now, actor="E020", body=body)
        chain.append(connection, [new])
        return {}

    return before


def policy(old: str, new: str) -> Callable[[Any, Attack], dict[str, Any]]:
    """A world with another policy."""

    def before(connection: Any, attack: Attack) -> dict[str, Any]:
        text = attack.office.workspace.policy_file.read_text(encoding="utf-8")
        assert old in text
        return {"deps": {"policy": load_policy(text.replace(old, new, 1), "policy.yaml")}}

    return before


def later(connection: Any, attack: Attack) -> dict[str, Any]:
    """Two months on."""

    class Later:
        replayed = True

        def now(self) -> Any:
            return attack.office.clock.now() + timedelta(days=61)

        wall = now

    return {"deps": {"clock": Later()}}


def nobody_reads(connection: Any, attack: Attack) -> dict[str, Any]:
    """The contacts were marked as not reading mail."""

    class Reads:
        def row(self, table: str, key: str) -> Row | None:
            row = attack.office.reads.row(table, key)
            if table != "contacts" or row is None:
                return row
            return row.model_copy(update={"values": {**row.values, "do_not_reply": "yes"}})

        rows = staticmethod(attack.office.reads.rows)

    return {"deps": {"reads": Reads()}}


def long_ago(connection: Any, attack: Attack) -> dict[str, Any]:
    """The case was opened today on mail that was written a hundred days ago."""
    old = [
        one.model_copy(update={"sent_at": one.sent_at - timedelta(days=100)})
        for one in attack.state.news
    ]
    return {"state": attack.state.model_copy(update={"news": tuple(old)})}


def held_more(connection: Any, attack: Attack) -> dict[str, Any]:
    """Quantities that count on others holding less than nothing of a stock."""
    less = Slot(value="-1", source=Reserved(object="stock:US20/KLB-12"))
    letters = [one for one in attack.proposal.actions if one.kind == "SendMessage"]
    return {"actions": [one.model_copy(update={"text": less}) for one in letters]}


def busy(connection: Any, attack: Attack) -> dict[str, Any]:
    """Twenty acts towards the partner today."""
    now = attack.office.clock.now()
    for number in range(20):
        key = hashlib.sha256(str(number).encode()).hexdigest()
        row = Intended(
            key=key,
            case_id=CASE,
            action={"kind": "SendMessage"},
            authority={},
            fact_id=attack.state.proposal_fact.id if attack.state.proposal_fact else "",
            partner="V1001",
            day=now.date(),
        )
        outbox.intend(connection, row)
    return {}


def repeated_option(connection: Any, attack: Attack) -> dict[str, Any]:
    """The same dear option chosen a hundred times over."""
    ranking = attack.proposal.rankings[0].model_copy(update={"winner": "full air"})
    return {"proposal": {"rankings": (ranking,) * 100}}


def unknown_option(connection: Any, attack: Attack) -> dict[str, Any]:
    """An option nobody priced."""
    ranking = attack.proposal.rankings[0].model_copy(update={"winner": "teleport"})
    return {"proposal": {"rankings": (ranking,)}}


def ended_quote(connection: Any, attack: Attack) -> dict[str, Any]:
    """The alternate source's price was valid until the day before."""
    quote = Row(
        table="rfq_lines",
        key="7100399/10/V1010",
        version=1,
        values={
            "rfq_id": "7100399",
            "valid_until": attack.context.today - timedelta(days=1),
        },
    )
    lines = tuple(one.model_copy(update={"quotes": (quote,)}) for one in attack.context.lines)
    return {"context": attack.context.model_copy(update={"lines": lines})}


def undo(connection: Any) -> None:
    """From here on none of what ran by itself has happened."""
    connection.execute(update(tables.outbox).values(state="failed"))


def asked(connection: Any, attack: Attack) -> dict[str, Any]:
    """A question is open."""
    question = Question(about="promised_date", object=attack.state.order, of="", text="which?")
    return {"proposal": {"questions": (question,)}}


def uncertain(connection: Any, attack: Attack) -> dict[str, Any]:
    """A clause looks at an amount that nobody knows."""
    said = "kinds: [ChangeOrderLine]\n    when: case_spend_minor >= 0\n    then: ask"
    world = policy("kinds: [ChangeOrderLine]\n    then: ask", said)(connection, attack)
    return {**world, **unknown_option(connection, attack)}


def another_workflows(connection: Any, attack: Attack) -> dict[str, Any]:
    """An act that only cases about bills may ask for."""
    row = attack.office.reads.rows("invoices")[0]
    act = HoldInvoice(
        case=CASE,
        function="finance",
        objects=(row.object,),
        invoice_id=cell(row, "invoice_id"),
        status=fixed("invoice_state", "blocked"),
        hold_reason=fixed("reason", "price"),
        seen=cell(row, "version"),
    )
    return {"actions": [act]}


SITUATIONS: dict[str, Callable[[Any, Attack], dict[str, Any]]] = {
    "stopped": fact("stopped", scope="all", reason="flood", number=1),
    "observe": fact(
        "mode_changed", workflow="supplier_delay", partner="V1001", mode="observe", number=9
    ),
    "advise": fact(
        "mode_changed", workflow="supplier_delay", partner="V1001", mode="advise", number=9
    ),
    "each": policy("authorisation: standing", "authorisation: each"),
    "never_clause": policy(
        "kinds: [IssueOrder]\n    then: ask", "kinds: [IssueOrder]\n    then: never"
    ),
    "condition_error": uncertain,
    "unmatched": policy("kinds: [IssueOrder]\n    then: ask", "kinds: [Allocate]\n    then: ask"),
    "kind_not_granted": another_workflows,
    "no_owner": policy("- constraint: material ", "- constraint: capacity-of-old "),
    "old_news": long_ago,
    "reserved_by_others": held_more,
    "no_standing": policy("cap_minor: 0\n    per_day: 100", "cap_minor: 1\n    per_day: 100"),
    "always_human": policy("bands: [{level: none}]", "bands: [{level: lead}]"),
    "grant_expired": later,
    "recipient_not_usable": nobody_reads,
    "velocity": busy,
    "cap": repeated_option,
    "unknown_amount": unknown_option,
    "waits_for_answer": asked,
    "by_clause": lambda connection, attack: {},
    "already_done": lambda connection, attack: {},
    "beyond_terms": ended_quote,
    "travels_with_proposal": lambda connection, attack: {
        "actions": [
            one.model_copy(update={"option": "accept"})
            for one in attack.proposal.actions
            if one.kind == "SendMessage" and one.template.value == "acknowledge"
        ]
    },
}


@pytest.mark.parametrize("reason", SITUATIONS)
def test_each_situation_holds_genuine_and_forged_actions_back_with_its_reason(
    attack: Attack, reason: str
) -> None:
    met: Counter[str] = Counter()
    with pytest.raises(Undone), attack.office.ledger.transaction() as connection:
        if reason != "already_done":
            undo(connection)
        world = SITUATIONS[reason](connection, attack)
        actions = world.pop("actions", [*attack.proposal.actions])
        genuine_ones = attack.rulings(connection, actions, **world)
        met.update(one.reason for one in genuine_ones if one.outcome != "act")
        forged = [attack.forger.forged() for _ in range(BATCH * 4)]
        rulings = attack.rulings(connection, forged, **world)
        assert violations(forged, rulings) == []
        if reason in ("stopped", "observe", "advise", "each", "no_owner", "grant_expired"):
            assert {one.outcome for one in (*genuine_ones, *rulings)} <= {"ask", "never"}
        raise Undone
    assert met[reason] > 0, met


def test_every_reason_there_is_can_be_met_or_is_known_to_be_out_of_reach() -> None:
    assert FORGERIES | set(SITUATIONS) == set(REASONS)


def test_the_same_act_many_times_over_in_one_proposal_counts_as_many(attack: Attack) -> None:
    """Splitting and stacking: the daily limits hold within one proposal as well."""
    letter = next(
        one
        for one in attack.proposal.actions
        if one.kind == "SendMessage" and one.template.value == "acknowledge"
    )
    limit = attack.office.policy.outward_per_partner_day
    granted = supplier_delay.grant(attack.context, attack.state, attack.office.policy).objects
    pairs = list(itertools.islice(itertools.combinations(sorted(granted), 2), limit + 20))
    letters = [letter.model_copy(update={"objects": (*letter.objects, *two)}) for two in pairs]
    assert len({one.key for one in letters}) == limit + 20
    with attack.office.ledger.transaction() as connection:
        rulings = attack.rulings(connection, letters)
    assert rulings[0].outcome == "act"
    assert rulings[-1].reason == "velocity"
    assert len([one for one in rulings if one.outcome == "act"]) <= limit


@pytest.mark.parametrize("dropped", ["addressed", "proven", "in_place"])
def test_a_gate_without_one_of_its_checks_is_found_by_the_submissions(
    attack: Attack, monkeypatch: pytest.MonkeyPatch, dropped: str
) -> None:
    from domain.gate import checks
    from domain.gate import gate as gate_module

    names = {
        "addressed": ("addressed", "granted", "in_place"),
        "proven": ("proven",),
        "in_place": ("in_place", "proven"),
    }[dropped]
    left = tuple(one for one in checks.CHECKS if one.__name__ not in names)
    monkeypatch.setattr(gate_module, "CHECKS", left)
    _, wrong = submit(attack, 180, to_the_first=True)
    assert wrong != []
