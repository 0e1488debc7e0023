"""Collect what is wrong in several files, to say it all at once, and what is worth knowing."""

from __future__ import annotations

import json
from os import PathLike
from typing import Generic, NamedTuple, TypeVar

import pydantic

from goodwill.errors import GoodwillError, ScenarioError
from goodwill.loading.documents import Document, read_document
from goodwill.loading.faults import explain
from goodwill.loading.nodes import Location
from goodwill.loading.positions import Fault, refusal

Model = TypeVar("Model", bound=pydantic.BaseModel)


class Source(NamedTuple, Generic[Model]):
    """A file that was read, and what it says."""

    document: Document
    part: Model


class Findings:
    """Hold all that was found wrong so far, over all files, and notes on what is not wrong.

    Examples
    --------
    >>> findings = Findings()
    >>> bool(findings)
    False
    >>> findings.refuse()
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._refusals: list[str] = []
        self.notes: list[str] = []

    def __bool__(self) -> bool:
        """Say whether anything is wrong."""
        return bool(self._faults or self._refusals)

    def add(
        self, document: Document, location: Location, problem: str, *, key: bool = False
    ) -> None:
        """Add a fault at a place in a file.

        Parameters
        ----------
        document
            The file.
        location
            Keys and indices from the top.
        problem
            What is wrong and what is accepted, as sentences.
        key
            Point at the key there, not at its value.
        """
        self._faults.append(document.fault(location, problem, key=key))

    def note(self, document: Document, location: Location, remark: str) -> None:
        """Add what is not wrong, but should not go unsaid, at a place in a file."""
        path = ".".join(map(str, location))
        self.notes.append(f"{document.locate(location)}: {path}: {remark}")

    def take(self, error: GoodwillError) -> None:
        """Add what another reader refused, in its own words."""
        if str(error) not in self._refusals:
            self._refusals.append(str(error))

    def read(
        self, model: type[Model], path: str | PathLike[str], document: Document | None = None
    ) -> Source[Model] | None:
        """Read a file and check it against a model.

        Parameters
        ----------
        model
            What the file is to follow.
        path
            The file.
        document
            The same, if it was read before.

        Returns
        -------
        Source or None
            None if something is wrong; it is among the findings then.
        """
        try:
            document = document or read_document(path)
            part = model.model_validate_json(json.dumps(document.values), strict=True)
            return Source(document, part)
        except ScenarioError as error:
            self.take(error)
        except pydantic.ValidationError as error:
            assert document is not None  # noqa: S101 - it was read, or nothing had been validated
            self._faults += explain(error, model, document)
        return None

    def refuse(self) -> None:
        """Raise all findings as one error, if there are any.

        Raises
        ------
        ScenarioError
            All faults, sorted by file and line.
        """
        if self:
            faults = [str(refusal(self._faults))] if self._faults else []
            raise ScenarioError("\n".join(faults + self._refusals))
