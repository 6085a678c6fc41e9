"""NamedTuple as `typing` has it, made in a third of the time.

`typing.NamedTuple` compiles every annotation, which for the classes on the way of `check` takes 4 of 45 milliseconds.
Type checkers see the real one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    _SPECIAL = frozenset(("__module__", "__qualname__", "__annotations__", "__classcell__", "__orig_bases__"))

    class _Maker(type):
        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for key, value in namespace.items():
                if key not in _SPECIAL and key not in fields:
                    setattr(made, key, value)
            made.__annotations__ = dict(fields)
            made.__qualname__ = namespace["__qualname__"]
            return made

    class NamedTuple(metaclass=_Maker):
        """A tuple whose items have names: `class Point(NamedTuple): x: int; y: int = 0`."""
