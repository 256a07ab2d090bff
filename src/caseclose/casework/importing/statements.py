"""The statements that bring staged rows into the records, put together from what is said of each table."""

from __future__ import annotations

from typing import Any

from psycopg import sql

from caseclose.casework.importing.targets import Target

ADD_NEW = sql.SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM staged s {joins}")
ADD = sql.SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM staged s {joins} ON CONFLICT {conflict} DO NOTHING")
PRESENT = sql.SQL("SELECT count(*) FROM {table} t JOIN {rows} n ON {same_key}")
REKEY = sql.SQL("UPDATE {table} t SET {take_key} FROM {rows} n WHERE {same_row} AND NOT ({same_key})")
COUNT_CHANGED = sql.SQL("SELECT count(*) FROM {changed} t")
LOCK = sql.SQL("SELECT c.number FROM casework_case c WHERE c.number IN ({touched}) ORDER BY c.number FOR NO KEY UPDATE")
CHANGE = sql.SQL("UPDATE {table} t SET {take_others} FROM {rows} n WHERE {same_key} AND {differs}")


def run(cursor: Any, statement: sql.SQL, target: Target) -> int:  # noqa: ANN401 - a cursor of Django's
    """Run a statement for a table, and return how many rows it touched."""
    cursor.execute(statement.format(**_parts(target)))
    return int(cursor.rowcount)


def ask(cursor: Any, statement: sql.SQL, target: Target) -> int:  # noqa: ANN401 - a cursor of Django's
    """Ask for a count of a table."""
    cursor.execute(statement.format(**_parts(target)))
    return int(cursor.fetchone()[0])


def _parts(target: Target) -> dict[str, sql.Composable]:
    """Return the pieces of SQL that the statements are put together from."""
    table, joins = sql.Identifier(target.table), sql.SQL(target.joins)
    made = [sql.SQL("{} AS {}").format(sql.SQL(how), _name(column)) for column, how in target.columns.items()]
    rows = sql.SQL("(SELECT {} FROM staged s {})").format(sql.SQL(", ").join(made), joins)
    same_key = _and("t.{0} = n.{0}", target.key)
    new = {name: sql.SQL(target.settled.get(name, f'n."{name}"')) for name in target.others}
    old = sql.SQL(", ").join(sql.SQL("t.{}").format(_name(name)) for name in new)
    differs = sql.SQL("ROW({}) IS DISTINCT FROM ROW({})").format(old, sql.SQL(", ").join(new.values()))
    changed = sql.SQL("(SELECT t.* FROM {} t JOIN {} n ON {} WHERE {})").format(table, rows, same_key, differs)
    conflict = sql.SQL("" if target.known_by else "({})").format(*[sql.SQL(", ").join(map(_name, target.key))])
    return {
        "table": table,
        "columns": sql.SQL(", ").join(map(_name, target.columns)),
        "values": sql.SQL(", ").join(map(sql.SQL, target.columns.values())),
        "joins": joins,
        "conflict": conflict,
        "rows": rows,
        "same_key": same_key,
        "same_row": _and("t.{0} = n.{0}", target.known_by),
        "take_key": _list("{0} = n.{0}", target.key),
        "take_others": sql.SQL(", ").join(sql.SQL("{} = {}").format(_name(name), how) for name, how in new.items()),
        "differs": differs,
        "changed": changed,
        "touched": sql.SQL(target.touches).format(changed=changed),
    }


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def _list(form: str, names: tuple[str, ...], between: str = ", ") -> sql.Composed:
    return sql.SQL(between).join(sql.SQL(form).format(_name(name)) for name in names)


def _and(form: str, names: tuple[str, ...]) -> sql.Composed:
    return _list(form, names, " AND ")
