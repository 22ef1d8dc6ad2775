"""The same order lines told by a table, in words, by an 855 and an ORDRSP: the same facts."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reading import Reading
from tests.agents.reader.structured.letters import reading_of, told
from tests.tools.edi.samples import edifact, x12
from tests.tools.papers.files import csv, letter, workbook
from tests.tools.papers.pdfs import pdf, table

#: Order, line, item, open quantity, confirmed date: what supplier V1001 has open.
OPEN = [
    ("4500018822", "10", "KLB-12", 12000, date(2026, 4, 6)),
    ("4500018822", "20", "CBL-20", 3000, date(2026, 4, 6)),
    ("4500018847", "10", "ENC-47", 1500, date(2026, 4, 8)),
]
FIELDS = ("promised_date", "promised_qty", "line_state")
Told = list[tuple[int, date]]


def as_table(lines: Told) -> str:
    rows = ["PO\tLine\tItem\tQty\tOld date\tNew date"]
    for index, day in lines:
        order, line, item, qty, old = OPEN[index]
        rows.append(f"{order}\t{line}\t{item}\t{qty}\t{old}\t{day}")
    return "Dear Marta,\nthe new dates:\n\n" + "\n".join(rows) + "\n"


def rows_of(lines: Told) -> list[list[str]]:
    rows = [["PO", "Line", "Item", "Qty", "Old date", "New date"]]
    for index, day in lines:
        order, line, item, qty, old = OPEN[index]
        rows.append([order, line, item, str(qty), str(old), str(day)])
    return rows


def as_files(lines: Told) -> list[tuple[bytes, str, str]]:
    """The same rows in every form a partner attaches."""
    rows, lefts = rows_of(lines), (40, 130, 170, 240, 300, 390)
    return [
        (workbook(rows), "application/vnd.ms-excel", "open orders.xlsx"),
        (csv(rows), "text/csv", "open orders.csv"),
        (csv(rows, ","), "text/csv", "open orders.csv"),
        (letter("The new dates:", rows), "application/octet-stream", "open orders.docx"),
        (pdf(table(rows, lefts)), "application/pdf", "open orders.pdf"),
        (pdf(table(rows, lefts, ruled=True)), "application/pdf", "open orders.pdf"),
    ]


def as_columns(lines: Told) -> str:
    rows = [f"{'Order':<14}{'Pos':<6}{'Qty':<9}{'Previous':<14}{'New date':<12}"]
    for index, day in lines:
        order, line, _, qty, old = OPEN[index]
        rows.append(f"{order:<14}{line:<6}{qty:<9}{old!s:<14}{day!s:<12}")
    return "Dear Marta,\n\n" + "\n".join(rows) + "\n"


def by_order(lines: Told) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for index, day in lines:
        found.setdefault(OPEN[index][0], []).append((index, day))
    return found


def as_855(lines: Told, qualifier: str = "068") -> str:
    files = []
    for order, told_lines in by_order(lines).items():
        segments = [f"BAK*00*AC*{order}*20260301"]
        for index, day in told_lines:
            _, line, item, qty, _ = OPEN[index]
            segments.append(f"PO1*{line}*{qty}*EA***BP*{item}")
            segments.append(f"ACK*DR*{qty}*EA*{qualifier}*{day:%Y%m%d}")
        files.append(x12("855", *segments, f"CTT*{len(told_lines)}"))
    return "".join(files)


def as_ordrsp(lines: Told, qualifier: str = "79") -> str:
    files = []
    for order, told_lines in by_order(lines).items():
        segments = ["BGM+231+R-1+4", f"RFF+ON:{order}"]
        for index, day in told_lines:
            _, line, item, qty, _ = OPEN[index]
            segments += [f"LIN+{line}+3+{item}:BP", f"QTY+21:{qty}:PCE"]
            segments.append(f"DTM+{qualifier}:{day:%Y%m%d}:102")
        files.append(edifact("ORDRSP", *segments, "UNS+S"))
    return "".join(files)


#: Days other than those on record, near enough that nobody takes them for keying errors.
days = st.integers(1, 90).map(lambda n: date(2026, 4, 8) + timedelta(days=n))
lines_told = st.lists(
    st.tuples(st.integers(0, len(OPEN) - 1), days), min_size=1, unique_by=lambda one: one[0]
)


def facts(reading: Reading) -> object:
    assert "W1" in reading.workflows
    return told(reading, *FIELDS)


@settings(max_examples=25, deadline=None)
@given(lines_told)
def test_lines_are_the_same_facts_whatever_tells_them(lines: Told) -> None:
    expected = facts(reading_of(as_table(lines)))
    assert len(expected) == 2 * len(lines)  # type: ignore[arg-type]
    assert facts(reading_of(as_columns(lines))) == expected
    for qualifier in ("068", "079", "067", "069"):
        assert facts(reading_of("see attached", as_855(lines, qualifier))) == expected
    for qualifier in ("79", "67", "69"):
        assert facts(reading_of("see attached", as_ordrsp(lines, qualifier))) == expected
    assert facts(reading_of(as_855(lines))) == expected


@settings(max_examples=8, deadline=None)
@given(lines_told)
def test_attached_tables_are_the_same_facts_as_files_of_machines(lines: Told) -> None:
    expected = facts(reading_of("see attached", as_855(lines)))
    for file in as_files(lines):
        assert facts(reading_of("see attached", file)) == expected, file[2]


@settings(max_examples=15, deadline=None)
@given(lines_told)
def test_a_table_and_a_file_in_one_mail_are_stated_once(lines: Told) -> None:
    alone = reading_of(as_table(lines))
    both = reading_of(as_table(lines), as_855(lines))
    assert facts(both) == facts(alone)
    mine = [one for one in both.statements if one.field in FIELDS]
    assert len(mine) == len(told(both, *FIELDS))
    assert [one for one in both.questions if one.about == "promised_date"] == []


def test_lots_in_words_and_in_schedules_are_the_same_facts() -> None:
    words = (
        "PO 4500018822 line 10 is delayed: 4000 pcs ready 2026-04-09 ex works, "
        "balance 8000 pcs on 2026-04-20 ex works."
    )
    x = x12("855", "BAK*00*AC*4500018822*20260301", "PO1*10*12000*EA***BP*KLB-12",
            "ACK*BP*4000*EA*068*20260409", "ACK*IB*8000*EA*068*20260420")  # fmt: skip
    scheduled = x12("865", "BCA*00*AC*4500018822*20260301", "POC*10*RS*12000**EA***BP*KLB-12",
                    "SCH*4000*EA***068*20260409", "SCH*8000*EA***068*20260420")  # fmt: skip
    e = edifact("ORDRSP", "BGM+231+R-1+4", "RFF+ON:4500018822", "LIN+10+3", "QTY+21:12000:PCE",
                "QTY+113:4000:PCE", "DTM+79:20260409:102", "QTY+83:8000:PCE",
                "DTM+79:20260420:102", "UNS+S")  # fmt: skip
    expected = facts(reading_of(words))
    assert len(expected) == 4  # type: ignore[arg-type]
    for text in (x, scheduled, e):
        assert facts(reading_of("see attached", text)) == expected
