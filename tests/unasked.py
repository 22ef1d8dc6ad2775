"""Workspaces in which nobody is asked again: a test of something else sees its own letters."""

from seamline.workspace import Workspace


def ask_nobody_again(workspace: Workspace) -> Workspace:
    """Takes the sweeps out of a workspace's policy, and what a delay waits for from partners: its
    cases close when what was decided is read back. The same workspace."""
    kept = sweep_nothing(workspace).policy_file.read_text(encoding="utf-8")
    handed = "    acknowledged_by: []\n"
    assert handed in kept
    kept = kept.replace(handed, f"{handed}    confirmed: []\n", 1)
    workspace.policy_file.write_text(kept, encoding="utf-8")
    return workspace


def sweep_nothing(workspace: Workspace) -> Workspace:
    """Takes the sweeps alone out of a workspace's policy. The same workspace."""
    kept, silence, _ = workspace.policy_file.read_text(encoding="utf-8").partition("\nsilence:\n")
    assert silence
    workspace.policy_file.write_text(kept, encoding="utf-8")
    return workspace
