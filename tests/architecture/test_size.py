"""The size bar: small files, small functions, and a first line that says what lives there."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("agents", "bootstrap", "domain", "evals", "graph", "memory", "seamline", "tools")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "service", "misc"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, less the docstring: explaining a function costs nothing."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None or len(function.body) == 1:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)


def test_half_of_the_files_have_at_most_120_lines() -> None:
    # An empty __init__ is no idea at all, and must not pay for a long file.
    assert median(lines(path) for path in FILES if path.name != "__init__.py") <= 120


def test_no_file_has_more_than_400_lines() -> None:
    assert {name(path): lines(path) for path in FILES if lines(path) > 400} == {}


def test_half_of_the_functions_have_at_most_9_lines() -> None:
    trees = [ast.parse(path.read_bytes()) for path in FILES]
    assert median(length(each) for tree in trees for each in functions(tree)) <= 9


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in FILES if SAYS_NOTHING & set(path.with_suffix("").parts)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_first_line_says_what_lives_there(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_bytes()), clean=False) or ""
    assert path.read_text(encoding="utf-8").startswith('"""')
    assert said.partition("\n")[0].strip()
