"""Reports the effect of an adoption: the rows that go and that stay, with reasons, and leaked bytes. Ends with a hash.

The hash covers the rows that a run at the moment of the report would erase, and the choices of the operator. `install`
computes it again for that moment, and refuses if it differs. Rows that other programs write after the report are too
young to change it.
"""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from json import dumps

import sqlalchemy as sa

from reflector import policy
from reflector.adopt import leaks
from reflector.adopt.look import Look, look
from reflector.adopt.pretend import as_if_adopted
from reflector.db.models import utcnow
from reflector.errors import AdoptionRefused, ReflectorError
from reflector.instance import Instance
from reflector.retention.plan import KeptReason, Kind
from reflector.retention.report.preview import Fate, Item, preview_at
from reflector.retention.strays import grace_begins

#: Hours for which the hash of a report is accepted.
VALID_HOURS = 24
_MOMENT = "%Y%m%dT%H%M%SZ"

_WITHOUT_TRANSCRIPT = {
    "meetings": (
        "SELECT count(*) FROM meeting"
        " WHERE NOT EXISTS (SELECT FROM transcript WHERE transcript.meeting_id = meeting.id)"
        " AND NOT EXISTS (SELECT FROM transcript JOIN recording ON recording.id = transcript.recording_id"
        " WHERE recording.meeting_id = meeting.id)"
    ),
    "recordings": (
        "SELECT count(*) FROM recording WHERE NOT EXISTS"
        " (SELECT FROM transcript WHERE transcript.recording_id = recording.id)"
    ),
}
#: Meetings with a refusal, by the kind of owner of their transcripts. A copy of their audio may still be there.
_REFUSALS = sa.text(
    "SELECT CASE WHEN bool_or(transcript.user_id IS NOT NULL) THEN 'users' ELSE 'anonymous' END AS whose,"
    " refused.meeting_id FROM (SELECT DISTINCT meeting_id FROM meeting_consent WHERE NOT consent_given) AS refused"
    " JOIN transcript ON transcript.meeting_id = refused.meeting_id"
    " GROUP BY refused.meeting_id"
)


@dataclass(frozen=True, slots=True)
class Choices:
    """The decisions of the operator. The hash covers them."""

    #: Days after which anonymous data is erased.
    days: int
    #: Whether a meeting without a room, and a recording without a meeting, count as a user's.
    keeps_roomless: bool = True
    #: Places whose bytes are known to be lost.
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class Holdings:
    """The bytes in one place."""

    objects: int = 0
    bytes: int = 0
    #: The bytes in the folders of transcripts that would go.
    going: int = 0
    #: Bytes that earlier cleanups left behind (leaks.py).
    leaked_objects: int = 0
    leaked: int = 0
    #: Code of the error of a place that could not be listed.
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    look: Look
    choices: Choices
    moment: datetime
    #: Anonymous data that was made before this moment is expired.
    cutoff: datetime
    #: Rows that would go: how many of each kind and reason.
    goes: dict[str, int]
    #: Rows that an expired transcript references and that stay, by kind and reason.
    stays: dict[str, int]
    #: Other rows that stay although they may be old: undated transcripts, and rows without a transcript.
    reported: dict[str, int]
    #: Meetings with a refusal, by kind of owner. Their audio goes only with ADOPT_APPLY_REFUSALS.
    refusals: dict[str, int]
    places: dict[str, Holdings] = field(default_factory=dict)
    hash: str = ""


def report(instance: Instance, choices: Choices, *, moment: datetime | None = None, list_places: bool = True) -> Report:
    """Make the report. `moment`: the moment of an earlier report, to compute its hash again; default: now.

    Raises AdoptionRefused if the schema is not the expected one. Changes nothing.
    """
    moment = (moment or utcnow()).replace(microsecond=0)
    cutoff = policy.cutoff(moment, policy.checked_days(choices.days))
    seen = look(instance, lost=choices.lost)
    with as_if_adopted(instance.settings, keeps_roomless=choices.keeps_roomless) as database:
        items = list(preview_at(database, cutoff, moment, instance.settings.RETENTION_BATCH_SIZE))
    going = {item.id for item in items if item.fate is Fate.ERASE and item.kind is Kind.TRANSCRIPT}
    with instance.database.snapshot() as session:
        reported = {"undated transcripts": seen.figures["undated"]}
        for kind, query in _WITHOUT_TRANSCRIPT.items():
            reported[f"{kind} without a transcript"] = session.execute(sa.text(query)).scalar_one()
        refused = session.execute(_REFUSALS).all()
    return Report(
        look=seen,
        choices=choices,
        moment=moment,
        cutoff=cutoff,
        goes=_counted(items, Fate.ERASE),
        stays=_counted(items, Fate.KEEP),
        reported=reported,
        refusals={whose: sum(row.whose == whose for row in refused) for whose in ("anonymous", "users")},
        places=_list_places(instance, going) if list_places else {},
        hash=_hash(instance, choices, moment, items, [row.meeting_id for row in refused], seen),
    )


def check_hash(instance: Instance, choices: Choices, given: str) -> Report:
    """Compute the hash of an earlier report again. Raises AdoptionRefused if it has changed, or is too old."""
    try:
        moment = datetime.strptime(given.partition("-")[0], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise AdoptionRefused("This is not the hash of a report. `reflector adopt report` ends with one.") from None
    if not timedelta(0) <= utcnow() - moment <= timedelta(hours=VALID_HOURS):
        raise AdoptionRefused(f"The report is older than {VALID_HOURS} hours. Make a new one and read it.")
    again = report(instance, choices, moment=moment, list_places=False)
    if again.hash != given:
        raise AdoptionRefused("The report has changed since. Nothing was installed. Make a new one and read it.")
    return again


def _hash(
    instance: Instance,
    choices: Choices,
    moment: datetime,
    items: Collection[Item],
    refused: Collection[str],
    seen: Look,
) -> str:
    settings = instance.settings
    covered = {
        "choices": asdict(choices),
        "revision": seen.revision,
        "places": [str(settings.DATA_DIR.resolve()), instance.stores.default.bucket, instance.stores.videos],
        "refusals": settings.ADOPT_APPLY_REFUSALS,
        "refused": sorted(refused) if settings.ADOPT_APPLY_REFUSALS else [],
        "items": sorted([item.fate, item.kind, item.id, item.reason] for item in items),
    }
    digest = hashlib.sha256(dumps(covered, sort_keys=True).encode()).hexdigest()
    return f"{moment:{_MOMENT}}-{digest[:24]}"


def _counted(items: Collection[Item], fate: Fate) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for item in items:
        if item.fate is fate:
            # The room of such a meeting was deleted. It may have been a user's.
            roomless = item.reason is KeptReason.USERS_ROOM and not item.because_of
            counts[f"{item.kind}: {'without a room' if roomless else item.reason}"] += 1
    return dict(sorted(counts.items()))


def _list_places(instance: Instance, going: Collection[str]) -> dict[str, Holdings]:
    before = grace_begins(instance.settings)
    places: dict[str, Holdings] = {}
    for store in (*instance.stores.all(), *map(instance.stores.bucket, leaks.buckets_of_recordings(instance))):
        place = places[f"{store.name} {store.bucket}".strip()] = Holdings()
        try:
            for stored in leaks.look_through(instance, store):
                place.objects += 1
                place.bytes += stored.found.size
                place.going += stored.found.size if stored.owner in going else 0
                if stored.is_leaked(before):
                    place.leaked_objects += 1
                    place.leaked += stored.found.size
        except ReflectorError as error:
            place.error = error.log_code
    return places
