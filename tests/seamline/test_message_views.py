"""What people see of a message: its facts with quoted words, by key, id or words of its subject."""

from pathlib import Path

import pytest

from domain.errors import Unknown
from seamline import message_views
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import open_office


def test_a_message_shows_what_was_read_and_what_is_asked(tmp_path: Path) -> None:
    office = open_office(make_demo(tmp_path / "workspace"))
    load_export(office, OPENS.opening())
    (tmp_path / "broken.eml").write_bytes(b"no mail at all")
    paths = [OPENS.folder / "mail" / f"{name}.eml" for name in ("W1-d", "W4-b")]
    list(file_mails(office, [*paths, tmp_path / "broken.eml"]))
    office.desk.advance()
    rows = {one["subject"]: one for one in message_views.messages(office)}
    assert rows[""]["parked"]
    late = message_views.message(office, "new ready date")
    assert late == message_views.message(office, late["key"][:10])
    assert late == message_views.message(office, late["sha256"][:8])
    assert late == message_views.message(office, late["message_id"])
    assert late["cases"] == ["W1-4500018822"]
    assert late["verdict"] == "authenticated"
    quoted = {
        (one["field"], one["span"]["quote"]) for one in late["reading"]["statements"] if one["span"]
    }
    assert ("promised_date", "11 April") in quoted
    with pytest.raises(Unknown, match="no message"):
        message_views.message(office, "nothing like it")
    with pytest.raises(Unknown, match="3 messages"):
        message_views.message(office, "")
    office.close()
