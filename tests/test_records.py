"""NamedTuple as `typing` has it."""

from __future__ import annotations

import pickle
import typing

import pytest

from outreachlint.records import NamedTuple


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 2
    name: str = ""

    @property
    def sum(self) -> int:
        """Both."""
        return self.x + self.y

    def moved(self, by: int) -> Point:
        return self._replace(x=self.x + by)


class Same(typing.NamedTuple):
    """A place."""

    x: int
    y: int = 2
    name: str = ""


def test_it_is_the_tuple_that_typing_makes() -> None:
    assert Point._fields == Same._fields
    assert Point._field_defaults == Same._field_defaults
    assert Point.__doc__ == Same.__doc__
    assert (Point(1), repr(Point(1)), hash(Point(1))) == (Same(1), "Point(x=1, y=2, name='')", hash(Same(1)))
    assert isinstance(Point(1), tuple)


def test_methods_properties_and_copies_work() -> None:
    assert Point(1).sum == 3
    assert Point(1).moved(4) == Point(5)
    assert pickle.loads(pickle.dumps(Point(1, 3))) == Point(1, 3)
    assert Point.__module__ == __name__


def test_its_annotations_can_be_asked_for() -> None:
    assert typing.get_type_hints(Point) == {"x": int, "y": int, "name": str}


def test_fields_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]
