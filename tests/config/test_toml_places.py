"""Every key and value of a TOML file has its place."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.config.places import Path
from outreachlint.config.toml_places import toml_offsets

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def places(text: str) -> dict[Path, tuple[str, str]]:
    """What stands at each key's and each value's offset, up to the end of its line."""
    keys, values = toml_offsets(text, tomllib.loads)
    rest = {path: text[offset:].partition("\n")[0] for path, offset in values.items()}
    return {path: (text[offset:].partition("\n")[0], rest.get(path, "")) for path, offset in keys.items()}


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a = 1\n", ("a",), "a = 1", "1"),
        ("  a = 1 # x = 2\n", ("a",), "a = 1 # x = 2", "1 # x = 2"),
        ("'a b' = 1\n", ("a b",), "'a b' = 1", "1"),
        ('"a\\u0062" = 1\n', ("ab",), '"a\\u0062" = 1', "1"),
        ("a.b . 'c' = 1\n", ("a", "b", "c"), "a.b . 'c' = 1", "1"),
        ("[t]\na = 1\n", ("t", "a"), "a = 1", "1"),
        ("[ t . 'u' ]\na = 1\n", ("t", "u", "a"), "a = 1", "1"),
        ("[t.u]\na = 1\n", ("t",), "t.u]", ""),
        ("[[t]]\na = 1\n[[t]]\na = 2\n", ("t", 1, "a"), "a = 2", "2"),
        ("[[t]]\n[t.u]\na = 1\n[[t]]\n[t.u]\na = 2\n", ("t", 1, "u", "a"), "a = 2", "2"),
        ("[[t]]\n[[t.u]]\na = 1\n[[t.u]]\na = 2\n", ("t", 0, "u", 1, "a"), "a = 2", "2"),
        ('x = """\na = 1\n"""\na = 2\n', ("a",), "a = 2", "2"),
        ("x = '''\na = 1\n'''\na = 2\n", ("a",), "a = 2", "2"),
        ('x = """a""\\""""\na = 2\n', ("a",), "a = 2", "2"),
        ('x = ["]", "a = 1", # ]\n]\na = 2\n', ("a",), "a = 2", "2"),
        ("x = { y = 1, a = [{ b = 2 }] }\n", ("x", "a"), "a = [{ b = 2 }] }", "[{ b = 2 }] }"),
        ("x = [{ b = 1 }, { b = 2 }]\n", ("x", 1, "b"), "b = 2 }]", "2 }]"),
        ("x = 1979-05-27 07:32:00Z\na = 2\n", ("a",), "a = 2", "2"),
    ],
)
def test_keys_and_values_are_found_where_they_stand(text: str, path: Path, key: str, value: str) -> None:
    assert places(text)[path] == (key, value)


def test_items_of_arrays_have_places() -> None:
    text = 'a = [\n  "x", # one\n  ["y"],\n]\n'
    _, values = toml_offsets(text, tomllib.loads)

    assert [text[values["a", index]] for index in (0, 1)] == ['"', "["]
    assert text[values["a", 1, 0] :].startswith('"y"')


_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=8)
_scalars = st.one_of(st.booleans(), st.integers(-1000, 1000), _words)
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_words, inner, max_size=3)),
    max_leaves=8,
)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[\n" + "".join(f"{_toml(item)}, # ]\n" for item in value) + "]"
    return "{" + ", ".join(f"{_string(key)} = {_toml(item)}" for key, item in value.items()) + "}"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'


def _paths(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    found = [(path, value)] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += _paths(item, (*path, key))
    return found


@given(st.dictionaries(_words, _values, max_size=4))
def test_every_value_of_any_file_begins_at_its_offset(data: dict[str, Any]) -> None:
    text = "".join(f"{_string(key)} = {_toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data

    _, values = toml_offsets(text, tomllib.loads)

    assert values.keys() == {path for path, _ in _paths(data)}
    assert all(text.startswith(_toml(value), values[path]) for path, value in _paths(data))
