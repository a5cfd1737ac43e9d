"""Applies a refusal that is already in the database, as another program can have written it."""

from reflector.db.session import Database
from reflector.meetings import consent
from reflector.storage import Stores


def apply_consent(database: Database, stores: Stores, meeting_id: str) -> list[int]:
    """Doom the sound of a meeting in which somebody refused; returns the ids of the doomed artifacts."""
    with database.transaction() as session:
        return consent.apply(session, stores, meeting_id, consent.lock_finished(session, meeting_id))
