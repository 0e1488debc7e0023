"""What holds for the project as a whole, whatever the model says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_KERNEL_LINES = 60
HEAVY = {"matplotlib", "numba", "pandas", "pyarrow", "pydantic", "scipy", "simpy"}
# Spelled so that neither pattern finds itself.
MACHINE_PATH = re.compile(rb"(?<![\w.~/-])/(?:work|root|home/[a-z])[\w-]*/")
REGISTRY_HOST = re.compile(
    rb"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|crates\.io|anaconda\.org)\b"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """List every file that git knows and that is there, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git the user works with
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def modules() -> list[Path]:
    """List every Python file of the package."""
    found = sorted((ROOT / "sim").rglob("*.py"))
    assert found
    return found


@pytest.fixture(scope="module")
def settings() -> dict[str, object]:
    """Read the project table of pyproject.toml."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(document["project"])


def n_lines(function: Function) -> int:
    """Count the lines of a function from its `def` on, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def functions(module: Path) -> Iterator[Function]:
    """Give every function of a file, methods and inner functions too."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def limit(function: Function) -> int:
    """Give the lines that a function may have: a kernel cannot be cut where it is hot."""
    decorators = {ast.unparse(one).partition("(")[0] for one in function.decorator_list}
    return MAX_KERNEL_LINES if decorators & {"kernel", "compiled"} else MAX_FUNCTION_LINES


def finds(pattern: re.Pattern[bytes], tracked: list[Path]) -> list[str]:
    """Give `file: what` for all that a pattern finds in the committed files."""
    return [
        f"{path}: {found.decode()}"
        for path in tracked
        for found in sorted(set(pattern.findall((ROOT / path).read_bytes())))
    ]


def test_no_file_of_the_package_is_over_300_lines(modules: list[Path]) -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules
    }
    assert {path: n for path, n in lengths.items() if n > MAX_FILE_LINES} == {}


def test_no_function_of_the_package_is_over_40_lines_and_no_kernel_over_60(
    modules: list[Path],
) -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}: {n_lines(function)} lines"
        for path in modules
        for function in functions(path)
        if n_lines(function) > limit(function)
    ]
    assert too_long == []


def test_the_docstring_does_not_count_as_lines_of_a_function() -> None:
    source = 'def answer() -> int:\n    """Say.\n\n    More.\n    """\n    return 42\n'
    assert [n_lines(node) for node in ast.parse(source).body if isinstance(node, Function)] == [2]


def test_importing_goodwill_imports_nothing_heavy() -> None:
    program = "import sys, goodwill; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    imported = {name.partition(".")[0] for name in done.stdout.split()}
    assert "goodwill" in imported
    assert imported & HEAVY == set()


def test_no_committed_file_holds_a_path_of_one_machine(tracked: list[Path]) -> None:
    assert finds(MACHINE_PATH, tracked) == []


def test_no_committed_file_holds_the_host_of_a_registry(tracked: list[Path]) -> None:
    assert finds(REGISTRY_HOST, tracked) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"cd /work" + b"/main", True),
        (b"'/root" + b"/.cache'", True),
        (b"/home" + b"/ann/data", True),
        (b"docs/work/notes", False),
        (b"~/work/data", False),
        (b"/usr/bin/env", False),
    ],
)
def test_a_path_of_one_machine_is_told_from_others(*, text: bytes, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found


def test_no_lock_file_with_addresses_is_committed(tracked: list[Path]) -> None:
    assert [path for path in tracked if path.name == "uv.lock"] == []
    assert b"://" not in (ROOT / "constraints.txt").read_bytes()


def test_every_dependency_has_a_pinned_version(settings: dict[str, object]) -> None:
    extras = settings["optional-dependencies"]
    base = settings["dependencies"]
    assert isinstance(extras, dict)
    assert isinstance(base, list)
    wanted = {
        re.split(r"[\[<>=!~; ]", requirement)[0].lower()
        for requirement in [*base, *(one for extra in extras.values() for one in extra)]
    }
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==", constraints, re.MULTILINE))
    assert wanted - pinned == {"goodwill"}


def test_the_changelog_knows_this_version(settings: dict[str, object]) -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(str(settings['version']))}\b", changelog, re.MULTILINE)


def test_every_make_command_in_the_documents_exists(tracked: list[Path]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        command
        for path in tracked
        if path.suffix == ".md"
        for command in re.findall(
            r"(?:`|^ {4})make ([a-z]+)", (ROOT / path).read_text("utf-8"), re.MULTILINE
        )
    }
    assert {"setup", "test"} <= named
    assert named - targets == set()


def test_every_link_between_the_documents_leads_somewhere(tracked: list[Path]) -> None:
    broken = [
        f"{path}: {target}"
        for path in tracked
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", (ROOT / path).read_text("utf-8"))
        if not (ROOT / path.parent / target).exists()
    ]
    assert broken == []
