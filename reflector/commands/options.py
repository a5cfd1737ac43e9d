"""Options that several commands have."""

import re
from typing import Annotated

import typer

from reflector.errors import BadDays
from reflector.policy import checked_days


def days(text: str) -> int:
    """`text` as a number of days. Digits only: Python would take "1_0" and " 7" for numbers too."""
    try:
        return checked_days(int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None)
    except BadDays as error:
        raise typer.BadParameter(error.message) from None


Days = Annotated[
    int | None,
    typer.Option(
        parser=days,
        metavar="N",
        help="Erase data that is older than N days, 1 to 36500, instead of the setting's days.",
    ),
]
Erase = Annotated[bool, typer.Option("--erase", help="Erase them.")]
Force = Annotated[bool, typer.Option("--force", help="Erase even more than RETENTION_ORPHAN_MAX_SHARE of a store.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")]
