"""Execute notebooks from top to bottom and keep what they showed.

A notebook is a Python file in the percent format, reviewed as text. What it showed goes to an
.ipynb that is the same, byte for byte, whenever the same code shows the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

FOLDER = Path(__file__).parent
CELL_LIMIT_SECONDS = 300


class ThisPython(KernelSpecManager):
    """Know one kernel only: the Python that runs this program, whatever a user has installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe the kernel of this interpreter under whatever name it is asked for."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name=kernel_name, language="python")


def execute(source: Path) -> NotebookNode:
    """Run all cells of a notebook in a fresh kernel, in the folder of the notebook.

    Raises
    ------
    CellExecutionError, CellTimeoutError, DeadKernelError
        Where a cell fails, takes over CELL_LIMIT_SECONDS, or ends the kernel.
    """
    notebook = jupytext.read(source)
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_LIMIT_SECONDS,
        resources={"metadata": {"path": str(source.parent)}},
    )
    return normalise(client.execute())


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Remove what differs between two executions of the same code: times, ids, machine."""
    notebook.metadata = NotebookNode(
        kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"}
    )
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position}"
        cell.metadata.pop("execution", None)
    return notebook


def main() -> int:
    """Execute the notebooks that were named, or all; say how each went."""
    parser = argparse.ArgumentParser(description="Execute notebooks from top to bottom.")
    parser.add_argument("notebooks", nargs="*", type=Path, help="percent files; all, if none")
    parser.add_argument("--into", type=Path, default=FOLDER / "executed", help="where results go")
    arguments = parser.parse_args()
    this_file = Path(__file__).name
    sources = arguments.notebooks or sorted(
        path for path in FOLDER.glob("*.py") if path.name != this_file
    )
    if not sources:
        parser.error(f"{FOLDER.name}: no notebook found. At least one *.py is expected there.")
    arguments.into.mkdir(parents=True, exist_ok=True)
    n_failed = 0
    for source in sources:
        started = time.perf_counter()
        try:
            notebook = execute(source.resolve())
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            n_failed += 1
            print(f"{source.name}: failed\n{error}", file=sys.stderr)
        else:
            nbformat.write(notebook, arguments.into / f"{source.stem}.ipynb")
            print(f"{source.name}: {time.perf_counter() - started:.1f} s")
    print(f"{len(sources)} notebooks, {n_failed} failed")
    return int(n_failed > 0)


if __name__ == "__main__":
    sys.exit(main())
