"""The guides as tests see them: their text, links, commands, tables and console blocks."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [str(guide.relative_to(ROOT)) for guide in GUIDES]

_BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
_LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEAD = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| *((?:`[^`]+`(?:, )?)+) *\|", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(words: str, kind: str) -> list[str]:
    """What stands in the fenced blocks of a kind; `""` = those that name none."""
    return [found["text"] for found in _BLOCK.finditer(words) if found["kind"] == kind]


def links(words: str) -> list[str]:
    return [found["target"] for found in _LINK.finditer(_BLOCK.sub("", words))]


def anchors(words: str) -> set[str]:
    """The anchors of a guide's headings, as code hosts make them."""
    heads = _HEAD.findall(_BLOCK.sub("", words))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def section(words: str, head: str) -> str:
    """What stands below a heading, up to the next of any level."""
    found = re.search(rf"^#+ {re.escape(head)}\n(.*?)(?=^#+ |\Z)", words, re.M | re.S)
    assert found, f"no section {head!r}"
    return found[1]


def keys(words: str) -> list[str]:
    """Names in the first column of tables: `| `one`, `two` | meaning |`."""
    return [name for row in _ROW.findall(words) for name in re.findall(r"`([^`]+)`", row)]


def commands(words: str) -> Iterator[str]:
    """Every `seamline …` a guide tells its reader to type: in blocks and in running text."""
    for found in _BLOCK.finditer(words):
        joined = found["text"].replace("\\\n", " ")
        for line in joined.splitlines():
            shown = re.search(r"(?:^\s*|^\s*\$ |`)(seamline [^`]*)", line)
            if shown and "usage" not in line.lower():
                yield shown[1].split("  #")[0].strip()
    for shown in re.findall(r"`(seamline [^`]+)`", _BLOCK.sub("", words)):
        yield " ".join(shown.split())


@dataclass
class Step:
    """One command of a console block and the lines it is said to print."""

    command: list[str]
    shown: list[str] = field(default_factory=list)


def steps(block: str) -> list[Step]:
    found: list[Step] = []
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            typed = [one.strip() for one in line[2:].split(";")]
            found += [Step(shlex.split(one)) for one in typed if not one.startswith("PATH=")]
        elif line.strip():
            found[-1].shown.append(line)
    return found


def differs(shown: list[str], printed: str) -> str:
    """Where the output is not what a guide shows, `…` standing for anything; empty if nowhere."""
    lines = [" ".join(one.split()) for one in printed.splitlines() if one.strip()]
    at, loose = 0, False
    for wanted in (" ".join(one.split()) for one in shown):
        if wanted == "…":
            loose = True
            continue
        reach = range(at, len(lines)) if loose else range(at, min(at + 1, len(lines)))
        hit = next((place for place in reach if _alike(wanted, lines[place])), None)
        if hit is None:
            return f"not printed there: {wanted}\nbut:\n" + "\n".join(lines[at : at + 60])
        at, loose = hit + 1, False
    rest = [] if loose else lines[at:]
    return "printed and not shown:\n" + "\n".join(rest[:60]) if rest else ""


def _alike(wanted: str, line: str) -> bool:
    pattern = re.escape(wanted).replace("…", ".*")
    return re.fullmatch(pattern, line) is not None
