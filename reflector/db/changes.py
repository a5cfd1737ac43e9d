"""Changes many rows by one statement."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session


def change(session: Session, statement: sa.Update | sa.Delete) -> int:
    """Execute an UPDATE or DELETE, and return the number of its rows.

    Objects that the session has loaded are not refreshed.
    """
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast(sa.CursorResult[Any], result).rowcount
