"""Reflector's Celery application, on a clock that runs so fast that every entry of beat is due every second.

celery -A tests.integration.worker.shifted beat
"""

from celery.schedules import schedule

from reflector.worker.app import app

for entry in app.conf.beat_schedule.values():
    entry["schedule"] = schedule(1.0)

__all__ = ["app"]
