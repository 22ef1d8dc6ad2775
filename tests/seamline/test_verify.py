"""Verifying: a thousand ways to change a trace, each noticed by both verifiers, and where."""

import importlib.util
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from domain.canonical import encode
from domain.errors import Damaged, Unknown
from seamline.export import export_trace
from seamline.verify import verify_trace
from tests.seamline import tampers
from tests.seamline.tampers import tamper, write_manifest
from tests.seamline.traces import books, lines

Change = Callable[[list[dict[str, Any]]], Any]


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Clean traces: of everything and of one case."""
    folder = tmp_path_factory.mktemp("clean")
    kept = books(folder / "work")
    export_trace(kept.ledger, kept.blobs, folder / "all")
    export_trace(kept.ledger, kept.blobs, folder / "case", case="W1-1")
    kept.ledger.close()
    return {name: folder / name for name in ("all", "case")}


@pytest.fixture(scope="module")
def alone(traces: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The stand-alone verifier as a trace carries it; loaded beside the trace, for loading leaves
    a compiled file behind."""
    own = shutil.copy(traces["all"] / "verify.py", tmp_path_factory.mktemp("alone"))
    spec = importlib.util.spec_from_file_location("alone", own)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["all", "case"])
def trace(request: pytest.FixtureRequest, traces: dict[str, Path], tmp_path: Path) -> Path:
    """A trace to spoil."""
    return Path(shutil.copytree(traces[request.param], tmp_path / "trace"))


def head_of(trace: Path) -> str:
    return str(json.loads((trace / "manifest.json").read_bytes())["head_hash"])


def said(alone: ModuleType, trace: Path, head: str = "") -> tuple[str, str]:
    """What each of the verifiers finds wrong; empty where it finds nothing."""
    found = ["", ""]
    try:
        verify_trace(trace, head)
    except Damaged as why:
        found[0] = str(why)
    try:
        alone.verify(str(trace), head)
    except alone.Broken as why:
        found[1] = str(why)
    return found[0], found[1]


def change_lines(trace: Path, change: Change) -> None:
    told = lines(trace)
    change(told)
    (trace / "entries.jsonl").write_bytes(b"".join(encode(one) + b"\n" for one in told))


@pytest.mark.slow
@pytest.mark.parametrize("scope", ["all", "case"])
def test_of_a_thousand_tampers_none_goes_unnoticed(
    traces: dict[str, Path], alone: ModuleType, tmp_path: Path, scope: str
) -> None:
    head, trace = head_of(traces[scope]), tmp_path / "trace"
    reach: Counter[str] = Counter()
    for seed in range(500) if scope == "all" else range(500, 1000):
        shutil.copytree(traces[scope], trace)
        done = tamper(trace, seed)
        found = said(alone, trace, head)
        assert all(found), f"{done}: {found}"
        reach[done.partition(", seed")[0]] += 1
        shutil.rmtree(trace)
    assert len(reach) >= 27  # each kind, and each both with and without care
    assert all(count >= 3 for count in reach.values()), reach


def test_the_harness_sees_what_goes_unnoticed_without_a_head(
    traces: dict[str, Path], alone: ModuleType, tmp_path: Path
) -> None:
    """And this is what it takes: care, and either a cut end or all later hashes made again."""
    trace, unnoticed = tmp_path / "trace", set()
    for seed in range(120):
        shutil.copytree(traces["all"], trace)
        done = tamper(trace, seed)
        product, standing_alone = said(alone, trace)
        assert bool(product) == bool(standing_alone), done
        unnoticed |= set() if product else {done.partition(", seed")[0]}
        shutil.rmtree(trace)
    seen = {"cut_the_end, careful", "edit_a_fact_and_all_that_follows, careful"}
    may_be = {"remove_lines, careful", "edit_a_fact_before_a_stub, careful"}  # as the two above
    assert seen <= unnoticed <= seen | may_be


def test_the_harness_does_not_take_everything_for_broken(
    traces: dict[str, Path], alone: ModuleType, tmp_path: Path
) -> None:
    for name, clean in traces.items():
        trace = Path(shutil.copytree(clean, tmp_path / name))
        change_lines(trace, lambda told: None)
        write_manifest(trace)
        assert said(alone, trace, head_of(clean)) == ("", "")


@pytest.mark.parametrize("number", [1, 7, 16])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda line: line.update(number=99), "is due, and this is fact 99"),
        (lambda line: line.update(prev="a" * 64), "it does not follow the fact before it"),
        (lambda line: line.update(hash="a" * 64), "its hash does not follow from it"),
        (lambda line: line.update(more=1), "more|fields"),
        (lambda line: line.pop("hash"), "hash"),
        (lambda line: line.update(hash=7), "hash"),
    ],
)
def test_the_first_broken_line_is_named(
    trace: Path, alone: ModuleType, number: int, change: Change, why: str
) -> None:
    def first_and_later(told: list[dict[str, Any]]) -> None:
        change(told[number - 1])  # type: ignore[arg-type]
        told[19]["hash"] = "a" * 64

    change_lines(trace, first_and_later)
    for found in said(alone, trace):
        assert found.startswith(f"entries.jsonl:{number}: ")
        assert any(part in found for part in why.split("|"))


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("body", {"changed": True}, "its id does not follow"),
        ("kind", "closed", "alias|name"),
        ("alias", "case.closed", "alias|name"),
        ("at", "2026-03-02T08:00:00.000001+00:00", "its hash does not follow"),
        ("at", "2026-03-02T08:00:00Z", "bytes|hash"),
        ("actor", "E008", "its id does not follow"),
        ("causes", ["a" * 64], "its id does not follow"),
    ],
)
def test_a_changed_fact_is_named(
    trace: Path, alone: ModuleType, field: str, value: object, why: str
) -> None:
    change_lines(trace, lambda told: told[1].update({field: value}))
    for found in said(alone, trace):
        assert found.startswith("entries.jsonl:2: ")
        assert any(part in found for part in why.split("|"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"{",
        b"[]\n",
        b"null\n",
        b'"text"\n',
        b"\xff\xfe\n",
        b'{"number": 1}\n',
        b'{"number":1.0,"prev":"","content":"","hash":""}\n',
        b'{"number":NaN,"prev":"","content":"","hash":""}\n',
        b"[" * 100_000 + b"\n",
        b'{"a":' * 100_000 + b"\n",
        b'{"number":' + b"9" * 5000 + b"}\n",
        b'{"number":' + b"9" * 400 + b',"prev":"","content":"","hash":""}\n',
        b'{"actor":"\\ud800","alias":"","at":"","body":{},"causes":[],"hash":"","id":"",'
        b'"kind":"","number":1,"prev":"","stream":""}\n',
    ],
)
def test_a_line_of_nonsense_is_named(trace: Path, alone: ModuleType, raw: bytes) -> None:
    path = trace / "entries.jsonl"
    whole = path.read_bytes().split(b"\n", 1)
    path.write_bytes(whole[0] + b"\n" + raw)
    for found in said(alone, trace):
        assert found.startswith(f"entries.jsonl:{2 if raw else 1}: ")


@pytest.mark.parametrize("blank", [b" ", b"\r", b"\t"])
def test_even_a_blank_is_noticed(trace: Path, alone: ModuleType, blank: bytes) -> None:
    path = trace / "entries.jsonl"
    path.write_bytes(path.read_bytes().replace(b"}\n", b"}" + blank + b"\n", 1))
    write_manifest(trace)
    for found in said(alone, trace):
        assert found.startswith("entries.jsonl:1: ")


def test_a_lost_end_of_line_is_noticed(trace: Path, alone: ModuleType) -> None:
    path = trace / "entries.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    for found in said(alone, trace):
        assert found.startswith(f"entries.jsonl:{len(path.read_bytes().splitlines())}: ")


def cut(trace: Path) -> None:
    change_lines(trace, lambda told: told.__delitem__(slice(-3, None)))


def test_a_cut_end_is_found_by_the_manifest_as_it_was(trace: Path, alone: ModuleType) -> None:
    cut(trace)
    for found in said(alone, trace):
        assert "the entries end here" in found


def test_a_cut_end_with_a_manifest_that_fits_is_found_only_by_the_head(
    trace: Path, alone: ModuleType
) -> None:
    head, before = head_of(trace), len(lines(trace))
    cut(trace)
    for path in [*trace.glob("blobs/*"), *trace.glob("p*/*")]:
        assert path.exists()  # no fact that was cut had any
    write_manifest(trace)
    assert said(alone, trace) == ("", "")
    for found in said(alone, trace, head):
        assert found.startswith(f"entries.jsonl:{before - 3}: the entries do not end with the head")
        assert "nowhere" in found


def test_a_head_of_an_earlier_day_is_told_from_a_strange_one(
    trace: Path, alone: ModuleType
) -> None:
    earlier = lines(trace)[8]["hash"]
    for found in said(alone, trace, earlier):
        assert "it stands in line 9" in found


def test_a_fact_changed_before_a_stub_does_not_hide_behind_it(
    traces: dict[str, Path], alone: ModuleType, tmp_path: Path
) -> None:
    """Unless the hash of a stub rests on its link to the fact before, all of this would fit."""
    trace = Path(shutil.copytree(traces["case"], tmp_path / "trace"))
    dice = random.Random(1)
    change_lines(trace, lambda told: tampers.edit_a_fact_before_a_stub(told, dice))
    write_manifest(trace)
    for found in said(alone, trace):
        assert "its hash does not follow" in found


def spoil(trace: Path, **changes: Any) -> None:
    path = trace / "manifest.json"
    told = {**json.loads(path.read_bytes()), **changes}
    told = {name: value for name, value in told.items() if value is not None}
    path.write_bytes((json.dumps(told, indent=2, sort_keys=True) + "\n").encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"scheme": "seamline-tree-2"},
        {"scheme": None},
        {"count": 3},
        {"count": "21"},
        {"head_number": 3},
        {"head_hash": "a" * 64},
        {"files": {}},
        {"files": {"../../etc/passwd": "a" * 64}},
        {"files": {"/etc/passwd": "a" * 64}},
        {"files": []},
        {"version": None},
        {"scope": "case:W1-9"},
        {"scope": "workspace"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_manifest_that_says_otherwise_is_named(
    trace: Path, alone: ModuleType, changes: dict[str, Any]
) -> None:
    spoil(trace, **changes)
    assert all(said(alone, trace))


def test_a_manifest_has_one_form_only(trace: Path, alone: ModuleType) -> None:
    path = trace / "manifest.json"
    raw = path.read_bytes()
    first = raw.index(b'"count"')
    for written in (raw + b" ", raw[:-1], raw[:first] + b'"count": 99, ' + raw[first:]):
        path.write_bytes(written)
        for found in said(alone, trace):
            assert found == "manifest.json: it was edited"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000])
def test_a_manifest_of_nonsense_is_named(trace: Path, alone: ModuleType, raw: bytes) -> None:
    (trace / "manifest.json").write_bytes(raw)
    for found in said(alone, trace):
        assert found.startswith("manifest.json: ")


@pytest.mark.parametrize("name", ["entries.jsonl", "manifest.json", "verify.py"])
def test_a_missing_or_changed_file_is_named(trace: Path, alone: ModuleType, name: str) -> None:
    path = trace / name
    content = path.read_bytes()
    path.write_bytes(content + b"#")
    for found in said(alone, trace):
        assert name in found
    path.unlink()
    for found in said(alone, trace):
        assert name in found
    path.mkdir()
    for found in said(alone, trace):
        assert name in found


@pytest.mark.parametrize("careful", [True, False])
@pytest.mark.parametrize("pattern", ["blobs/*", "policies/*", "people/*"])
def test_a_missing_strange_or_changed_paper_is_named(
    trace: Path, alone: ModuleType, pattern: str, careful: bool
) -> None:
    path = sorted(trace.glob(pattern))[0]
    name, content = f"{path.parent.name}/{path.name}", path.read_bytes()
    for spoilt in (content + b"#", None):
        path.unlink()
        if spoilt is not None:
            path.write_bytes(spoilt)
        if careful:
            write_manifest(trace)
        for found in said(alone, trace):
            assert name in found
    path.write_bytes(content)
    other = path.with_name(path.name.replace(path.name[:8], "0" * 8))
    other.write_bytes(content)
    write_manifest(trace)
    for found in said(alone, trace):
        assert other.name in found


def test_a_folder_that_is_not_there_is_unknown(tmp_path: Path, alone: ModuleType) -> None:
    with pytest.raises(Unknown, match="there is no folder"):
        verify_trace(tmp_path / "nowhere")
    with pytest.raises(alone.Broken, match="it cannot be read"):
        alone.verify(str(tmp_path / "nowhere"))
