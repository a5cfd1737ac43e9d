"""RabbitMQ is stopped or killed under running processes: /health reports it, and recovers afterwards."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy.engine import make_url

from reflector.db.models import RetentionRun
from reflector.worker.watch import Watch
from tests.tcp_proxy import TcpProxy, tcp_proxy

from .conftest import Instance, an_instance, until
from .test_heartbeat import SILENCE, grow_old

pytestmark = [pytest.mark.timeout(600), pytest.mark.rabbitmq]

#: Seconds within which /health must report it, on a busy machine.
NOTICED_SECONDS = 180.0
#: Without a worker for the queue `transcription`, which would load a model.
WELL = ("no_worker:transcription",)


@pytest.fixture
def proxy(rabbitmq_url: str) -> Iterator[TcpProxy]:
    """A proxy in front of RabbitMQ."""
    url = make_url(rabbitmq_url)
    with tcp_proxy(url.host or "127.0.0.1", url.port or 5672) as proxy:
        yield proxy


@pytest.fixture
def instance(proxy: TcpProxy, rabbitmq_url: str, tmp_path: Path) -> Iterator[Instance]:
    """An instance that is a month old, and reaches RabbitMQ through the proxy."""
    url = make_url(rabbitmq_url).set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    with an_instance(tmp_path, CELERY_BROKER_URL=url, HEALTH_MAX_SILENCE_SECONDS=str(SILENCE)) as instance:
        grow_old(instance)
        instance.client.control.purge()
        yield instance


def test_a_lost_broker_is_reported_and_work_continues_when_it_is_back(instance: Instance, proxy: TcpProxy) -> None:
    watch = Watch(instance.database, instance.settings)
    seconds: dict[str, float] = {}

    def wait_for(what: str, *reasons: str) -> None:
        began = monotonic()
        while watch.sight().reasons != reasons:
            assert monotonic() - began < NOTICED_SECONDS, (what, watch.sight().reasons)
            sleep(0.5)
        seconds[what] = monotonic() - began

    with instance.celery("beat", ready="beat: Starting"), instance.worker("-Q", "retention"):
        wait_for("started", *WELL)

        # When the broker accepts connections and does not answer, then it is reported, and the processes live
        proxy.freeze()
        wait_for("frozen", *WELL, "broker")
        proxy.thaw()
        wait_for("thawed", *WELL)

        # When it refuses connections, then the worker cannot work either
        proxy.cut()
        wait_for("cut off", "no_worker:retention", *WELL, "broker")
        proxy.restore()
        wait_for("restored", *WELL)

        # Then the same worker takes the next run
        instance.send("reflector.worker.cleanup.cleanup_old_public_data")
        until(lambda: instance.count(RetentionRun) == 1, 60)
    print({what: round(took) for what, took in seconds.items()})
