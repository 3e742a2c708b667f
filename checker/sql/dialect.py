"""DuckDB's words for expressions and selects. Another engine is a subclass that overrides the words it spells differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.sql.expr import TRUE, Column, Expr, Over, Scalar, Value
from checker.sql.select import Join, Laid, Relation, Select, Source, Step, Table, Unfolded, Union, steps_of


class DuckDB:
    """Prints values as the SQL of DuckDB."""

    types = {name: name for name in ("VARCHAR", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN")} | {"TEXTS": "VARCHAR[]"}

    def quoted(self, name: str) -> str:
        """An identifier."""
        return '"' + name.replace('"', '""') + '"'

    def text(self, value: str) -> str:
        """A string constant."""
        return "'" + value.replace("'", "''") + "'"

    def constant(self, value: Scalar) -> str:
        if value is None or isinstance(value, bool):
            return "NULL" if value is None else "TRUE" if value else "FALSE"
        if isinstance(value, str):
            return self.text(value)
        return repr(value) if isinstance(value, int) or "e" in repr(value) else f"{value!r}e0"

    def expr(self, expr: Expr) -> str:
        """The text of an expression, in brackets where it could be torn apart."""
        if isinstance(expr, Value):
            return str(expr.constant) if expr.of == "decimal" else self.constant(expr.constant)
        if isinstance(expr, Column):
            return f"{self.quoted(expr.alias)}.{self.quoted(expr.name)}"
        if isinstance(expr, Over):
            return self.over(expr)
        return self.call(expr, [self.expr(arg) for arg in expr.args])

    def over(self, expr: Over) -> str:
        """An aggregate, of a group or over a window."""
        args = [self.expr(arg) for arg in expr.args]
        order = f" ORDER BY {self.listed(expr.order)}" if expr.order else ""
        if expr.window:
            call = f"{expr.op}({', '.join(args)})"
            return f"{call} OVER (PARTITION BY {self.listed(expr.partition)}{order})"
        call = f"{expr.op}({', '.join(args) if args else '*' if expr.op == 'count' else ''}{order})"
        return call if expr.where is None else f"{call} FILTER (WHERE {self.expr(expr.where)})"

    def contains(self, args: list[str]) -> str:
        return f"contains({', '.join(args)})"

    def month(self, micros: str, zone: str) -> str:
        return f"strftime(timezone({self.text(zone)}, make_timestamptz({micros})), '%Y-%m')"

    def array(self, items: list[str]) -> str:
        return f"[{', '.join(items)}]"

    def unfolded(self, relation: Unfolded) -> str:
        """Rows out of arrays."""
        item, kept = self.quoted(relation.item), ", ".join(map(self.quoted, relation.keep))
        inner = f"SELECT unnest({self.quoted(relation.array)}) AS {item}, {kept} FROM ({self.select(relation.select)})"
        return f"SELECT {item}, {kept} FROM ({inner}) WHERE {item} IS NOT NULL"

    def listed(self, exprs: Iterable[Expr]) -> str:
        return ", ".join(map(self.expr, exprs))

    def relation(self, relation: Relation) -> str:
        """A relation as it stands after FROM."""
        if isinstance(relation, Table | Step | Laid):
            return self.quoted(relation.name)
        return f"({self.body(relation)})"

    def body(self, relation: Select | Union | Unfolded) -> str:
        if isinstance(relation, Union):
            return " UNION ALL ".join(map(self.select, relation.selects))
        return self.unfolded(relation) if isinstance(relation, Unfolded) else self.select(relation)

    def source(self, source: Source) -> str:
        return f"{self.relation(source.relation)} AS {self.quoted(source.alias)}"

    def join(self, join: Join) -> str:
        return f" {'LEFT ' if join.outer else ''}JOIN {self.source(join.source)} ON {self.expr(join.on)}"

    def select(self, select: Select) -> str:
        columns = ", ".join(f"{self.expr(expr)} AS {self.quoted(name)}" for name, expr in select.columns)
        text = f"SELECT {columns} FROM {self.source(select.source)}{''.join(map(self.join, select.joins))}"
        if select.where != TRUE:
            text += f" WHERE {self.expr(select.where)}"
        if select.group:
            text += f" GROUP BY {self.listed(select.group)}"
        return text + (f" ORDER BY {self.listed(select.order)}" if select.order else "")

    def query(self, relation: Select | Union | Unfolded) -> str:
        """A whole statement: the named steps, then what builds on them."""
        steps = ", ".join(f"{self.quoted(name)} AS ({self.select(step)})" for name, step in steps_of(relation).items())
        return f"WITH {steps} {self.body(relation)}" if steps else self.body(relation)

    def insert(self, table: str, relation: Select | Union | Unfolded) -> str:
        return f"INSERT INTO {self.quoted(table)} {self.query(relation)}"

    def keep(self, table: str, relation: Select) -> str:
        """A table of what a select gives."""
        return f"CREATE TABLE {self.quoted(table)} AS {self.query(relation)}"

    def drop(self, table: str) -> str:
        return f"DROP TABLE IF EXISTS {self.quoted(table)}"

    def create(self, table: str, columns: Mapping[str, str]) -> str:
        """``columns``: name to one of ``types``."""
        return (
            f"CREATE TABLE {self.quoted(table)} ({', '.join(f'{self.quoted(c)} {self.types[t]}' for c, t in columns.items())})"
        )

    def fill(self, table: str, columns: int) -> str:
        """Rows from parameters: a value that all share, then a list for each further column."""
        return f"INSERT INTO {self.quoted(table)} SELECT {', '.join(['?', *['unnest(?)'] * (columns - 1)])}"

    def call(self, expr: Expr, args: list[str]) -> str:
        """An operator or function over the texts of its arguments."""
        match expr.op:
            case "and" | "or":
                return f"({f' {expr.op.upper()} '.join(args)})"
            case "=" | "<>" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/":
                return f"({args[0]} {expr.op} {args[1]})"
            case "not":
                return f"(NOT {args[0]})"
            case "null?":
                return f"({args[0]} IS NULL)"
            case "true?":
                return f"({args[0]} IS TRUE)"
            case "in":
                return f"({args[0]} IN ({', '.join(args[1:])}))"
            case "case":
                arms = "".join(f" WHEN {one} THEN {two}" for one, two in zip(args[:-1:2], args[1:-1:2], strict=True))
                return f"CASE{arms}{'' if args[-1] == 'NULL' else f' ELSE {args[-1]}'} END"
            case "cast":
                return f"CAST({args[0]} AS {self.types[expr.word]})"
            case "contains":
                return self.contains(args)
            case "month":
                return self.month(args[0], expr.word)
            case "array":
                return self.array(args)
            case _:
                return f"{expr.op}({', '.join(args)})"
