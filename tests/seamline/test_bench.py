"""The benchmark: its cases do not get in each other's way, so that all of them come to a close."""

import seamline  # noqa: F401  # first: it settles what libraries may do
from evals.bench import APPROVERS, file_mails
from evals.company import FIRST
from seamline.bench import OfficeBench, made


def test_every_case_of_the_benchmark_is_approved_and_closed_though_all_are_with_one_supplier() -> (
    None
):
    with made(2) as office:
        bench = OfficeBench(office)
        file_mails(bench, 2)
        office.desk.advance()
        for number in range(2):
            for person in APPROVERS:
                office.desk.decide(f"W1-{FIRST + number}", "approve", person=person, reason="test")
        ours = [office.desk.case(f"W1-{FIRST + number}") for number in range(2)]
        assert [one.phase for one in ours] == ["closed", "closed"]
