"""Logs have events and places in the code, and never content."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from reflector import logs
from reflector.errors import StoreUnavailable
from reflector.settings import load_settings

SECRET = "what somebody said"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The log as JSON lines. The logging configuration is restored afterwards."""
    handlers, level = logging.root.handlers[:], logging.root.level
    written = io.StringIO()
    logs.configure(load_settings(_env_file=None, LOG_FORMAT="json"), written)
    yield written
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def last(stream: io.StringIO) -> Any:
    return json.loads(stream.getvalue().splitlines()[-1])


def test_an_event_carries_its_fields_and_its_time(stream: io.StringIO) -> None:
    structlog.get_logger("reflector.test").info("artifact_erased", artifact_id=7)

    line = last(stream)
    assert (line["event"], line["artifact_id"], line["level"]) == ("artifact_erased", 7, "info")
    assert str(line["timestamp"]).endswith("Z")


def test_a_database_error_is_logged_as_types_and_places(stream: io.StringIO) -> None:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"SELECT '{SECRET}' FROM nowhere"))
    except sa.exc.OperationalError:
        structlog.get_logger().exception("query_failed")
        logging.getLogger("elsewhere").exception("query failed")
    engine.dispose()

    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert ours["exception"] == theirs["exception"] == "OperationalError < OperationalError"
    assert any("test_logs.py" in place for place in ours["raised_at"])
    assert SECRET not in stream.getvalue()


def test_an_error_of_ours_is_logged_with_its_code_and_its_cause(stream: io.StringIO) -> None:
    try:
        raise StoreUnavailable(SECRET) from ValueError(SECRET)
    except StoreUnavailable:
        structlog.get_logger().error("failed", exc_info=True)

    assert last(stream)["exception"] == "StoreUnavailable(store_unavailable) < ValueError"
    assert SECRET not in stream.getvalue()


def test_an_error_of_a_store_is_logged_with_the_stores_own_code(stream: io.StringIO) -> None:
    try:
        raise StoreUnavailable(SECRET, vendor_code="InternalError")
    except StoreUnavailable:
        structlog.get_logger().error("failed", exc_info=True)

    assert last(stream)["exception"] == "StoreUnavailable(InternalError)"


@pytest.mark.parametrize(
    ("level", "words", "event"),
    [
        ("error", "raised unexpected: %(exc)s", "celery_task_failed"),
        ("info", "succeeded in 1s: %(return_value)s", "celery_task_ended"),
        ("info", "retry: %(exc)s", "celery_task_retried"),
    ],
)
def test_celerys_messages_about_a_task_are_replaced(stream: io.StringIO, level: str, words: str, event: str) -> None:
    told = {"id": "the-id", "name": "the.task", "return_value": SECRET, "exc": SECRET, "args": SECRET}

    getattr(logging.getLogger("celery.app.trace"), level)(f"Task %(name)s {words}", told, extra={"data": told})

    assert (last(stream)["event"], last(stream)["id"], last(stream)["name"]) == (event, "the-id", "the.task")
    assert SECRET not in stream.getvalue()


def test_requests_of_people_are_not_logged(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('127.0.0.1 - "GET /v1/transcripts/%s"', SECRET)

    assert stream.getvalue() == ""
