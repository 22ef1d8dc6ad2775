"""What `seamline serve` does before anybody has asked for a page."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from seamline.cli import serving
from seamline.demo_company import make_demo
from seamline.wiring import Office


def test_the_ledger_is_folded_before_the_first_visitor_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Event()

    def inbox(opened: Office) -> dict[str, Any]:
        looked.set()
        return {}

    monkeypatch.setattr(serving, "inbox", inbox)
    monkeypatch.setattr(serving, "go_on", lambda opened, in_flight, loops: looked.wait(10))
    serving.serve(make_demo(tmp_path / "w").folder, "127.0.0.1", 0, 1, "E001")
    assert looked.is_set()
