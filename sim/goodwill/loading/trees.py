"""Keep the files that a file names inside one folder tree."""

from __future__ import annotations

import os
from pathlib import Path

from goodwill.errors import ScenarioError
from goodwill.loading.positions import shorten

TREE = "scenarios"
_SUBFOLDERS = ("strategies", "touches")


def find_tree(file: Path) -> Path:
    """Find the folder outside of which a file may name nothing.

    Returns
    -------
    Path
        The nearest folder around the file that is named ``scenarios``; without one the file's own
        folder, or the one around it where that is called ``strategies`` or ``touches``.
    """
    folder = file.absolute().parent
    for around in (folder, *folder.parents):
        if around.name == TREE:
            return around
    return folder.parent if folder.name in _SUBFOLDERS else folder


def find_inside(tree: Path, folder: Path, name: str) -> Path:
    """Find a file that another one names.

    Parameters
    ----------
    tree
        The folder outside of which nothing may lie.
    folder
        Where the name starts from.
    name
        A relative path, with '/' between its parts.

    Returns
    -------
    Path
        Without '..'; whether there is such a file is left open.

    Raises
    ------
    ScenarioError
        The name is absolute, or leads out of the tree, by '..' or by a symbolic link.
    """
    shown = shorten(name)
    if "\\" in name or Path(name).is_absolute() or ":" in name or name.startswith("~"):
        raise ScenarioError(f"{shown} is no relative path. Write it as 'strategies/nurture.yaml'.")
    path = Path(os.path.normpath(folder / name))
    inside = path.absolute().is_relative_to(tree.absolute())
    if not inside or not path.resolve().is_relative_to(tree.resolve()):
        how = "by a symbolic link " if inside else ""
        raise ScenarioError(
            f"{shown} leads {how}out of the folder {tree.name!r}. Files must lie inside it."
        )
    return path
