"""Leave names at the door: put a keyed hash in the place of whoever an event is about.

A hash without a key is no secret: whoever has a list of addresses hashes them all and looks. With
a key that stays where the data came from, a pseudonym says only which events are of one person.
Pseudonymised data is still personal data; the key decides who can turn it back.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import sys
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path

from goodwill.errors import ResultError, ScenarioError
from goodwill.loading.files import open_file

KEY_BYTES = 32
MAX_KEY_BYTES = 10_000

_PSEUDONYM_BYTES = 16  # 128 bits: no two of a billion people meet
_ADDRESS = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,255}")
_EXTENSION = re.compile("ext|[x;,#]")  # what follows is within the same number
_DIGITS = re.compile(r"[0-9]{5,20}")
_MAX_ID = 200


@dataclass(frozen=True)
class Key:
    """Hold the secret that pseudonyms depend on; it is never shown."""

    _secret: bytes = field(repr=False)

    def hide(self, holds: str, text: str) -> str:
        """Give the pseudonym of a normalised identifier: 32 hexadecimal digits.

        Parameters
        ----------
        holds
            'email', 'phone' or 'id': the same text in another role is somebody else.
        text
            As `normalise` gives it.
        """
        return hashlib.blake2b(
            f"{holds}:{text}".encode(),
            digest_size=_PSEUDONYM_BYTES,
            key=self._secret,
            person=b"goodwill",
        ).hexdigest()


def make_key(secret: bytes) -> Key:
    """Make a key of at least 32 bytes that nobody can guess.

    Raises
    ------
    ScenarioError
        There are fewer.
    """
    if len(secret) < KEY_BYTES:
        raise ScenarioError(
            f"the key has {len(secret)} bytes: it could be guessed. Give at least {KEY_BYTES}, "
            "or leave --key out and one is made."
        )
    return Key(hashlib.blake2b(secret, person=b"goodwill key").digest())


def open_key(path: Path | None = None) -> Key:
    """Read the key of a file, or the user's own, which is made if there is none yet.

    Parameters
    ----------
    path
        A file that only its owner may read; blanks at its ends do not count. None: the user's own,
        see `find_own_key`.

    Raises
    ------
    ScenarioError
        The file cannot be read, others may read it, or the key is too short.
    ResultError
        The user's own cannot be made.
    """
    own = path is None
    place = find_own_key() if path is None else path
    if own and not place.exists():
        _make_own_key(place)
    with open_file(place, MAX_KEY_BYTES) as file:
        _refuse_open_to_others(place, os.fstat(file.fileno()).st_mode)
        secret = file.read(MAX_KEY_BYTES).strip()
    try:
        return make_key(secret)
    except ScenarioError as error:
        raise ScenarioError(f"{place}: {error}") from None


def find_own_key() -> Path:
    """Say where the user's own key is: in the user's data folder."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "goodwill" / "pseudonyms.key"


def normalise(holds: str, text: str) -> str:
    """Write an identifier in one way, however an export writes it.

    Parameters
    ----------
    holds
        'email': capitals, a name around the address and 'mailto:' do not count. 'phone': only the
        digits count, without an extension; a leading 00 is a +. 'id': blanks at the ends do not
        count.
    text
        The cell.

    Raises
    ------
    ScenarioError
        The text is no such identifier; the sentence does not repeat it.

    Examples
    --------
    >>> normalise("email", " Ann Example <Ann@Example.com> ")
    'ann@example.com'
    >>> normalise("phone", "0031 (0)6 5550-0100") == normalise("phone", "+31 6 5550 0100")
    True
    """
    plain = text.strip()
    if holds == "email":
        return _normalise_address(plain)
    if holds == "phone":
        return _normalise_number(plain)
    if len(plain) > _MAX_ID or not plain.isprintable():
        raise ScenarioError(f"the cell is no id: at most {_MAX_ID} printable characters are one.")
    if plain[:1] in ("=", "+", "-", "@") and not plain[1:].isdigit():
        raise ScenarioError("the cell begins like a spreadsheet formula. Write a plain id.")
    return plain


def _normalise_address(text: str) -> str:
    plain = text.casefold().removeprefix("mailto:")
    if not _ADDRESS.fullmatch(plain):
        plain = parseaddr(plain)[1]
    if not _ADDRESS.fullmatch(plain):
        raise ScenarioError("the cell is no e-mail address. Name another column, or correct it.")
    if plain[0] in "=+-":
        raise ScenarioError("the cell begins like a spreadsheet formula. Write a plain address.")
    return plain


def _normalise_number(text: str) -> str:
    plain = _EXTENSION.split(text.casefold().removeprefix("tel:"), maxsplit=1)[0]
    plain = re.sub(r"[\s().\-/]", "", plain.replace("(0)", ""))
    plain = "+" + plain[2:] if plain.startswith("00") else plain
    if not _DIGITS.fullmatch(plain.removeprefix("+")):
        raise ScenarioError("the cell is no phone number. Name another column, or correct it.")
    return plain.removeprefix("+")


def _refuse_open_to_others(path: Path, mode: int) -> None:
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise ScenarioError(
            f"{path}: others may read this key, so it is no secret. Say: chmod 600 {path}"
        )


def _make_own_key(path: Path) -> None:
    """Make a key that appears whole, for one reader, and only if nobody else made one just now."""
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(secrets.token_hex(KEY_BYTES).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            if not path.exists():
                os.link(new, path)
        finally:
            new.unlink(missing_ok=True)
    except FileExistsError:
        if not path.exists():
            raise
    except OSError as error:
        raise ResultError(
            f"{path}: the key cannot be made: {error.strerror}. Name one with --key."
        ) from None
