"""Hundreds of values as one bound value: `column IN (…)`, and a table of them.

A list spelled out as bound parameters is compiled, sent and planned anew for every length; as an array (PostgreSQL)
or a JSON array (SQLite) it is one parameter, and the statement stays the same.
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
    """A list of strings or of integers, as the database likes it best."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, item: type[sa.types.TypeEngine[Any]]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """An array where there are arrays."""
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
        """Never wrapped into `… = 1`, which SQLAlchemy does with every boolean function where there is no boolean type:
        it is a condition as it stands, and SQLite uses no index for the other."""
        return self


def among(column: Any, values: Collection[str] | Collection[int]) -> sa.ColumnElement[bool]:
    """Whether `column` is one of `values` (all strings, or all integers)."""
    item = sa.BigInteger if isinstance(column.type, sa.Integer) else sa.String  # of no values, too
    return _Among(column, sa.bindparam(None, list(values), type_=_Values(item), unique=True))


def each(values: Collection[str]) -> sa.TableValuedAlias:
    """A table of `values`, in its column `value`, for who wants to seek once for each of them.

    Asked with `among`, PostgreSQL goes through the whole table for a thousand values of a column that holds content or
    a pointer: it keeps no statistics of one, as they would be copies, and takes each value for a two-hundredth of it.
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
    # Both parts are compiled SQL, never text from outside.
    listed = compiler.process(values, **options)
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({listed}))"  # noqa: S608
