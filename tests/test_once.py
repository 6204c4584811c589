"""What is known of an object during one load is not found out again."""

from __future__ import annotations

import threading

import pytest

import skcore
from skcore.once import remembering

calls: list[object] = []


@skcore.once
def size(items, extra=None):
    calls.append(extra)
    return len(items)


@pytest.fixture(autouse=True)
def no_calls():
    calls.clear()


def test_the_same_object_is_looked_at_once():
    items = [1, 2, 3]
    with remembering():
        assert [size(items), size(items), size(items)] == [3, 3, 3]
    assert len(calls) == 1


def test_equal_objects_are_not_the_same():
    with remembering():
        assert [size([1]), size([1])] == [1, 1]
    assert len(calls) == 2


@pytest.mark.parametrize("value", [5, "x" * 50, None])
def test_equal_numbers_and_texts_are(value):
    items = [1]
    with remembering():
        assert [size(items, value), size(items, value)] == [1, 1]
    assert calls == [value]


def test_a_number_is_no_truth_value():
    items = [1]
    with remembering():
        size(items, 1), size(items, True), size(items, 1)
    assert calls == [1, True]


def test_nothing_is_remembered_outside_of_a_load():
    items = [1]
    size(items), size(items)
    with remembering():
        size(items)
    with remembering():
        size(items)
    assert len(calls) == 4


def test_a_load_within_another_has_a_memory_of_its_own():
    items = [1]
    with remembering():
        size(items)
        with remembering():
            size(items)
        size(items)
    assert len(calls) == 2


def test_a_failure_is_not_remembered():
    with remembering():
        for _ in range(2):
            with pytest.raises(TypeError):
                size(5)
    assert len(calls) == 2


def test_an_object_that_is_gone_is_not_mistaken_for_another():
    with remembering():
        assert [size([0] * count) for count in range(100)] == list(range(100))


@skcore.once
def seen():
    return {}


def test_what_is_made_of_nothing_is_the_same_during_a_load():
    with remembering():
        seen()["a"] = 1
        assert seen() == {"a": 1}
    with remembering():
        assert seen() == {}
    seen()["a"] = 1
    assert seen() == {}


def test_threads_do_not_share_what_they_know():
    items = [1]
    with remembering():
        size(items)
        thread = threading.Thread(target=size, args=(items,))
        thread.start()
        thread.join()
        size(items)
    assert len(calls) == 2
