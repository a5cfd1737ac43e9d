"""A cached value is computed at most once in each period, for all callers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from reflector.worker import latest
from reflector.worker.latest import Latest


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(latest, "monotonic", clock)
    return clock


def counting() -> Callable[[], int]:
    numbers = iter(range(100))
    return lambda: next(numbers)


def test_value_is_kept_for_its_seconds(clock: Clock) -> None:
    value = Latest(counting(), 1.0)

    assert [value.get(), value.get()] == [0, 0]
    clock.now += 0.999
    assert value.get() == 0
    clock.now += 0.001
    assert [value.get(), value.get()] == [1, 1]


def test_zero_seconds_compute_each_time(clock: Clock) -> None:
    value = Latest(counting(), 0.0)

    assert [value.get(), value.get()] == [0, 1]


def test_many_threads_share_one_computation() -> None:
    begun, together = counting(), Barrier(8)
    value = Latest(begun, 60.0)

    def ask(_: int) -> int:
        together.wait(30)
        return value.get()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [0] * 8
    assert begun() == 1


def test_age_counts_from_the_beginning_of_the_computation(clock: Clock) -> None:
    numbers = counting()

    def slow() -> int:
        clock.now += 5.0
        return numbers()

    value = Latest(slow, 1.0)

    assert [value.get(), value.get()] == [0, 1]


def test_computation_that_hangs_holds_up_no_later_caller(clock: Clock) -> None:
    # Given a first computation that hangs
    hangs, released, numbers = Event(), Event(), counting()

    def compute() -> int:
        number = numbers()
        if number == 0:
            hangs.set()
            released.wait(30)
        return number

    value = Latest(compute, 1.0)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(value.get)
        assert hangs.wait(30)

        # When another caller asks a second later
        clock.now += 1.0
        later = value.get()
        released.set()

        # Then that caller gets a new value, and the old one never replaces it
        assert (later, first.result(30), value.get()) == (1, 0, 1)


def test_an_error_is_shared_and_forgotten(clock: Clock) -> None:
    numbers = counting()

    def compute() -> int:
        if (number := numbers()) == 0:
            raise OSError("down")
        return number

    value = Latest(compute, 1.0)

    for _ in range(2):
        with pytest.raises(OSError, match="down"):
            value.get()
    clock.now += 1.0
    assert value.get() == 1
