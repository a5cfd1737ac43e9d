"""The objects that all routes share, created once per application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from reflector.api.auth import Users
from reflector.api.limits import Limits
from reflector.api.shutdown import Shutdown
from reflector.api.turns import Turns
from reflector.instance import Instance
from reflector.inventory.media import FindMedia
from reflector.worker.watch import Watch


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one application."""

    instance: Instance
    #: Authenticates users.
    users: Users
    #: Limits the use of the instance by one client.
    limits: Limits
    #: Notifies a worker that a transcript waits for it. It never raises.
    wake: Callable[[str], None]
    #: Checks whether the promise is kept and its processes are alive.
    watch: Watch
    #: Whether this process is ending.
    shutdown: Shutdown
    #: Estimates the turns of jobs.
    turns: Turns
    #: Finds audio and waveforms.
    find_media: FindMedia


async def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that handles a request."""
    services: Services = connection.app.state.services
    return services


Served = Annotated[Services, Depends(services_of)]
