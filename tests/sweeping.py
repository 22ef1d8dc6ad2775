"""Workspaces that sweep nothing: a test of something else looks at letters of its own alone."""

from seamline.workspace import Workspace


def sweep_nothing(workspace: Workspace) -> Workspace:
    """Takes the sweeps out of a workspace's policy; the same workspace."""
    kept, silence, _ = workspace.policy_file.read_text(encoding="utf-8").partition("\nsilence:\n")
    assert silence
    workspace.policy_file.write_text(kept, encoding="utf-8")
    return workspace
