"""The trail of a ruling: every check that was made, with the values it looked at."""

from __future__ import annotations

from typing import Any

from domain.ruling import Check


class Trail:
    """Collects the checks in the order they were made."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def note(self, name: str, passed: bool, **values: Any) -> None:
        """Adds one check."""
        text = {key: str(value) for key, value in values.items()}
        self.checks.append(Check(name=name, passed=passed, values=text))
