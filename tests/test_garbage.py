"""Fewer collections of garbage."""

from __future__ import annotations

import gc

import pytest

from outreachlint.garbage import RareCollections


def test_collections_are_rare_in_the_block_and_as_before_behind_it() -> None:
    before = gc.get_threshold()

    with pytest.raises(ZeroDivisionError), RareCollections():
        assert gc.get_threshold() > before
        assert gc.get_freeze_count() > 0
        raise ZeroDivisionError

    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
