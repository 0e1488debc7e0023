"""Test that a file that cannot be read is refused in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.documents import MAX_BYTES, read_document


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a: 1".encode("utf-16"), ":1: the file is written in UTF-16"),
        ("a: 1".encode("utf-32"), ":1: the file is written in UTF-32"),
        ("a: 1\nb: \u00e9t\u00e9".encode("latin-1"), ":2:4: byte 0xe9 is not UTF-8"),
        (b"a: \xed\xa0\x80", ":1:4: byte 0xed is not UTF-8"),
        (b"a" * (MAX_BYTES + 1), f"the file has {MAX_BYTES + 1} bytes"),
    ],
)
def test_a_file_in_another_encoding_or_too_large_is_refused(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(ScenarioError) as caught:
        read_document(path)
    assert said in str(caught.value)


def test_a_missing_file_is_refused_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "bobby.yaml").write_text("a: 1")
    with pytest.raises(ScenarioError, match=r"no such file\. Did you mean 'bobby.yaml'"):
        read_document(tmp_path / "boby.yaml")


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, said in ((tmp_path, "a folder"), (tmp_path / "pipe", "not a regular file")):
        with pytest.raises(ScenarioError, match=said):
            read_document(path)


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "loop"])
def test_an_impossible_path_is_refused(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ScenarioError, match="cannot be read"):
        read_document(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    with pytest.raises(ScenarioError, match="cannot be read: Permission denied"):
        read_document(path)


def test_reading_a_table_loads_neither_yaml_nor_pydantic() -> None:
    command = "import sys, goodwill.loading.columns; print({'yaml', 'pydantic'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
