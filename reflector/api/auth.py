"""Authentication of callers: by the bearer token of a user, or by the owner token of a transcript.

With AUTH_BACKEND=jwt a bearer token (RFC 6750, RFC 7519) must be signed by AUTH_JWT_PUBLIC_KEY or by a key of
AUTH_JWT_JWKS_URL. The algorithm must be one of AUTH_JWT_ALGORITHMS; the token's header does not decide. `exp` must be
valid. `nbf`, `aud` and `iss` must be valid if they are present or required. `sub` is the user. With AUTH_BACKEND=none
there are no users.
"""

import hmac
import json
import time
from collections.abc import Callable, Collection
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Annotated, Any, Protocol

import anyio
import httpx
import structlog
from fastapi import Depends, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet
from starlette.requests import HTTPConnection

from reflector.api.problems import Problem
from reflector.errors import SettingsError
from reflector.settings import ANY_AUDIENCE, Settings
from reflector.transcription.ingest import owner_token_hash

log = structlog.get_logger(__name__)

#: Accepted difference between the clocks of two machines, in seconds.
LEEWAY_SECONDS = 30
#: Seconds after which the keys are fetched again.
KEYS_MAX_AGE_SECONDS = 3600.0
#: Minimum seconds between two fetches, even if many tokens name unknown keys.
KEYS_MIN_AGE_SECONDS = 10.0
#: Maximum seconds of a whole fetch, and maximum bytes of its answer.
FETCH_SECONDS, KEYS_MAX_BYTES = 5.0, 1024 * 1024
#: Maximum number of requests that wait for a fetch (each holds a thread of the pool), and maximum seconds of each wait.
MAX_WAITERS, WAIT_SECONDS = 4, 6.0
#: Longest `sub` of a token (OpenID Connect Core, section 2). Index entries of databases are limited in size too.
SUBJECT_MAX_CHARACTERS = 255

BEARER = HTTPBearer(auto_error=False, scheme_name="user", description="A signed-in user's token (AUTH_BACKEND=jwt).")
_owner = APIKeyHeader(
    name="X-Owner-Token",
    auto_error=False,
    scheme_name="owner",
    description="The owner token that came with an anonymous transcript.",
)


class Keys(Protocol):
    """A source of the keys that can verify tokens."""

    def get(self, *, unknown: bool = False) -> KeySet | Key:
        """The keys. `unknown`: a token names a key that was not among the keys of the last call."""
        ...


class Users:
    """The users of one instance."""

    def __init__(self, settings: Settings, identify: Callable[[str], str] = str) -> None:
        """`identify` gives the id under which rows name the user of a `sub`. In Reflector's own rows it is `sub`."""
        self._identify = identify
        self.exist = settings.AUTH_BACKEND == "jwt"
        self._keys = _keys(settings) if self.exist else None
        self._algorithms = settings.AUTH_JWT_ALGORITHMS
        self._claims = _claims(settings)

    def of_token(self, token: str) -> str:
        """The user of a bearer token. Raises Problem 401, and 503 if the keys cannot be fetched."""
        if self._keys is None:
            raise no_users()
        try:
            try:
                claims = jwt.decode(token, self._keys.get(), algorithms=self._algorithms).claims
            except InvalidKeyIdError:
                claims = jwt.decode(token, self._keys.get(unknown=True), algorithms=self._algorithms).claims
            jwt.JWTClaimsRegistry(leeway=LEEWAY_SECONDS, **self._claims).validate(claims)
            claim = claims["sub"]
            # A database can store neither NUL nor lone surrogates, which cannot be encoded.
            if not isinstance(claim, str) or "\0" in claim or len(claim) > SUBJECT_MAX_CHARACTERS:
                raise ValueError("no user")
            claim.encode()
        # Libraries below joserfc raise ValueError and TypeError for malformed tokens and claims.
        except (JoseError, ValueError, TypeError) as error:
            raise not_signed_in("The bearer token is not valid.", invalid=True) from error
        return self._identify(claim)


def _claims(settings: Settings) -> dict[str, Any]:
    wanted: dict[str, Any] = {"exp": {"essential": True}, "sub": {"essential": True}}
    if settings.AUTH_JWT_AUDIENCE not in {"", ANY_AUDIENCE}:
        wanted["aud"] = {"essential": True, "value": settings.AUTH_JWT_AUDIENCE}
    if settings.AUTH_JWT_ISSUER:
        wanted["iss"] = {"essential": True, "value": settings.AUTH_JWT_ISSUER}
    return wanted


# -- keys ---------------------------------------------------------------------------------------------------------


#: The key type of each family of public-key algorithms. HMAC and "none" are not accepted.
_KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


def _keys(settings: Settings) -> Keys:
    kinds = {_KEY_TYPES.get(algorithm[:2]) for algorithm in settings.AUTH_JWT_ALGORITHMS}
    if not kinds or None in kinds:
        raise SettingsError("AUTH_JWT_ALGORITHMS: must name algorithms with public keys, such as RS256, ES256 or EdDSA")
    if settings.AUTH_JWT_PUBLIC_KEY:
        return OneKey(settings.AUTH_JWT_PUBLIC_KEY, kinds)
    return FetchedKeys(settings.AUTH_JWT_JWKS_URL)


class OneKey:
    """The key from the settings. Raises SettingsError unless it is a public key of the one type that is needed."""

    def __init__(self, key: str, kinds: Collection[str | None]) -> None:
        try:
            [kind] = kinds
            pem = key if "-----BEGIN" in key else Path(key).read_text("ascii")
            self._key = JWKRegistry.import_key(pem, kind)
        except (OSError, ValueError, JoseError):
            raise SettingsError(
                "AUTH_JWT_PUBLIC_KEY: must be a public key in PEM for all of AUTH_JWT_ALGORITHMS, or the path of one"
            ) from None

    def get(self, *, unknown: bool = False) -> Key:
        """See `Keys.get`. The `kid` of a token is ignored, because there is only one key."""
        return self._key


class FetchedKeys:
    """The keys of a JWKS address (RFC 7517), fetched at the first use and cached.

    A separate thread fetches them. If the key server is slow, at most MAX_WAITERS requests wait, each for at most
    WAIT_SECONDS. Requests without a token and tokens with known keys never wait.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._clock = clock
        self._lock = Lock()
        self._keys: KeySet | None = None
        self._fetched = self._tried = float("-inf")
        self._done = Event()
        self._done.set()
        self._waiters = BoundedSemaphore(MAX_WAITERS)

    def get(self, *, unknown: bool = False) -> KeySet:
        """See `Keys.get`. Raises Problem 503 if no keys are cached and they cannot be fetched."""
        with self._lock:
            now = self._clock()
            stale = unknown or now - self._fetched > KEYS_MAX_AGE_SECONDS
            if stale and self._done.is_set() and now - self._tried >= KEYS_MIN_AGE_SECONDS:
                self._tried = now
                self._done.clear()
                Thread(target=self._fetch, args=(now,), name="jwks", daemon=True).start()
            keys = self._keys
        if keys is None or unknown:
            self._wait()
            keys = self._keys
        if keys is None:
            raise _keys_unavailable()
        return keys

    def _wait(self) -> None:
        """Wait for the running fetch, if there is one. Raises Problem 503 if it takes too long."""
        if self._done.is_set():
            return
        if not self._waiters.acquire(blocking=False):
            raise _keys_unavailable()
        try:
            if not self._done.wait(WAIT_SECONDS):
                raise _keys_unavailable()
        finally:
            self._waiters.release()

    def _fetch(self, now: float) -> None:
        try:
            keys = KeySet.import_key_set(json.loads(anyio.run(_read, self._url)))
            with self._lock:
                self._keys, self._fetched = keys, now
        except (httpx.HTTPError, JoseError, OSError, ValueError, TypeError, KeyError) as error:
            log.warning("jwks_not_fetched", error=type(error).__name__)
        finally:
            self._done.set()


async def _read(url: str) -> bytes:
    """The answer of a key server. Raises TimeoutError if the whole answer takes longer than FETCH_SECONDS."""
    body = bytearray()
    with anyio.fail_after(FETCH_SECONDS):
        async with httpx.AsyncClient(timeout=FETCH_SECONDS) as client, client.stream("GET", url) as answer:
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > KEYS_MAX_BYTES:
                    raise ValueError("too large for a key set")
    return bytes(body)


def _keys_unavailable() -> Problem:
    text = "The keys that tokens are checked with cannot be fetched now. Try again later."
    return Problem(503, "keys_unavailable", text, headers={"Retry-After": "10"})


# -- problems -----------------------------------------------------------------------------------------------------


def not_signed_in(detail: str, *, invalid: bool = False) -> Problem:
    """Problem 401: the caller is not signed in. `invalid`: the request has a token, but it is not valid."""
    challenge = 'Bearer error="invalid_token"' if invalid else "Bearer"
    return Problem(401, "not_signed_in", detail, headers={"WWW-Authenticate": challenge})


def no_users() -> Problem:
    """Problem 404: this instance has no users."""
    return Problem(404, "no_users", "This instance has no users: nobody can sign in here.")


def not_owner() -> Problem:
    """Problem 403: only the owner may do this."""
    return Problem(403, "not_owner", "Only the owner of this may do that.")


# -- callers ------------------------------------------------------------------------------------------------------


def optional_user(
    connection: HTTPConnection, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]
) -> str | None:
    """The signed-in user, or None. An invalid token is refused, never ignored. Raises Problem 401 and 503."""
    users: Users = connection.app.state.services.users
    return users.of_token(credentials.credentials) if credentials and users.exist else None


def signed_in_user(connection: HTTPConnection, user: Annotated[str | None, Depends(optional_user)]) -> str:
    """The signed-in user. Raises Problem 401, and 404 if the instance has no users."""
    users: Users = connection.app.state.services.users
    if not users.exist:
        raise no_users()
    if user is None:
        raise not_signed_in("Sign in first: this needs a bearer token.")
    return user


MaybeUser = Annotated[str | None, Depends(optional_user)]
User = Annotated[str, Depends(signed_in_user)]
OwnerToken = Annotated[str | None, Security(_owner)]


# -- owner tokens -------------------------------------------------------------------------------------------------


def holds_owner_token(kept_hash: str | None, token: str | None) -> bool:
    """Whether `kept_hash` is the hash of `token`."""
    return kept_hash is not None and token is not None and hmac.compare_digest(kept_hash, owner_token_hash(token))
