"""What somebody may do to a trace: small and large, clumsy and careful, each by a seed.

The careful make hashes and the manifest again, so that only links, ids, names of files and the
head that was kept elsewhere are left to give them away.
"""

import hashlib
import json
import random
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from domain.canonical import digest, encode

Line = dict[str, Any]
CONTENT = ("actor", "at", "body", "causes", "id", "kind", "stream")


def flip_a_bit(trace: Path, dice: random.Random) -> None:
    """Somewhere in the entries."""
    path = trace / "entries.jsonl"
    raw = bytearray(path.read_bytes())
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    path.write_bytes(raw)


def flip_a_bit_of_a_paper(trace: Path, dice: random.Random) -> None:
    """Somewhere in a mail or a policy."""
    path = dice.choice(sorted([*trace.glob("blobs/*"), *trace.glob("p*/*")]))
    raw = bytearray(path.read_bytes())
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    path.write_bytes(raw)


def flip_a_bit_of_the_manifest(trace: Path, dice: random.Random) -> None:
    """Anywhere but in the version, which nothing rests on."""
    path = trace / "manifest.json"
    raw = bytearray(path.read_bytes())
    version = re.search(rb'"version": "(.*)"', raw)
    assert version
    spared = range(version.start(1), version.end(1))
    raw[dice.choice([at for at in range(len(raw)) if at not in spared])] ^= 1 << dice.randrange(8)
    path.write_bytes(raw)


def lose_a_paper(trace: Path, dice: random.Random) -> None:
    """A mail or a policy is gone."""
    dice.choice(sorted([*trace.glob("blobs/*"), *trace.glob("p*/*")])).unlink()


def add_a_paper(trace: Path, dice: random.Random) -> None:
    """A mail that no fact speaks of."""
    mail = dice.randbytes(20)
    (trace / "blobs" / hashlib.sha256(mail).hexdigest()).write_bytes(mail)


def remove_lines(lines: list[Line], dice: random.Random) -> None:
    """One or some, in the middle or at an end."""
    at = dice.randrange(len(lines))
    del lines[at : at + dice.choice([1, 1, 1, 3, len(lines)])]


def cut_the_end(lines: list[Line], dice: random.Random) -> None:
    """What happened last never happened."""
    del lines[dice.randrange(len(lines)) :]


def swap_two(lines: list[Line], dice: random.Random) -> None:
    """Two facts change places, with or without their numbers."""
    one, other = dice.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    if dice.random() < 0.5:
        numbers = lines[one]["number"], lines[other]["number"]
        lines[other]["number"], lines[one]["number"] = numbers


def repeat_one(lines: list[Line], dice: random.Random) -> None:
    """A fact happens again."""
    lines.insert(dice.randrange(len(lines)), dict(dice.choice(lines)))


def edit_a_field(lines: list[Line], dice: random.Random) -> None:
    """Any field, made something else of its kind."""
    line = dice.choice(lines)
    name = dice.choice(sorted(line))
    value = line[name]
    if isinstance(value, dict):
        line[name] = {**value, dice.choice(["note", *value]): "changed"}
    elif isinstance(value, list):
        line[name] = [*value, "a" * 64]
    elif isinstance(value, int):
        line[name] = value + dice.choice([-1, 1, 1000])
    else:
        line[name] = dice.choice(["a" * 64, value + "x", value[:-1]])


def edit_a_fact_with_its_hashes(lines: list[Line], dice: random.Random) -> None:
    """The fact agrees with itself again; only the next one still names what it was."""
    told = dice.choice([line for line in lines if "body" in line])
    told["body"] = {**told["body"], "note": "changed"}
    seal(told)


def edit_a_fact_and_all_that_follows(lines: list[Line], dice: random.Random) -> None:
    """The whole chain agrees with itself again; only its head is another."""
    edit_a_fact_with_its_hashes(lines, dice)
    for before, line in pairwise(lines):
        line["prev"] = before["hash"]
        seal(line)


def edit_a_fact_before_a_stub(lines: list[Line], dice: random.Random) -> None:
    """The stub names the new hash and keeps its own: were a stub's hash not checked, all fitted."""
    found = [(one, stub) for one, stub in pairwise(lines) if "body" in one and "content" in stub]
    if not found:
        return edit_a_fact_and_all_that_follows(lines, dice)
    told, stub = dice.choice(found)
    told["body"] = {**told["body"], "note": "changed"}
    seal(told)
    stub["prev"] = told["hash"]
    return None


def hide_a_fact_of_everything(lines: list[Line], dice: random.Random) -> None:
    """A fact is made a stub where everything was to be told; its text is gone."""
    at = dice.choice([at for at, line in enumerate(lines) if "body" in line])
    told = lines[at]
    content = digest({name: told[name] for name in CONTENT})
    lines[at] = {**{name: told[name] for name in ("number", "prev", "hash")}, "content": content}
    if all("body" in line for line in lines[:at] + lines[at + 1 :]):
        return
    told["body"] = {**told["body"], "note": "changed"}  # in a case's trace: changed instead
    seal(told)
    lines[at] = told


def seal(line: Line) -> None:
    """Makes id and hash of a line again from what it says."""
    if "body" in line:
        said = [line[name] for name in ("stream", "kind", "actor", "causes", "body")]
        line["id"] = digest(said)
        content = digest({name: line[name] for name in CONTENT})
    else:
        content = line["content"]
    line["hash"] = digest([line["number"], content, line["prev"]])


ON_FILES: tuple[Callable[[Path, random.Random], Any], ...] = (
    flip_a_bit,
    flip_a_bit,
    flip_a_bit_of_a_paper,
    lose_a_paper,
    add_a_paper,
    flip_a_bit_of_the_manifest,
)
ON_LINES: tuple[Callable[[list[Line], random.Random], Any], ...] = (
    remove_lines,
    cut_the_end,
    swap_two,
    repeat_one,
    edit_a_field,
    edit_a_field,
    edit_a_fact_with_its_hashes,
    edit_a_fact_and_all_that_follows,
    edit_a_fact_before_a_stub,
    hide_a_fact_of_everything,
)


def tamper(trace: Path, seed: int) -> str:
    """Does one thing to the trace; says what it was."""
    dice = random.Random(seed)
    number = dice.randrange(len(ON_FILES) + len(ON_LINES))
    every: list[Callable[..., Any]] = [*ON_FILES, *ON_LINES]
    choice = every[number]
    if number < len(ON_FILES):
        choice(trace, dice)
    else:
        path = trace / "entries.jsonl"
        lines = [json.loads(each) for each in path.read_bytes().splitlines()]
        choice(lines, dice)
        path.write_bytes(b"".join(encode(line) + b"\n" for line in lines))
    careful = choice is not flip_a_bit_of_the_manifest and dice.random() < 0.7
    if careful:
        write_manifest(trace)
    return f"{choice.__name__}, {'careful' if careful else 'clumsy'}, seed {seed}"


def write_manifest(trace: Path) -> None:
    """Makes the manifest again, to fit what is in the folder now."""
    path = trace / "manifest.json"
    manifest = json.loads(path.read_bytes())
    lines = []
    for each in (trace / "entries.jsonl").read_bytes().split(b"\n")[:-1]:
        try:
            lines.append(json.loads(each))
        except ValueError:
            lines.append({})
    told = [line for line in lines if isinstance(line, dict)]
    manifest["count"] = sum("body" in line for line in told)
    manifest["head_number"] = len(lines)
    manifest["head_hash"] = str(told[-1].get("hash", "")) if told else "0" * 64
    files = [each for each in trace.rglob("*") if each.is_file() and each != path]
    manifest["files"] = {
        str(each.relative_to(trace)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in files
    }
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_bytes((text + "\n").encode(errors="surrogatepass"))
