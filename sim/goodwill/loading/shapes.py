"""Follow a location through a model's JSON schema: which keys are known there, which are tags."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import pydantic

from goodwill.loading.nodes import Location, Value

Shape = dict[str, Any]


class Place(NamedTuple):
    """Hold where a location leads.

    Attributes
    ----------
    location
        Keys and indices in the document: pydantic's location without the tags of unions.
    value
        What stands there.
    shapes
        The JSON schemas that what stands there may follow.
    """

    location: Location
    value: Value
    shapes: list[Shape]


class ModelShape:
    """Hold the JSON schema of a pydantic model.

    Parameters
    ----------
    model
        Any model; one that has no JSON schema is followed by its values alone.
    """

    def __init__(self, model: type[pydantic.BaseModel]) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a default that JSON cannot hold is no fault here
                self._schema: Shape = model.model_json_schema()
        except pydantic.errors.PydanticInvalidForJsonSchema:
            self._schema = {}

    def follow(self, location: Location, values: Value) -> Place:
        """Walk down as far as the values go; tags of unions in the location are left out.

        Parameters
        ----------
        location
            As in pydantic's errors, tags included.
        values
            The whole document's values.
        """
        path: list[str | int] = []
        here, shapes = values, [self._resolve(self._schema)]
        for element in location:
            tagged = self._tagged(shapes, here, element)
            if tagged:
                shapes = tagged
            elif _present(here, element):
                shapes = self._children(shapes, here, element)
                here = here[element]  # type: ignore[index]
                path.append(element)
        return Place(tuple(path), here, shapes)

    def known_keys(self, place: Place) -> list[str]:
        """List the keys that a mapping may have at a place."""
        shapes = self._members(place.shapes, place.value)
        return sorted({key for shape in shapes for key in shape.get("properties", {})})

    def _resolve(self, shape: Shape) -> Shape:
        while "$ref" in shape:
            name = shape["$ref"].rpartition("/")[2]
            shape = self._schema.get("$defs", {}).get(name, {})
        return shape

    def _tagged(self, shapes: list[Shape], here: Value, element: str | int) -> list[Shape]:
        # A tag stands in the location although the document has it as a value, not as a key.
        if not isinstance(here, dict):
            return []
        return [
            self._resolve({"$ref": discriminator["mapping"][str(element)]})
            for discriminator in self._discriminators(shapes)
            if here.get(discriminator["propertyName"]) == element
            and str(element) in discriminator.get("mapping", {})
        ]

    def _discriminators(self, shapes: list[Shape]) -> list[Shape]:
        members = [self._resolve(m) for shape in shapes for m in (shape, *shape.get("anyOf", ()))]
        return [shape["discriminator"] for shape in members if "discriminator" in shape]

    def _members(self, shapes: list[Shape], here: Value) -> list[Shape]:
        """Replace unions by the members that the value at hand can mean."""
        found = []
        for shape in shapes:
            alternatives = [*shape.get("oneOf", ()), *shape.get("anyOf", ())]
            chosen = []
            discriminator = shape.get("discriminator")
            if discriminator and isinstance(here, dict):
                tag = str(here.get(discriminator["propertyName"]))
                if tag in discriminator.get("mapping", {}):
                    chosen = [{"$ref": discriminator["mapping"][tag]}]
            resolved = [self._resolve(shape) for shape in chosen or alternatives]
            found += self._members(resolved, here) if resolved else [shape]
        return found

    def _children(self, shapes: list[Shape], here: Value, element: str | int) -> list[Shape]:
        found = []
        for shape in self._members(shapes, here):
            if isinstance(element, str):
                patterned = next(iter(shape.get("patternProperties", {}).values()), None)
                other = shape.get("additionalProperties", patterned)
                child = shape.get("properties", {}).get(element, other)
            else:
                fixed = shape.get("prefixItems", [])
                child = fixed[element] if element < len(fixed) else shape.get("items")
            if isinstance(child, dict):
                found.append(self._resolve(child))
        return found


def _present(here: Value, element: str | int) -> bool:
    if isinstance(here, dict):
        return element in here
    return isinstance(here, list) and isinstance(element, int) and element < len(here)
