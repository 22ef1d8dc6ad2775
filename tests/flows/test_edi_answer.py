"""An order response by EDI opens, joins and closes the same case as a mail that says the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from seamline import views
from seamline.filing import file_mails
from seamline.wiring import Office
from tests.flows.test_supplier_delay import CASE, approve_all, costs, outgoing, promised
from tests.states import After
from tests.tools.edi.samples import edifact, x12


def mail_with(text: str, name: str, day: int = 12) -> bytes:
    """A proven mail of the supplier with the interchange attached."""
    head = (
        "Authentication-Results: mx.harlow.example; spf=pass smtp.mailfrom=kailun.example;"
        " dkim=pass header.d=kailun.example; dmarc=pass header.from=kailun.example\n"
        "From: shipping@kailun.example\nTo: edi@harlow.example\nSubject: 855\n"
        f"Date: Fri, {day} Mar 2026 10:00:00 +0800\nMessage-ID: <{name}@kailun.example>\n"
        "MIME-Version: 1.0\nContent-Type: application/EDI-Consent; name=answer.edi\n"
        "Content-Disposition: attachment; filename=answer.edi\n\n"
    )
    return (head + text).encode()


def answer_855(day: str, *more: str) -> str:
    return x12("855", "BAK*00*AC*4500018822*20260301", "CUR*SE*USD",
               "PO1*10*12000*EA*18.4**BP*KLB-12", f"ACK*DR*12000*EA*068*{day}",
               *more, "CTT*1")  # fmt: skip


def answer_ordrsp(day: str) -> str:
    return edifact("ORDRSP", "BGM+231+R-1+4", "RFF+ON:4500018822", "LIN+10+3+KLB-12:BP",
                   "QTY+21:12000:PCE", f"DTM+67:{day}:102", "UNS+S")  # fmt: skip


def send(office: Office, folder: Path, text: str, name: str, day: int = 12) -> None:
    path = folder / f"{name}.eml"
    path.write_bytes(mail_with(text, name, day))
    assert [one.outcome for one in file_mails(office, [path])] == ["filed"]
    office.desk.advance()


@pytest.mark.parametrize("answer", [answer_855, answer_ordrsp])
def test_it_opens_the_case_and_is_priced_as_a_mail_is(
    office: Office, tmp_path: Path, answer: Callable[[str], str]
) -> None:
    send(office, tmp_path, answer("20260409"), "r1")
    assert set(costs(office)) >= {"accept", "full air", "alternate supplier"}


def test_the_same_day_by_mail_and_by_file_costs_the_same(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    by_mail = costs(office)
    send(office, tmp_path, answer_855("20260411"), "r2", 13)
    assert costs(office) == by_mail
    told = views.case(office, CASE)
    assert not told["superseded"] and len(told["said_again"]) == 1


def test_what_is_approved_rests_on_the_words_of_the_file(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path, answer_855("20260409"), "r3")
    approve_all(office)
    office.desk.advance()
    assert promised(office) == "2026-04-09"
    assert outgoing(office)
