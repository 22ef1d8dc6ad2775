"""The command line as its users meet it: help, exit codes, one sentence for what is wrong."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from seamline.cli import main
from seamline.demo_company import OPENS, make_demo

READS = ("inbox", "show", "ask", "mode", "doctor", "verify")
HEAVY = ("langgraph", "chromadb", "openai", "sqlalchemy", "numpy")


ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def seamline(*words: str, folder: Path = ROOT, user: str = "") -> Done:
    """Runs a command as a user would, by the program's entry, in this process."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("SEAMLINE_USER", user)
        patch.setenv("COLUMNS", "80")
        patch.setattr(sys, "argv", ["seamline", *words])
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def test_the_program_that_is_started_is_the_one_these_tests_call() -> None:
    command = [sys.executable, "-m", "seamline", "inbox", "--workspace", "nowhere"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    called = seamline(*command[3:])
    assert (done.returncode, done.stdout, done.stderr) == called
    assert (called.returncode, called.stdout) == (2, "") and "nowhere" in called.stderr


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company with one delay mail waiting for a decision."""
    folder = tmp_path_factory.mktemp("cli") / "workspace"
    make_demo(folder)
    assert seamline("load", str(OPENS.opening()), folder=folder).returncode == 0
    filed = seamline("file", str(OPENS.folder / "mail" / "W1-d.eml"), folder=folder)
    assert filed.returncode == 0, filed.stderr
    return folder


def test_help_names_every_command_and_the_exit_codes() -> None:
    done = seamline("--help")
    assert done.returncode == 0
    for name in ("init", "load", "file", "decide", "work", "stop", "resume", "export", *READS):
        assert name in done.stdout
    assert "Exit codes" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['seamline', '--help']\n"
        "from seamline.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_look_at_a_workspace_loads_no_graph_and_no_model() -> None:
    code = (
        "import sys, seamline.wiring\n"
        "print([one for one in ('langgraph', 'chromadb', 'openai') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_init_makes_an_empty_workspace_that_every_command_knows(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert seamline("init", str(folder)).returncode == 0
    done = seamline("inbox", folder=folder)
    assert done.returncode == 0
    assert "nothing waits" in done.stdout


def test_init_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    done = seamline("init", str(tmp_path))
    assert done.returncode == 2
    assert "not empty" in done.stderr


def test_a_command_outside_a_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    done = seamline("inbox", folder=tmp_path)
    assert done.returncode == 2
    assert "seamline init" in done.stderr


def test_deciding_without_a_name_is_refused(workspace: Path) -> None:
    done = seamline("decide", "W1-4500018822", "approve", folder=workspace)
    assert done.returncode == 2
    assert "--as PERSON" in done.stderr


def test_the_user_variable_is_a_name(workspace: Path) -> None:
    done = seamline("decide", "W1-1", "approve", folder=workspace, user="E007")
    assert done.returncode == 2
    assert "W1-1" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("inbox",),
        ("show", "W1-4500018822"),
        ("mail",),
        ("mail", "new ready date"),
        ("ask", "W1-4500018822", "Which freight option was considered?"),
        ("mode",),
        ("doctor",),
        ("memory", "recall", "boards are late"),
    ],
)
def test_read_commands_print_json_for_programs(workspace: Path, words: tuple[str, ...]) -> None:
    done = seamline(*words, "--json", folder=workspace)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) is not None


@pytest.mark.parametrize(
    "words",
    [("inbox",), ("show", "W1-4500018822"), ("mail",), ("mail", "new ready date"), ("doctor",)],
)
def test_tables_fit_80_columns(workspace: Path, words: tuple[str, ...]) -> None:
    done = seamline(*words, folder=workspace)
    assert done.returncode == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_an_export_verifies_and_a_changed_one_does_not(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "trace"
    done = seamline("export", "--all", "--out", str(out), folder=workspace)
    assert done.returncode == 0, done.stderr
    head = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("head"))
    assert seamline("verify", str(out), "--head", head).returncode == 0
    entries = out / "entries.jsonl"
    lines = entries.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("2026", "2027", 1)
    entries.write_text("\n".join(lines) + "\n", encoding="utf-8")
    broken = seamline("verify", str(out), "--head", head)
    assert broken.returncode == 5
    assert "entries.jsonl:4" in broken.stderr


def test_a_wrong_export_is_named_by_file_and_line(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("item_id,colour\nX-1,red\n")
    done = seamline("load", str(tmp_path), folder=workspace)
    assert done.returncode == 2
    assert "items.csv:1" in done.stderr and "colour" in done.stderr


def test_a_bad_policy_is_named_by_line(workspace: Path, tmp_path: Path) -> None:
    policy = workspace / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    try:
        policy.write_text(text.replace("then: act", "then: dance", 1), encoding="utf-8")
        done = seamline("inbox", folder=workspace)
    finally:
        policy.write_text(text, encoding="utf-8")
    assert done.returncode == 2
    assert "policy.yaml:" in done.stderr


def test_an_effect_nobody_knows_cannot_be_settled(workspace: Path) -> None:
    words = ("settle", "W1-4500018822", "abcdef12", "happened", "--reason", "r", "--as", "E007")
    done = seamline(*words, folder=workspace)
    assert done.returncode == 2
    assert done.stderr == (
        "seamline: 'abcdef12' is no effect of W1-4500018822; "
        "`seamline show W1-4500018822` lists their keys\n"
    )
