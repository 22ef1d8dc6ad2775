"""Judges a workspace by its files alone: master data as CSV, mails as bytes, databases as SQL.

It shares no code with the product. What it says is a list of violations, empty when all is well.
"""

import email
import email.policy
import json
import re
import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from email.utils import getaddresses
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.hostile.company import Company
from tests.hostile.said import days, sent_week, text_of
from tests.hostile.values import Known, strange

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,8}\b|\b\d{8,17}\b")
OURS = re.compile(r"SL[0-9A-F]{10}")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

#: Kinds that go out as mail, and those that change the record.
MAILS = {"SendMessage", "NotifyFunction", "RequestBooking", "RequestDocument"}
#: What each standing authority lets run without a person, and of letters which.
ALONE = {
    "SA-1": {"NotifyFunction": ("",), "SendMessage": ("acknowledge", "ask_date")},
    "SA-2": {"ChangeOrderLine": ("",)},
    "SA-3": {"SendMessage": ("chase", "silent_first", "silent_again")},
}
RUN = ("sending", "confirmed", "unknown", "awaiting_erp")
LEVELS = ("none", "clerk", "coordinator", "lead", "director", "vp", "cfo")


class Effect(NamedTuple):
    """A row of the outbox, as it stands in the database."""

    key: str
    case: str
    kind: str
    state: str
    standing: str
    values: dict[str, str]
    option: str
    proposal: str
    fact: str


class Oracle:
    """Everything that is wrong with what left a workspace."""

    def __init__(self, company: Company, workspace: Path, planted: Iterable[str] = ()) -> None:
        self.company, self.folder, self.planted = company, workspace, tuple(planted)
        self._looked_up: dict[str, Known] = {}
        loaded = yaml.safe_load((workspace / "people.yaml").read_text(encoding="utf-8"))
        self.people = {one["id"]: one for one in loaded["people"]}
        self.ours = {one["mail"].lower() for one in loaded["people"] if one.get("mail")}
        self.facts = self._facts()
        self.effects = self._effects()

    def violations(self) -> list[str]:
        """All of them, in words."""
        found = [one for effect in self.effects for one in self._effect(effect)]
        return found + self._mails() + self._record()

    def count(self) -> int:
        """How many effects there were to judge."""
        return len([one for one in self.effects if one.state in RUN])

    def _query(self, database: str, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / database) as connection:
            return connection.execute(sql).fetchall()

    def _facts(self) -> list[dict[str, Any]]:
        rows = self._query(
            "ledger.db", "SELECT number, id, stream, kind, actor, body FROM facts ORDER BY number"
        )
        names = ("number", "id", "stream", "kind", "actor")
        return [{**dict(zip(names, row, strict=False)), "body": json.loads(row[5])} for row in rows]

    def _effects(self) -> list[Effect]:
        rows = self._query(
            "ledger.db",
            "SELECT key, case_id, kind, state, action, authority, fact_id FROM outbox",
        )
        found = []
        for key, case, kind, state, action, authority, fact in rows:
            act, under = json.loads(action), json.loads(authority)
            values = {n: v["value"] for n, v in act.items() if isinstance(v, dict) and "value" in v}
            standing = under.get("standing", "")
            proposal, option = under.get("proposal", ""), act.get("option", "")
            found.append(Effect(key, case, kind, state, standing, values, option, proposal, fact))
        return found

    def _key(self, case: str) -> str:
        """The key of what a case is about."""
        opened = self._of(case, "case_opened")
        return str(opened[0]["body"]["order"]).split(":", 1)[1] if opened else ""

    def _of(self, case: str, kind: str) -> list[dict[str, Any]]:
        """A case's facts of a kind, in order."""
        return [f for f in self.facts if f["kind"] == kind and f["stream"] == f"case:{case}"]

    def _mails_of(self, case: str) -> list[bytes]:
        """The mails that joined a case, as they were kept."""
        joined = self._of(case, "case_joined")
        names = dict.fromkeys(one["body"]["news"]["message"] for one in joined)
        kept = {path.name: path for path in (self.folder / "blobs").rglob("*") if path.is_file()}
        return [kept[name].read_bytes() for name in names if name in kept]

    def _known(self, case: str) -> Known:
        """What exports, mails and people's answers say of a case, looked up once."""
        if case not in self._looked_up:
            self._looked_up[case] = self._look_up(case)
        return self._looked_up[case]

    def _look_up(self, case: str) -> Known:
        """The same; senders that our server vouches for take part in the case."""
        key, mails = self._key(case), self._mails_of(case)
        words = "\n".join(text_of(raw, self.planted) for raw in mails)
        answers = " ".join(json.dumps(one["body"]) for one in self.facts if one["kind"] in _SAID)
        said = days(words) | days(answers)
        said |= {day for raw in mails for day in sent_week(raw)}
        senders = {one for raw in mails for one in self.company.of_domain(_proven_domain(raw))}
        parties = self.company.parties(key.split("/")[0]) | senders
        return Known(self.company, key.split("/")[0], parties, words, said)

    def _effect(self, effect: Effect) -> list[str]:
        if effect.state not in RUN:
            return []
        who, values = f"{effect.kind} of {effect.case}", effect.values
        known = self._known(effect.case)
        found = [f"{who}: {one}" for one in self._authority(effect)]
        found += [f"{who}: {one}" for one in strange(effect.kind, values, known)]
        if "contact" in values:
            near = self.company.reachable(known.parties).values()
            if values["contact"] not in near:
                found.append(f"{who}: contact {values['contact']} is no contact of this case")
        lines = {
            row["line"]: row for row in self.company.find("purchase_order_lines", po_id=known.key)
        }
        ours = values.get("po_id") == known.key and values.get("line") in lines
        if effect.kind in ("ChangeOrderLine", "AmendOrderLine") and not ours:
            found.append(f"{who}: line {values['po_id']}/{values['line']} is not of this case")
        if effect.kind == "IssueOrder" and lines:
            found += [f"{who}: {one}" for one in self._order_terms(effect, lines)]
        return found

    def _order_terms(self, effect: Effect, lines: dict[str, dict[str, str]]) -> list[str]:
        """An order's terms are those of the item's approved alternate; its size is recomputed."""
        values, found = effect.values, []
        mine = [row for row in lines.values() if row["item_id"] == values["item_id"]]
        if not mine:
            return [f"item {values['item_id']} is not on the order of this case"]
        item = self.company.find("items", item_id=values["item_id"])[-1]
        for slot, column in _TERMS.items():
            if values[slot] != item[column]:
                found.append(f"{slot} {values[slot]} is not {item[column]}")
        wanted = self._bridge(effect, mine[0], Decimal(item["moq"]))
        if wanted is not None and Decimal(values["qty"]) != wanted:
            found.append(f"quantity {values['qty']} is not {wanted}")
        return found

    def _bridge(self, effect: Effect, line: dict[str, str], minimum: Decimal) -> Decimal | None:
        """Demand of the days the line slips, at the plan's even pace; at least the minimum."""
        moved = [
            one.values["promised_date"]
            for one in self.effects
            if one.kind == "ChangeOrderLine"
            and (one.case, one.values["line"]) == (effect.case, line["line"])
        ]
        pace = {row["qty"] for row in self.company.find("demand", item_id=line["item_id"])}
        if not moved or len(pace) != 1:
            return None
        slip = (date.fromisoformat(moved[-1]) - date.fromisoformat(line["promised_date"])).days
        return max(minimum, slip * Decimal(pace.pop()))

    def _authority(self, effect: Effect) -> list[str]:
        """Who let it run: a standing authority for what binds nobody, else two different people."""
        intended = [one for one in self.facts if one["id"] == effect.fact]
        if not intended or intended[0]["kind"] != "intended":
            return ["no fact says that it was intended"]
        if effect.standing:
            return self._standing(effect)
        decided = [
            one
            for one in self._of(effect.case, "decided")
            if one["body"]["proposal"] == effect.proposal
            and one["body"]["verb"] == "approve"
            and one["number"] < intended[0]["number"]
        ]
        names = {one["body"]["person"] for one in decided}
        known = [self.people[name] for name in names if name in self.people]
        if len(known) != len(names) or not known:
            return [f"approved by {sorted(names)}"]
        if effect.kind != "IssueOrder":
            return []
        buyers = [
            one
            for one in known
            if LEVELS.index(one["level"]) >= LEVELS.index("lead")
            and (one["function"] == "procurement" or one["level"] in ("vp", "cfo"))
        ]
        return [] if len(names) >= 2 and buyers else [f"an order approved by {sorted(names)}"]

    def _standing(self, effect: Effect) -> list[str]:
        kinds = ALONE.get(effect.standing, {})
        if effect.kind not in kinds or effect.option:
            return [f"ran by itself under {effect.standing}"]
        template = effect.values.get("template", "")
        if template not in kinds[effect.kind]:
            return [f"a letter {template!r} left by itself"]
        return []

    def _mails(self) -> list[str]:
        by_id = {one.key[:40]: one for one in self.effects}
        found = []
        for path in sorted((self.folder / "outgoing").glob("*")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            effect = by_id.get(str(mail["Message-ID"]).strip("<>").split("@")[0])
            if effect is None:
                found.append(f"{path.name}: no effect intends this mail")
                continue
            found += [f"mail of {effect.kind}: {one}" for one in self._mail(mail, effect)]
        return found

    def _mail(self, mail: Any, effect: Effect) -> list[str]:
        found = [f"has {name}" for name in ("Cc", "Bcc", "Reply-To", "Sender") if mail[name]]
        outside = self.company.reachable(self._known(effect.case).parties)
        allowed = self.ours if effect.kind == "NotifyFunction" else outside
        for _, to in getaddresses([str(mail["To"])]):
            if to.lower() not in allowed:
                found.append(f"goes to {to}")
            elif "contact" in effect.values and outside[to.lower()] != effect.values["contact"]:
                found.append(f"goes to {to}, not to {effect.values['contact']}")
        body = mail.get_content().replace("\r\n", "\n")
        subject = str(mail["Subject"])
        for name, text in (("body", body), ("subject", subject)):
            if UNSEEN.search(text):
                found.append(f"{name} holds unseen characters")
        found += self._strange("body", body)
        if not self._answers_proven(mail, effect):
            found += self._strange("subject", subject)
        return found

    def _strange(self, where: str, text: str) -> list[str]:
        tokens = ADDRESS.findall(text) + LINK.findall(text) + ACCOUNT.findall(text)
        return [
            f"{where} holds {token!r}"
            for token in tokens
            if token not in self.company.text and not OURS.fullmatch(token)
        ]

    def _answers_proven(self, mail: Any, effect: Effect) -> bool:
        """Whether it answers a mail of that very partner that our server vouched for."""
        wanted = str(mail["In-Reply-To"] or "")
        to = str(mail["To"]).rpartition("@")[2].strip("> ")
        for blob in (self.folder / "blobs").rglob("*"):
            if not blob.is_file():
                continue
            raw = blob.read_bytes()
            if wanted and str(email.message_from_bytes(raw)["Message-ID"]).strip() == wanted:
                return _proven_domain(raw) == to
        return False

    def _record(self) -> list[str]:
        """Dates and orders in the record that neither an export nor an approved effect explains."""
        found = []
        run = [one for one in self.effects if one.state in RUN]
        moved = {
            (one.values["po_id"], one.values["line"]): one.values["promised_date"]
            for one in run
            if one.kind == "ChangeOrderLine"
        }
        known = {
            (row["po_id"], row["line"]): row["promised_date"]
            for row in self.company.tables["purchase_order_lines"]
        }
        issued = {one.values["po_id"] for one in run if one.kind == "IssueOrder"}
        sql = "SELECT po_id, line, promised_date FROM purchase_order_lines"
        for order, line, day in self._query("erp.db", sql):
            explained = {known.get((order, line)), moved.get((order, line))} - {None}
            if order not in issued and (day or "") not in explained:
                found.append(f"record: {order}/{line} promised {day}")
        return found


def _proven_domain(raw: bytes) -> str:
    """The domain a mail came from, where our own server vouches for it."""
    mail = email.message_from_bytes(raw)
    results = str(mail["Authentication-Results"])
    if not results.startswith("mx.harlow.example;") or "dmarc=pass" not in results:
        return ""
    return str(mail["From"]).rpartition("@")[2].strip("> ")


_SAID = ("question_answered",)
_TERMS = {
    "supplier_id": "alternate_supplier_id",
    "unit_price": "alternate_price",
    "currency": "currency",
    "uom": "base_uom",
}
