"""Export: a folder that tells everything of its scope, nothing of others, and appears whole."""

import errno
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

import seamline
from domain.errors import Damaged, Refused, Unknown
from domain.fact import ALIASES, GENESIS
from memory.export import streams_of
from seamline import export
from seamline.export import export_trace
from seamline.verify import verify_trace
from tests.memory.databases import unguarded
from tests.memory.facts import recorded
from tests.seamline.traces import MAILS, PEOPLE, POLICIES, Books, books, lines


@pytest.fixture
def kept(tmp_path: Path) -> Books:
    return books(tmp_path / "work")


def alone(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The verifier that lies in the trace, run as an auditor would: no packages, no product."""
    run = [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments]
    return subprocess.run(run, capture_output=True, text=True, check=False, cwd="/")


def test_everything_is_told_in_ledger_order(kept: Books, tmp_path: Path) -> None:
    out = tmp_path / "audit" / "trace"
    manifest = export_trace(kept.ledger, kept.blobs, out)
    facts, told = recorded(kept.ledger), lines(out)
    assert [one["id"] for one in told] == [fact.id for fact in facts]
    for one, fact in zip(told, facts, strict=True):
        assert one.pop("alias") == ALIASES[fact.kind]
        assert one == fact.model_dump(mode="json") | {"at": fact.at.isoformat()}
    assert manifest.scope == "all"
    assert (manifest.scheme, manifest.version) == ("seamline-chain-1", seamline.__version__)
    assert manifest.count == manifest.head_number == len(facts)
    assert manifest.head_hash == facts[-1].hash


def test_the_bytes_and_policies_it_rests_on_come_along(kept: Books, tmp_path: Path) -> None:
    export_trace(kept.ledger, kept.blobs, tmp_path / "trace")
    found = {path.read_bytes() for path in (tmp_path / "trace" / "blobs").iterdir()}
    texts = {text.encode() for text in POLICIES}
    assert found == {*MAILS, *texts, PEOPLE.encode()}
    named = {fact.body["hash"] for fact in recorded(kept.ledger) if fact.kind == "policy_changed"}
    policies = list((tmp_path / "trace" / "policies").iterdir())
    assert {path.name for path in policies} == {f"{name}.yaml" for name in named}
    assert {path.read_bytes() for path in policies} == texts
    (people,) = (tmp_path / "trace" / "people").iterdir()
    assert people.read_text(encoding="utf-8") == PEOPLE


def test_the_manifest_names_every_file(kept: Books, tmp_path: Path) -> None:
    out = tmp_path / "trace"
    manifest = export_trace(kept.ledger, kept.blobs, out)
    files = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file()}
    assert json.loads(files.pop("manifest.json").read_bytes()) == manifest.model_dump()
    assert manifest.files == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }


def test_a_case_is_told_with_its_mail_and_the_workspace_and_the_rest_are_stubs(
    kept: Books, tmp_path: Path
) -> None:
    out = tmp_path / "trace"
    manifest = export_trace(kept.ledger, kept.blobs, out, case="W1-1")
    facts, told = recorded(kept.ledger), lines(out)
    shown = {"case:W1-1", "message:0@mail", "workspace"}
    for one, fact in zip(told, facts, strict=True):
        assert (one["number"], one["prev"], one["hash"]) == (fact.number, fact.prev, fact.hash)
        keys = set(one) - {"number", "prev", "hash"}
        assert ("body" in keys) if fact.stream in shown else (keys == {"content"})
    assert manifest.scope == "case:W1-1"
    assert manifest.count == sum(fact.stream in shown for fact in facts) < len(facts)
    assert manifest.head_hash == facts[-1].hash  # a stub, and yet the head of the ledger
    assert set(told[-1]) == {"number", "prev", "hash", "content"}
    everything = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert MAILS[0] in everything
    for strange in (MAILS[1], b"W1-2", b"1@mail", b"purchase_orders:2", b"the very last"):
        assert strange not in everything


def test_a_fact_of_another_case_stays_a_stub_also_when_it_is_a_cause(
    kept: Books, tmp_path: Path
) -> None:
    other = next(fact for fact in recorded(kept.ledger) if fact.stream == "case:W1-2")
    kept.note("case:W1-1", "note_taken", other, text="that case holds the stock")
    export_trace(kept.ledger, kept.blobs, tmp_path / "trace", case="W1-1")
    assert {line.get("stream") for line in lines(tmp_path / "trace")} == {
        None,
        "case:W1-1",
        "message:0@mail",
        "workspace",
    }


@pytest.mark.parametrize("case", [None, "W1-1", "W1-2"])
def test_a_clean_trace_verifies_with_both_verifiers(
    kept: Books, tmp_path: Path, case: str | None
) -> None:
    out = tmp_path / "trace"
    manifest = export_trace(kept.ledger, kept.blobs, out, case=case)
    assert verify_trace(out) == verify_trace(out, manifest.head_hash.upper() + "\n") == manifest
    with_head = alone(out, "--head", manifest.head_hash)
    assert with_head.stdout.splitlines() == [
        f"{manifest.count} facts verify, scheme seamline-chain-1",
        f"head {manifest.head_hash}",
    ]
    assert (with_head.returncode, with_head.stderr) == (0, "")
    assert "without --head a tail cut" in alone(out).stdout
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["blobs", "entries.jsonl", "manifest.json", "people", "policies", "verify.py"]
    )


def test_an_auditors_own_verifier_is_given_the_folder(kept: Books, tmp_path: Path) -> None:
    out = tmp_path / "trace"
    export_trace(kept.ledger, kept.blobs, out)
    (tmp_path / "verify.py").write_text(export.verifier_text(), encoding="utf-8")
    assert alone(tmp_path, str(out)).returncode == 0
    (out / "entries.jsonl").write_bytes(b"")
    found = alone(tmp_path, str(out))
    assert (found.returncode, found.stdout) == (5, "")
    assert found.stderr.startswith("does not verify: entries.jsonl:0: the entries end here")


def test_the_same_ledger_gives_the_same_bytes(kept: Books, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        export_trace(kept.ledger, kept.blobs, tmp_path / name)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        written.append([path.read_bytes() for path in files])
    assert written[0] == written[1]


def test_an_empty_ledger_has_an_empty_trace(tmp_path: Path) -> None:
    empty = Books(tmp_path)
    manifest = export_trace(empty.ledger, empty.blobs, tmp_path / "trace")
    assert (manifest.count, manifest.head_number, manifest.head_hash) == (0, 0, GENESIS)
    assert verify_trace(tmp_path / "trace", GENESIS) == manifest
    assert alone(tmp_path / "trace").returncode == 0


def test_an_empty_folder_is_taken_and_a_full_one_is_left_alone(kept: Books, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    export_trace(kept.ledger, kept.blobs, tmp_path / "empty")
    for name in ("empty", "file"):
        (tmp_path / "file").touch()
        with pytest.raises(Refused, match=rf"{name} is not empty; name a new or an empty folder"):
            export_trace(kept.ledger, kept.blobs, tmp_path / name)
    verify_trace(tmp_path / "empty")


def left(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir())


def test_an_unknown_case_leaves_nothing(kept: Books, tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="no case 'W1-9'"):
        export_trace(kept.ledger, kept.blobs, tmp_path / "trace", case="W1-9")
    assert left(tmp_path) == ["work"]


def test_a_missing_blob_leaves_nothing(kept: Books, tmp_path: Path) -> None:
    name = hashlib.sha256(MAILS[0]).hexdigest()
    (tmp_path / "work" / "blobs" / name[:2] / name).unlink()
    with pytest.raises(Unknown, match=name[:12]):
        export_trace(kept.ledger, kept.blobs, tmp_path / "trace")
    assert left(tmp_path) == ["work"]
    export_trace(kept.ledger, kept.blobs, tmp_path / "trace", case="W1-2")


def test_a_full_disk_leaves_nothing(
    kept: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(export, "manifest_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        export_trace(kept.ledger, kept.blobs, tmp_path / "trace")
    assert left(tmp_path) == ["work"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE facts SET body = '{}' WHERE number = 7", "entries.jsonl:7: its id"),
        ("DELETE FROM facts WHERE number = 7", "entries.jsonl:7: fact 7 is due"),
        ("DELETE FROM facts WHERE number > 9", "entries.jsonl:9: the entries end here"),
    ],
)
def test_a_damaged_ledger_is_not_exported(
    kept: Books, tmp_path: Path, statement: str, said: str
) -> None:
    with kept.ledger.transaction() as connection:
        unguarded(connection).exec_driver_sql(statement)
    with pytest.raises(Damaged, match=re.escape(said)):
        export_trace(kept.ledger, kept.blobs, tmp_path / "trace")
    assert left(tmp_path) == ["work"]


def test_a_trace_is_of_one_state_while_others_write(
    kept: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = streams_of

    def meanwhile(connection: Connection, case: str) -> frozenset[str]:
        found = real(connection, case)
        kept.note("case:W1-1", "note_taken", text="written while it was exported")
        return found

    monkeypatch.setattr(export, "streams_of", meanwhile)
    before = len(recorded(kept.ledger))
    manifest = export_trace(kept.ledger, kept.blobs, tmp_path / "trace", case="W1-1")
    assert manifest.head_number == before == len(recorded(kept.ledger)) - 1


def test_two_texts_of_one_policy_both_come_along(kept: Books, tmp_path: Path) -> None:
    """Only their comments differ, and so the policy is the same one."""
    first = next(fact for fact in recorded(kept.ledger) if fact.kind == "policy_changed")
    text = b"# agreed in March\n" + POLICIES[0].encode()
    body = {**first.body, "text_blob": kept.blobs.keep(text), "number": 3}
    kept.note("workspace", "policy_changed", **body)
    out = tmp_path / "trace"
    manifest = export_trace(kept.ledger, kept.blobs, out)
    assert (out / "policies" / f"{body['hash']}.yaml").read_bytes() == text
    assert (out / "blobs" / first.body["text_blob"]).read_bytes() == POLICIES[0].encode()
    assert alone(out, "--head", manifest.head_hash).returncode == 0
