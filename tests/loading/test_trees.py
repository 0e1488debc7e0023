"""Test that a file can name nothing outside of its folder tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.trees import find_inside, find_tree


def test_the_tree_is_the_nearest_folder_named_scenarios(tmp_path: Path) -> None:
    inner = tmp_path / "scenarios" / "mine" / "scenarios"
    assert find_tree(inner / "strategies" / "a.yaml") == inner
    assert find_tree(tmp_path / "scenarios" / "a.yaml") == tmp_path / "scenarios"


def test_without_one_it_is_the_folder_of_the_file(tmp_path: Path) -> None:
    assert find_tree(tmp_path / "own" / "a.yaml") == tmp_path / "own"
    assert find_tree(tmp_path / "own" / "strategies" / "a.yaml") == tmp_path / "own"


def test_a_file_may_name_others_inside_the_tree(tmp_path: Path) -> None:
    found = find_inside(tmp_path, tmp_path / "strategies", "../touches/a.yaml")
    assert found == tmp_path / "touches" / "a.yaml"


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../../etc/passwd", "a/../../b.yaml", "C:\\a.yaml", "..\\a.yaml", "~/a.yaml"],
)
def test_a_file_may_name_nothing_outside_the_tree(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScenarioError, match=r"leads out of the folder|is no relative path"):
        find_inside(tmp_path, tmp_path, name)


def test_a_symbolic_link_may_not_lead_out(tmp_path: Path) -> None:
    tree = tmp_path / "scenarios"
    tree.mkdir()
    (tmp_path / "secret.yaml").write_text("secret: true", encoding="utf-8")
    (tree / "innocent.yaml").symlink_to(tmp_path / "secret.yaml")
    (tree / "here.yaml").write_text("open: true", encoding="utf-8")
    (tree / "link.yaml").symlink_to(tree / "here.yaml")
    with pytest.raises(ScenarioError, match="leads by a symbolic link out of the folder"):
        find_inside(tree, tree, "innocent.yaml")
    assert find_inside(tree, tree, "link.yaml") == tree / "link.yaml"
