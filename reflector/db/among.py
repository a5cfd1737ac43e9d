"""Passes a list of values as one bound parameter: for `column IN (…)`, or as a table.

SQLAlchemy's own IN has one parameter per value, so each length is a new statement that is compiled and planned again.
As an array (PostgreSQL) or a JSON array (SQLite) the list is one parameter, and the statement is always the same.
Sources: PostgreSQL "9.25.3 ANY/SOME (array)"; SQLite "The json_each() table-valued function".

See docs/decisions/0010-lists-of-ids-are-one-bound-value.md.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Values(sa.TypeDecorator[list[Any]]):
    """A list of strings or of integers: an array on PostgreSQL, JSON on SQLite."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, item: type[sa.types.TypeEngine[Any]]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Use an array on PostgreSQL and JSON elsewhere."""
        wanted = postgresql.ARRAY(self.item) if dialect.name == "postgresql" else sa.JSON()
        return dialect.type_descriptor(wanted)


class _Each(FunctionElement[Any]):
    name = "each"
    inherit_cache = True


class _Among(FunctionElement[bool]):
    name = "among"
    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Return the expression itself.

        On databases without a boolean type SQLAlchemy would compile it to `… = 1`, and SQLite uses no index for that.
        """
        return self


def among(column: Any, values: Collection[str] | Collection[int]) -> sa.ColumnElement[bool]:
    """The condition that `column` is one of `values` (all strings, or all integers)."""
    item = sa.BigInteger if isinstance(column.type, sa.Integer) else sa.String  # from the column: `values` can be empty
    return _Among(column, sa.bindparam(None, list(values), type_=_Values(item), unique=True))


def each(values: Collection[str]) -> sa.TableValuedAlias:
    """A table with `values` in its column `value`, for one index seek per value.

    Use it instead of `among` for columns of content or pointers. PostgreSQL keeps no statistics of these, because
    statistics would be copies of the data. It then assumes that each value matches 1/200 of the table, and for a
    thousand values it scans the whole table.
    Sources: PostgreSQL "json_array_elements_text" (9.16); DEFAULT_NUM_DISTINCT in its selfuncs.h.
    """
    return _Each(sa.bindparam(None, list(values), type_=sa.JSON(), unique=True)).table_valued("value")


@compiles(_Each, "postgresql")
def _elements(element: _Each, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text({compiler.process(element.clauses, **options)})"


@compiles(_Each, "sqlite")
def _rows(element: _Each, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Among, "postgresql")
def _any(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    return f"{compiler.process(column, **options)} = ANY ({compiler.process(values, **options)})"


@compiles(_Among, "sqlite")
def _json_each(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    # Both parts are compiled SQL, never user input.
    listed = compiler.process(values, **options)
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({listed}))"  # noqa: S608
