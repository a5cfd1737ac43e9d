"""Checks of the stores: each can erase, carries this database's marker, and keeps no copies unseen."""

from base64 import b64decode
from io import BytesIO
from secrets import token_hex
from typing import TYPE_CHECKING

from reflector import inventory
from reflector.commands.doctor.finding import ADVICE, Finding, Findings, State, look
from reflector.db.adopted import DatabaseKind, kind_of
from reflector.db.session import Database
from reflector.errors import ObjectMissing, ReflectorError, StoreDenied, StoreUnavailable
from reflector.instance import Instance
from reflector.settings import Settings
from reflector.storage import Store, Stores

if TYPE_CHECKING:
    from reflector.storage.s3 import BucketFacts

#: Maximum number of checked buckets of recordings.
_MOST_BUCKETS = 10
#: Minimum bytes of the key of a webhook (Standard Webhooks).
_WEBHOOK_KEY_BYTES = 24

#: State, finding and advice for each answer of `inventory.mark_of`.
_MARKS: dict[inventory.Mark, tuple[State, str, str]] = {
    inventory.Mark.MINE: (State.OK, "this database's", ""),
    inventory.Mark.NEW: (State.OK, "none yet; the first drain sets it", ""),
    inventory.Mark.LOST: (
        State.FAIL,
        "missing: the store had it earlier",
        "is the right disk or bucket mounted? If so: `reflector storage adopt`",
    ),
    inventory.Mark.FOREIGN: (
        State.FAIL,
        "another database's",
        "the store or the database is the wrong one; if both are right: `reflector storage adopt`",
    ),
}


def check_stores(settings: Settings, database: Database | None) -> Findings:
    """Check every store. Without a `database` neither markers nor buckets of recordings can be checked."""
    stores = Stores(settings)
    yield from look("storage local", lambda: _check_local(stores, database))
    if settings.TRANSCRIPT_STORAGE_BACKEND == "aws":
        yield from look("storage s3", lambda: _check_s3(stores, database))
    if database is not None:
        yield from look("copy", lambda: _check_original(Instance(settings, database, stores)))
        yield from look("recordings", lambda: _check_recordings(Instance(settings, database, stores)))


def _check_original(instance: Instance) -> Findings:
    if kind_of(instance.database) is DatabaseKind.ADOPTED:
        inventory.require_original(instance)
        yield Finding(
            "copy",
            State.OK,
            "no other database has used its stores since the last run; a copy of the whole server with the same "
            "address and timeline is noticed only after its first run",
        )


def _check_local(stores: Stores, database: Database | None) -> Findings:
    if not stores.local.root.is_dir():
        raise StoreUnavailable("DATA_DIR does not exist, or is not a folder.")  # a probe would create it
    try:
        yield from _check_store(stores.local, database)
    except StoreDenied as error:
        says = f"DATA_DIR is not writable: {error.message}"
        yield Finding("storage local", State.FAIL, says, f"give {stores.local.root} to the user that Reflector runs as")


def _check_s3(stores: Stores, database: Database | None) -> Findings:
    # boto3 is slow to import, and instances without S3 never need it.
    from reflector.storage.s3 import S3Store

    store = stores.default
    if isinstance(store, S3Store):
        yield from _describe(store.inspect())
    yield from _check_store(store, database)


def _check_store(store: Store, database: Database | None) -> Findings:
    yield _probe(store)
    if database is not None:
        state, says, do = _MARKS[inventory.mark_of(database, store)]
        yield Finding(f"marker {store.name}", state, says, do)


def _probe(store: Store) -> Finding:
    """Write, list, read and erase a probe, and look for it again."""
    name, key = f"storage {store.name}", f"{inventory.PROBE_PREFIX}{token_hex(8)}"
    store.put(key, BytesIO(b"probe"))
    try:
        listed = any(found.key == key for found in store.list(key))
        with store.open(key) as stream:
            read = stream.read() == b"probe"
    finally:
        code = store.erase_many([key])[key]
    try:
        store.stat(key)
    except ObjectMissing:
        gone = not any(store.list(key))
    else:
        gone = False
    if code or not gone:
        says = f"cannot erase: {code or 'the store says that the probe is erased, but it is still there'}"
        advice = "nothing can be erased here: check permissions and object lock"
        return Finding(name, State.FAIL, says, advice)
    if not (listed and read):
        return Finding(name, State.FAIL, "the probe that was written is not there", "this store cannot be trusted")
    return Finding(name, State.OK, "a probe was written, listed, read, erased and searched for again")


def _describe(facts: "BucketFacts", of: str = "") -> Findings:
    """The settings of a bucket that can keep erased objects."""
    unknown = "the server does not report versioning"
    yield Finding(f"versioning{of}", State.OK, f"{facts.versioning}; all versions are erased")
    if facts.object_lock:
        yield Finding(
            f"object lock{of}", State.WARN, "on", "locked objects cannot be erased before their retention date"
        )
    else:
        yield Finding(f"object lock{of}", State.OK, unknown if facts.object_lock is None else "off")
    rules = unknown if facts.lifecycle is None else ", ".join(facts.lifecycle) or "none"
    yield Finding(f"lifecycle{of}", State.OK, rules)


def _check_recordings(instance: Instance) -> Findings:
    """Check that Reflector can list and erase in the buckets of recordings from other services."""
    # boto3 is slow to import, and instances without S3 never need it.
    from reflector.storage.s3 import S3Store

    for bucket in inventory.buckets_of_others(instance)[:_MOST_BUCKETS]:
        facts, advice = None, ""
        try:
            store = instance.stores.get("s3", bucket)
            # Erase a key that does not exist. This makes the same calls as for an object: it lists all versions.
            code = next(iter(store.erase_many([f"{inventory.PROBE_PREFIX}{token_hex(8)}"]).values()))
            facts = store.inspect() if isinstance(store, S3Store) else None
        except ReflectorError as error:
            code, advice = error.log_code, ADVICE.get(error.code, "")
        if code:
            yield Finding(f"bucket {bucket}", State.FAIL, f"recordings in it cannot be erased: {code}", advice)
        else:
            yield Finding(f"bucket {bucket}", State.OK, "recordings in it can be searched for and erased")
        if facts is not None:
            yield from _describe(facts, f" {bucket}")


def check_announcements(settings: Settings) -> Findings:
    """Check the allowed places of announced recordings, and the webhook's secret."""
    secret = settings.RECORDING_WEBHOOK_SECRET.get_secret_value()
    if not secret:
        return
    places = ", ".join(settings.recording_buckets)
    if places:
        yield Finding("recording buckets", State.OK, f"announced recordings may lie in {places}")
    else:
        yield Finding("recording buckets", State.WARN, "every announcement is refused", "set RECORDING_BUCKETS")
    key = secret.removeprefix("whsec_")
    if len(b64decode(key + "==")) < _WEBHOOK_KEY_BYTES:
        advice = "use the output of `echo whsec_$(openssl rand -base64 32)`"
        yield Finding("webhook secret", State.WARN, f"has less than {_WEBHOOK_KEY_BYTES} bytes", advice)
