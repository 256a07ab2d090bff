"""A lookup for one of many: `Case.objects.filter(number__among=numbers)`.

Django's own `in` binds every value by itself, which for hundreds of values costs more than the question. This binds
one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    _Lookup = Lookup[Any]
else:  # while it runs, Django's class takes no type
    _Lookup = Lookup


@Field.register_lookup
@ForeignKey.register_lookup
class Among(_Lookup):
    """The value is among those of a list."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Return the condition, with the whole list as its one value."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*values, list(self.rhs)]
