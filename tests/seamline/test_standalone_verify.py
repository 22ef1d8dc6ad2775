"""The stand-alone verifier: its own canonical form is RFC 8785, and it needs nothing but Python."""

import ast
import sys
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain import fact
from memory import export, links
from seamline import standalone_verify as alone
from seamline import trace
from seamline.export import verifier_text

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_its_canonical_form_is_the_one_of_the_library(value: object) -> None:
    assert alone.canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_are_sorted_as_utf_16() -> None:
    """RFC 8785, 3.2.3: by code units, so that U+1F69A stands before U+FB01."""
    value = {"\ufb01": 1, "\U0001f69a": 2, "\r": 3, "1": 4, "": 5}
    assert alone.canonical(value) == '{"":5,"\\r":3,"1":4,"\U0001f69a":2,"\ufb01":1}'
    assert alone.canonical(value).encode() == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -(2**53), b"x", (1,), "\ud800"])
def test_what_no_fact_is_made_of_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"no place in a fact|surrogates"):
        alone.canonical({"deep": [value]}).encode()


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(verifier_text())
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_trace_carries_the_names_of_its_kinds() -> None:
    space: dict[str, object] = {"__name__": "carried"}
    exec(compile(verifier_text(), "verify.py", "exec"), space)
    assert space["ALIASES"] == fact.ALIASES
    assert alone.ALIASES == {}


def test_what_it_says_again_is_what_the_product_says() -> None:
    """It shares no code with the product on purpose; what both must know is held together here."""
    assert alone.SCHEME == trace.SCHEME
    assert alone.FILES == trace.FILES
    assert alone.BLOB_FIELDS == export.BLOB_FIELDS
    assert alone.CONTENT == links.CONTENT
    assert alone.FACT.keys() == {*fact.Fact.model_fields, "alias"}
    assert alone.STUB.keys() == trace.Stub.model_fields.keys()
    assert alone.MANIFEST.keys() == trace.Manifest.model_fields.keys()


def test_it_runs_on_older_pythons() -> None:
    ast.parse(Path(alone.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
