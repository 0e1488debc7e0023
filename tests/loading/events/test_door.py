"""Test that nobody's name gets past the door, and that the same person stays the same."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading.events.door import find_own_key, make_key, normalise, open_key

SECRET = b"0123456789abcdef0123456789abcdef"
POSIX = pytest.mark.skipif(os.name == "nt", reason="files have no modes there")


@pytest.mark.parametrize(
    ("holds", "one", "other"),
    [
        ("email", "Ann.Reader@Example.com", " ann.reader@example.com "),
        ("email", "Ann Reader <ann@example.com>", "mailto:ANN@example.com"),
        ("phone", "+31 6 5550-0100", "0031655500100"),
        ("phone", "+31 (0)6 5550 0100", "tel:+31-6-5550-0100"),
        ("phone", "+1 (202) 555-0143 x12", "+12025550143"),
        ("phone", "+31 6 5550 0100 ext. 12", "+31 6 5550 0100"),
        ("phone", "+31 6 5550 0100 Extension 12", "+31 6 5550 0100"),
        ("phone", "tel:+31-6-5550-0100;ext=12", "+31 6 5550 0100"),
        ("phone", "+31 6 5550 0100,,12#", "+31 6 5550 0100"),
        ("phone", "+31 6 5550 0100 #12", "+31 6 5550 0100"),
        ("id", " 7d5a01 ", "7d5a01"),
    ],
)
def test_one_person_written_in_two_ways_is_one_person(holds: str, one: str, other: str) -> None:
    assert normalise(holds, one) == normalise(holds, other)


@pytest.mark.parametrize(
    ("holds", "text"),
    [
        ("email", "Ann Reader"),
        ("email", "ann@"),
        ("email", "a@b@c d"),
        ("phone", "Ann Reader"),
        ("phone", "12"),
        ("id", "=Ann"),
        ("id", "x" * 300),
        ("id", "Ann\nReader"),
    ],
)
def test_what_is_no_identifier_is_refused_without_being_repeated(holds: str, text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        normalise(holds, text)
    assert text not in str(caught.value)
    assert "Ann" not in str(caught.value)


def test_ids_keep_their_capitals() -> None:
    assert normalise("id", "aB") != normalise("id", "ab")


def test_another_key_gives_another_pseudonym() -> None:
    pseudonyms = {
        make_key(SECRET).hide("email", "ann@example.com"),
        make_key(SECRET[::-1]).hide("email", "ann@example.com"),
        make_key(SECRET).hide("id", "ann@example.com"),
        make_key(SECRET).hide("email", "bo@example.com"),
    }
    assert len(pseudonyms) == 4
    assert all(len(one) == 32 for one in pseudonyms)
    assert make_key(SECRET).hide("id", "a") == make_key(SECRET).hide("id", "a")


def test_a_pseudonym_stays_what_it_is_from_version_to_version() -> None:
    assert make_key(SECRET).hide("email", "ann@example.com") == "857d54acd2f19915052ab6ed42c9a88c"


def test_a_key_is_never_shown() -> None:
    key = make_key(SECRET)
    assert repr(key) == "Key()"
    assert SECRET.decode() not in f"{key}"


def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"secret\n")
    path.chmod(0o600)
    with pytest.raises(ScenarioError, match="the key has 6 bytes: it could be guessed") as caught:
        open_key(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "secret" not in str(caught.value).replace(str(path), "")


@POSIX
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(SECRET)
    path.chmod(0o640)
    with pytest.raises(ScenarioError, match=r"others may read this key.*chmod 600"):
        open_key(path)
    path.chmod(0o400)
    assert open_key(path) == make_key(SECRET)


def test_blanks_around_a_key_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b" " + SECRET + b"\r\n")
    path.chmod(0o600)
    assert open_key(path) == make_key(SECRET)


def test_a_named_key_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        open_key(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_ones_own_key_is_made_once_for_oneself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first = open_key()
    path = find_own_key()
    assert path == tmp_path / "data" / "goodwill" / "pseudonyms.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().strip()) == 64
    assert open_key() == first
    assert [one.name for one in path.parent.iterdir()] == ["pseudonyms.key"]
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    assert open_key() != first


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["email", "phone", "id"]), st.text(max_size=40))
def test_whatever_is_accepted_is_normal_already(holds: str, text: str) -> None:
    try:
        plain = normalise(holds, text)
    except ScenarioError:
        return
    assert normalise(holds, plain) == plain
