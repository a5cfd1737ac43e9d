"""Reads a table in pages by key (keyset pagination). Memory use is constant, and no page is read twice.

Each page begins behind the last row of the page before. So rows that are deleted meanwhile shift nothing, and the
database seeks to the page in an index.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, TypeVarTuple

import sqlalchemy as sa

from reflector.db.session import Database

Row = TypeVar("Row")
Position = TypeVar("Position")
Ts = TypeVarTuple("Ts")


def behind(columns: Sequence[sa.SQLColumnExpression[Any]], position: Sequence[object]) -> sa.ColumnElement[bool]:
    """The condition that a row comes after `position`, which has a value for each of `columns`."""
    return sa.tuple_(*columns) > sa.tuple_(*position)


def keyset(
    query: sa.Select[*Ts], columns: Sequence[sa.SQLColumnExpression[Any]], after: Sequence[object] | None
) -> sa.Select[*Ts]:
    """Order `query` by `columns`, which are unique together, and begin behind the position `after`.

    None begins with the first row.
    """
    if after is not None:
        query = query.where(behind(columns, after))
    return query.order_by(*columns)


def pages(
    database: Database,
    select: Callable[[Position | None], sa.Select[*tuple[Any, ...]]],
    make: Callable[..., Row],
    position: Callable[[Row], Position],
    size: int,
) -> Iterator[list[Row]]:
    """Yield the rows of a query, `size` at a time, each page from a snapshot of its own.

    `select` returns the query behind a position (None: from the beginning), see `keyset`. `make` makes a value of the
    columns of a row, such as a NamedTuple, and `position` returns the position of that value.
    """
    after: Position | None = None
    while True:
        with database.snapshot() as session:
            page = [make(*row) for row in session.execute(select(after).limit(size))]
        if page:
            yield page
        if len(page) < size:
            return
        after = position(page[-1])
