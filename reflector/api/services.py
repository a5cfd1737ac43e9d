"""What every route needs, made once per application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from reflector.api.auth import Users
from reflector.api.limits import Limits
from reflector.instance import Instance
from reflector.worker.watch import Watch


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one application."""

    instance: Instance
    #: Who is calling.
    users: Users
    #: What one client may do.
    limits: Limits
    #: Tells a worker that a transcript waits for it; never fails.
    wake: Callable[[str], None]
    #: Whether the promise is kept, and the processes that keep it are there.
    watch: Watch


async def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that a request came to."""
    services: Services = connection.app.state.services
    return services


Served = Annotated[Services, Depends(services_of)]
