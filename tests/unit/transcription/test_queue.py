"""Waiting visitors see their position in the queue, and an estimate from the measured pace."""

from datetime import UTC, datetime, timedelta

import pytest

from reflector.transcription.queue import Outlook, Outlooks, Queue, Waiting

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
#: Seconds of work for a second of sound.
PACE = 0.1


def a_job(name: str, client: str, minutes: float, seconds_old: float = 60, **is_it: bool) -> Waiting:
    created = NOW - timedelta(seconds=seconds_old)
    state = {"open": True, "leased": False} | is_it
    return Waiting(name, client, created, None, left_seconds=minutes * 60, **state)


def outlook(name: str, *jobs: Waiting, pace: float | None = PACE) -> Outlook:
    return Outlooks(Queue({job.transcript_id: job for job in jobs}, {}, NOW), pace).of(name)


def test_a_recording_alone_takes_as_long_as_its_work() -> None:
    assert outlook("one", a_job("one", "a", 60)) == Outlook(1, 360)


def test_a_running_job_has_no_position_in_the_queue() -> None:
    assert outlook("one", a_job("one", "a", 60, open=False, leased=True)) == Outlook(None, 360)


def test_a_short_recording_waits_for_one_turn_of_a_long_one() -> None:
    long = a_job("long", "a", 60, open=False, leased=True)

    waits = outlook("short", long, a_job("short", "b", 0.5))
    assert waits.place == 1
    assert waits.seconds == pytest.approx(3 + 3 + 6)


def test_a_long_recording_waits_for_all_short_ones() -> None:
    shorts = [a_job(f"short {n}", f"client {n}", 0.5) for n in range(5)]

    assert outlook("long", a_job("long", "a", 60), *shorts).seconds == pytest.approx(360 + 5 * 3)


def test_a_client_with_many_recordings_delays_another_one_little() -> None:
    many = [a_job(f"{n}", "many", 1, seconds_old=900) for n in range(1000)]

    assert outlook("one", a_job("one", "b", 1), *many).seconds == pytest.approx(6 + 6 + 6)


def test_several_workers_share_the_work() -> None:
    under_way = [a_job(f"{n}", f"client {n}", 10, open=False, leased=True) for n in range(2)]

    alone = outlook("one", a_job("one", "b", 10), under_way[0]).seconds
    shared = outlook("one", a_job("one", "b", 10), *under_way).seconds
    assert alone is not None
    assert shared is not None
    assert shared < alone


def test_there_is_no_estimate_without_a_measured_pace() -> None:
    assert outlook("one", a_job("one", "a", 60), pace=None) == Outlook(1, None)
    assert outlook("one", a_job("one", "a", 60, open=False)) == Outlook(None, None)
    assert outlook("done", a_job("one", "a", 60)) == Outlook(None, None)
