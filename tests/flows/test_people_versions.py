"""people.yaml on record: each text that was in force, and which one a decision was taken under."""

from pathlib import Path

from memory import chain
from seamline.export import export_trace
from seamline.verify import verify_trace
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.states import After

CASE = "W1-4500018822"


def versions(office: Office) -> list[dict[str, object]]:
    with office.ledger.reading() as connection:
        return [fact.body for fact in chain.of_kind(connection, "people_changed")]


def change(workspace: Workspace, old: str, new: str) -> None:
    text = workspace.people_file.read_text(encoding="utf-8")
    assert old in text
    workspace.people_file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_who_people_are_is_put_on_record_once_a_change(workspace: Workspace) -> None:
    texts = []
    for old, new in (("E001", "E001"), ("level: coordinator", "level: lead"), ("# ", "# so: ")):
        change(workspace, old, new)
        texts.append(workspace.people_file.read_text(encoding="utf-8"))
        for _ in range(2):
            open_office(workspace).close()
    office = open_office(workspace)
    first, second = versions(office)  # what only a comment says changes nobody
    assert first["before"] == "" and second["before"] == first["hash"]
    assert second["hash"] == office.people.hash
    kept = [office.blobs.read(str(one["text_blob"])).decode() for one in (first, second)]
    assert kept == texts[:2]
    office.close()


def test_a_decision_names_the_people_it_was_taken_under(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007")
    with office.ledger.reading() as connection:
        decided = chain.of_kind(connection, "decided")[-1]
    assert decided.body["people"] == office.people.hash == versions(office)[-1]["hash"]


def test_people_go_along_with_the_trace_of_a_case_and_are_verified(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    out = tmp_path / "trace"
    manifest = export_trace(office.ledger, office.blobs, out, case=CASE)
    text = (out / "people" / f"{office.people.hash}.yaml").read_text(encoding="utf-8")
    assert text == office.workspace.people_file.read_text(encoding="utf-8")
    assert verify_trace(out) == manifest
