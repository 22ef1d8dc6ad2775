"""A case on the terminal: letters in full before anybody approves them, what was before once."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from seamline.cli.card import folded, print_case
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.views import case
from seamline.wiring import open_office


def test_what_a_person_approves_is_readable_whole(tmp_path) -> None:  # type: ignore[no-untyped-def]
    office = open_office(make_demo(tmp_path / "workspace"))
    load_export(office, OPENS.opening())
    list(file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"]))
    office.desk.advance()
    data = case(office, "W1-4500018822")
    office.close()
    screen = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    print_case(screen, data)
    shown = "".join(screen.export_text().split())
    letters = [one for one in data["actions"] if one["letter"] and one["outcome"] == "ask"]
    assert letters
    for one in letters:
        assert "".join(one["letter"].split()) in shown


@given(st.lists(st.sampled_from("abcdef"), max_size=40))
def test_each_line_stands_once_newest_first_with_its_count(lines: list[str]) -> None:
    told = folded(lines, whole=True)
    assert [one[0] for one in told] == list(dict.fromkeys(reversed(lines)))
    for one in told:
        count = lines.count(one[0])
        assert one == (one[0] if count == 1 else f"{one[0]} × {count}")
    short = folded(lines, whole=False)
    assert short[:3] == told[:3]
    assert len(short) == len(told) if len(told) <= 3 else "--all" in short[3]
