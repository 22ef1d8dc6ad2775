"""A pydantic class's JSON schema in the narrow form that servers can hold a model to."""

from __future__ import annotations

from typing import Any

#: Words that strict servers refuse or cannot enforce; the answer is validated against all of them.
DROPPED = frozenset(
    {"default", "title", "examples", "discriminator", "minLength", "maxLength", "uniqueItems"}
)
#: Shapes that have no strict form.
WIDE = frozenset({"allOf", "not", "if", "patternProperties", "prefixItems", "propertyNames"})
#: Keys whose values are maps from a name to a schema, not schemas.
MAPS = frozenset({"properties", "$defs"})
SAYS_A_TYPE = frozenset({"type", "$ref", "enum", "const", "anyOf", "oneOf"})


class _NotStrict(Exception):
    """The schema allows what a strict server does not."""


def strict_schema(schema: dict[str, Any]) -> dict[str, Any] | None:
    """The schema with closed objects and every field required, or None when it has none."""
    try:
        return _strict(schema)
    except _NotStrict:
        return None


def _strict(node: dict[str, Any]) -> dict[str, Any]:
    if WIDE & node.keys() or not SAYS_A_TYPE & node.keys():
        raise _NotStrict
    if "$ref" in node:
        # a reference stands alone there, but the root also carries the definitions
        return {key: _part(key, node[key]) for key in ("$ref", "$defs") if key in node}
    kept = {_name(key): _part(key, value) for key, value in node.items() if _is_kept(key, value)}
    if "maxLength" in node:  # nothing enforces it there, so the model has to be told
        told = f"at most {node['maxLength']} characters"
        kept["description"] = f"{node.get('description', '')} ({told})".strip()
    if node.get("type") == "object":
        _close(kept, node)
    return kept


def _close(kept: dict[str, Any], node: dict[str, Any]) -> None:
    if node.get("additionalProperties", False) is not False or "properties" not in node:
        raise _NotStrict  # a map with free keys
    kept["additionalProperties"] = False
    kept["required"] = list(node["properties"])


def _name(key: str) -> str:
    return "anyOf" if key == "oneOf" else key


def _is_kept(key: str, value: Any) -> bool:
    looks_around = key == "pattern" and "(?" in value
    return key not in DROPPED and not looks_around


def _part(key: str, value: Any) -> Any:
    if key in MAPS:
        return {name: _strict(each) for name, each in value.items()}
    if key in ("anyOf", "oneOf"):
        return [_strict(each) for each in value]
    if key == "items":
        return _strict(value)
    return value
