"""The HTTP application: it joins routes, pages and middleware, and gives each error its HTTP status."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from limits.errors import StorageError as LimitsUnavailable
from sqlalchemy.exc import TimeoutError as PoolExhausted
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from reflector.adopt import read_model as adopted
from reflector.api import READING_ROUTERS, ROUTERS
from reflector.api.addresses import networks
from reflector.api.auth import Users
from reflector.api.fairness import Fairness
from reflector.api.limits import Limits
from reflector.api.middleware import Shield
from reflector.api.openapi import complete_openapi
from reflector.api.problems import Problem, invalid
from reflector.api.restored import Guarded, RestoreGuard
from reflector.api.services import Services
from reflector.api.shutdown import Shutdown
from reflector.api.turns import Turns
from reflector.db.causes import FAILURES
from reflector.db.session import lock_failed
from reflector.errors import (
    ArtifactDoomed,
    BadChunk,
    BadRoomName,
    MeetingInUse,
    NoSpace,
    NotFound,
    NotReceiving,
    ReflectorError,
    RetentionBusy,
    RoomExists,
    RoomInUse,
    StorageError,
    StoreFull,
    StoreUnavailable,
    TooLarge,
    TooManyRooms,
    TranscriptGone,
    UnknownMeeting,
    UploadBusy,
    WrongChunk,
)
from reflector.instance import Instance
from reflector.inventory import media
from reflector.pages.routes import Pages, asks_for_page
from reflector.settings import Settings, get_settings
from reflector.worker.transcription import wake
from reflector.worker.watch import BELIEVED_SECONDS, Watch

log = structlog.get_logger(__name__)

#: The HTTP status of each error. The most specific class of an error decides.
STATUS: Mapping[type[ReflectorError], int] = {
    TranscriptGone: 410,
    ArtifactDoomed: 410,
    NotReceiving: 409,
    WrongChunk: 409,
    UploadBusy: 409,
    BadRoomName: 422,
    RoomExists: 409,
    RoomInUse: 409,
    TooManyRooms: 409,
    MeetingInUse: 409,
    NotFound: 404,
    BadChunk: 422,
    UnknownMeeting: 422,
    NoSpace: 507,
    TooLarge: 413,
    StoreFull: 507,
    StorageError: 503,
    RetentionBusy: 503,
    ReflectorError: 500,
}


def create_app(
    settings: Settings | None = None,
    wake: Callable[[str], None] = wake,
    *,
    believed_seconds: float = BELIEVED_SECONDS,
) -> FastAPI:
    """The application of one instance, by default that of the process's settings. Raises SettingsError.

    It keeps no global state: several applications can live in one process. The database must have been migrated.
    With ADOPT_SERVE it shows an adopted installation: it has no route that could write.

    `wake` is called with the id of each transcript that waits for a worker. `believed_seconds`: seconds for which all
    visitors get the same answer about the promise and the queue.
    """
    settings = settings or get_settings()
    reads_only = settings.ADOPT_SERVE
    instance = adopted.open_instance(settings) if reads_only else Instance.open(settings, for_requests=True)
    users = Users(settings, partial(adopted.user_of, instance.database)) if reads_only else Users(settings)
    find_media = adopted.find_media if reads_only else media.find_media
    app = FastAPI(
        title="Reflector",
        summary="Speech to text that erases anonymous recordings after some days.",
        version=version("reflector"),
        license_info={"name": "MIT", "identifier": "MIT"},
        contact={"name": "The operator of this instance"},
        lifespan=_lifespan,
        # The pages of FastAPI load scripts from other servers. The document itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    watch = Watch(instance.database, settings, believed_seconds=believed_seconds)
    limits, turns = Limits(settings, instance.database), Turns(believed_seconds)
    app.state.services = Services(instance, users, limits, wake, watch, Shutdown(), turns, find_media)
    for router in READING_ROUTERS if reads_only else ROUTERS:
        app.include_router(router)
    app.state.pages = Pages(settings, instance.database, watch, find_media)
    app.router.routes += app.state.pages.routes(reads_only=reads_only)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
    app.state.guard = RestoreGuard(app.state.services.instance)
    app.add_middleware(Guarded, guard=app.state.guard)
    most_waiting = settings.CONNECTIONS_PER_CLIENT
    app.add_middleware(Fairness, proxies=networks(settings.TRUSTED_PROXIES), most_waiting=most_waiting)
    app.add_middleware(Shield, base_url=settings.BASE_URL)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(ReflectorError, _reflector_problem)
    for kind in (*FAILURES, PoolExhausted):
        app.add_exception_handler(kind, _database_problem)
    app.add_exception_handler(LimitsUnavailable, _limits_problem)
    complete_openapi(app, settings.BASE_URL)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    with app.state.guard.watching():
        yield
    services: Services = app.state.services
    services.instance.database.engine.dispose()


# -- errors -------------------------------------------------------------------------------------------------------


def _answer(request: Request, problem: Problem) -> Response:
    """The problem as a document, or as a page if a browser requests a page."""
    pages: Pages = request.app.state.pages
    if asks_for_page(request):
        return pages.problem(request, problem.status_code, problem.detail, problem.headers, problem.code)
    return problem.response(request.url.path)


def _http_problem(request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return _answer(request, error)
    assert isinstance(error, HTTPException)  # noqa: S101  # it is registered for this class
    code, text = _HTTP.get(error.status_code, ("bad_request", "The request cannot be served."))
    return _answer(request, Problem(error.status_code, code, text, headers=error.headers))


_HTTP = {
    400: ("malformed_body", "The body of the request cannot be read."),
    404: ("not_found", "There is no page or route at this address."),
    405: ("method_not_allowed", "This address does not support that method."),
}


def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # it is registered for this class
    return _answer(request, invalid(error))


def _reflector_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReflectorError)  # noqa: S101  # it is registered for this class
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status >= 500:
        log.error("request_failed", error=error.log_code)
    headers = {"Retry-After": "30"} if isinstance(error, StoreUnavailable | RetentionBusy) else {}
    return _answer(request, Problem(status, error.code, error.message, headers=headers, **error.details()))


def _database_problem(request: Request, error: Exception) -> Response:
    # Only its class: the message of the driver can contain the values of a row.
    log.error("database_failed", error=type(error).__name__)
    if lock_failed(error):
        text = "Another request is changing this at the moment. Try again in a few seconds."
        return _answer(request, Problem(503, "database_unavailable", text, headers={"Retry-After": "2"}))
    text = "The database of this instance does not answer. Try again later."
    return _answer(request, Problem(503, "database_unavailable", text, headers={"Retry-After": "10"}))


def _limits_problem(request: Request, error: Exception) -> Response:
    log.error("limits_unavailable", error=type(error).__name__)
    text = "The limits of this instance cannot be counted now. Try again later."
    return _answer(request, Problem(503, "limits_unavailable", text, headers={"Retry-After": "10"}))
