"""The language of populations: a condition on units, read into a tree and judged true, false or unknown.

    capital >= 100000000 and not province in ('beijing', 'shanghai')
    present and disclosed(financing) or found('registry') and label('keyword', 'big_data')

Parsed by sqlglot and nothing but the nodes below let through, checked against the catalogue of fields, compiled to SQL for DuckDB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from expolens.errors import StudyError, suggestion
from expolens.model.field import Field
from expolens.values import FIELDS
from expolens.values.literal import canonical, known_values

# Who was seen is present, who was seen not to be there is absent; of anybody else it is not known.
_SEEN = "CASE attendance WHEN 'present' THEN {} WHEN 'absent' THEN {} END"
FLAGS = {
    "present": _SEEN.format("TRUE", "FALSE"),
    "absent": _SEEN.format("FALSE", "TRUE"),
    "listed": "listed",
}
LOOKED_UP = ("registry", "library")
"""The roles that somebody can be found in."""
FUNCTIONS = ("disclosed", "found", "source", "label")
_ORDERED = ("money", "date", "headcount")
_COMPARISONS = {exp.EQ: "=", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_HELP = (
    "A condition is made of fields, = != < <= > >= in (...), and, or, not, brackets, present, listed, disclosed(field), "
    "found('registry'), source('id'), label('vocabulary', 'concept')."
)


@dataclass(slots=True)
class Names:
    """What a condition speaks of; a study lacks the answer where it lacks these."""

    fields: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked condition: its text, its SQL over the view `unit`, and what it speaks of."""

    text: str
    sql: str
    names: Names
    where: str = ""


def condition(text: str, *, where: str) -> Condition:
    """Read a condition; StudyError, at `where` in the study, for anything that is not of the language.

    The SQL is TRUE, FALSE or NULL for a row of the unit view: comparing an absence, or a band across the border, is NULL, as is
    attendance that is unclear, a look-up that was not made, a term of somebody of whom no terms are known; what
    does not apply (a province, outside China) is known to be none of the values compared.
    """
    tree = _parsed(text, where)
    names = Names()
    return Condition(text, _Compiler(text, where, names).sql(tree), names, where)


def names_of(text: str, *, where: str = "where") -> Names:
    """Return what a condition speaks of: fields, roles, sources, flags, labels."""
    return condition(text, where=where).names


def _parsed(text: str, where: str) -> exp.Expression:
    if len(text) > 4000 or ";" in text or "--" in text or "/*" in text:
        raise StudyError(f"this is no condition: {text[:80]}", where=where, todo=_HELP)
    try:
        trees = sqlglot.parse(f"SELECT {text}", dialect="duckdb")
    except (SqlglotError, RecursionError) as error:
        raise StudyError(
            f"the condition cannot be read: {text}", where=where, todo=_HELP
        ) from error
    select = trees[0] if len(trees) == 1 else None
    if not isinstance(select, exp.Select) or len(select.expressions) != 1:
        raise StudyError(f"this is no single condition: {text}", where=where, todo=_HELP)
    others = [
        key for key, value in select.args.items() if value and key not in ("expressions", "kind")
    ]
    if others:
        raise StudyError(f"a condition has no {others[0]}: {text}", where=where, todo=_HELP)
    only: exp.Expression = select.expressions[0]
    return only


class _Compiler:
    """One pass over the tree; every node that is not named here is refused."""

    def __init__(self, text: str, where: str, names: Names) -> None:
        self.text, self.where, self.names = text, where, names

    def refuse(self, what: str, todo: str = _HELP) -> StudyError:
        return StudyError(f"{what} in the condition: {self.text}", where=self.where, todo=todo)

    def sql(self, node: exp.Expression) -> str:
        if isinstance(node, exp.Paren):
            return f"({self.sql(node.this)})"
        if isinstance(node, (exp.And, exp.Or)):
            word = "AND" if isinstance(node, exp.And) else "OR"
            return f"({self.sql(node.left)} {word} {self.sql(node.right)})"
        if isinstance(node, exp.Not):
            return f"(NOT {self.sql(node.this)})"
        if isinstance(node, exp.Boolean):
            return "TRUE" if node.this else "FALSE"
        if isinstance(node, exp.Column):
            return self.flag(node)
        if isinstance(node, exp.In):
            return self.within(node)
        if isinstance(node, exp.Between):
            low, high = (
                exp.GTE(this=node.this, expression=node.args["low"]),
                exp.LTE(this=node.this, expression=node.args["high"]),
            )
            return f"({self.sql(low)} AND {self.sql(high)})"
        if type(node) in _COMPARISONS:
            return self.comparison(node)
        if isinstance(node, exp.Func):
            return self.call(node)
        raise self.refuse(f"'{node.sql()}' is not allowed")

    def flag(self, node: exp.Column) -> str:
        name = node.name
        if name not in FLAGS or node.table:
            todo = (
                f"Compare it: {name} = 'value', or say disclosed({name})."
                if name in FIELDS
                else suggestion(name, [*FLAGS, *FIELDS])
            )
            raise self.refuse(f"'{node.sql()}' alone says nothing", todo)
        self.names.flags.append(name)
        return f"({FLAGS[name]})"

    def known(self, node: exp.Expression) -> Field:
        if not isinstance(node, exp.Column) or node.table or node.name not in FIELDS:
            raise self.refuse(
                f"unknown field '{node.sql()}'",
                suggestion(node.name if isinstance(node, exp.Column) else node.sql(), FIELDS),
            )
        found = FIELDS[node.name]
        if found.many or found.personal or found.type == "name":
            todo = (
                f"Say label('{found.id}', 'concept') or disclosed({found.id})."
                if found.many
                else ""
            )
            raise self.refuse(f"'{found.id}' cannot be compared", todo)
        self.names.fields.append(found.id)
        return found

    def comparison(self, node: exp.Expression) -> str:
        known, sign = self.known(node.this), _COMPARISONS[type(node)]
        literal = self.literal(node.expression)
        if known.type not in _ORDERED:
            if sign not in ("=", "!="):
                raise self.refuse(f"'{known.id}' has no order", "Use = or !=.")
            compared = f"(p_{known.id}.value {sign} {_quoted(self.value(known, literal))})"
        else:
            compared = _three_valued(f"p_{known.id}", sign, *self.interval(known, literal))
        other = "TRUE" if sign == "!=" else "FALSE"
        return (
            f"(CASE WHEN p_{known.id}.absence = 'not_applicable' THEN {other} ELSE {compared} END)"
        )

    def within(self, node: exp.In) -> str:
        if not node.expressions or node.args.get("query"):
            raise self.refuse("'in' needs a list of values")
        parts = [self.sql(exp.EQ(this=node.this, expression=one)) for one in node.expressions]
        return f"({' OR '.join(parts)})"

    def literal(self, node: exp.Expression) -> str:
        negative = isinstance(node, exp.Neg)
        inner = node.this if negative else node
        if not isinstance(inner, exp.Literal):
            raise self.refuse(
                f"'{node.sql()}' is no value", "Values are numbers, or texts in single quotes."
            )
        return f"-{inner.name}" if negative else inner.name

    def value(self, known: Field, literal: str) -> str:
        """Return the canonical value a literal means, in whatever way it is written."""
        value = canonical(known, literal)
        if value is None:
            values = known_values(known)
            names = [*values, *(text for one in values.values() for text in (one.en, one.zh))]
            near = get_close_matches(literal, names, n=1)
            todo = suggestion(literal, near or values)
            raise self.refuse(f"'{literal}' is no {known.label.en.casefold()}", todo)
        return value

    def interval(self, known: Field, literal: str) -> tuple[float, float]:
        """Return the interval a literal means: a year is all its days, a number itself."""
        if known.type == "date":
            found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", literal)
            if not found:
                raise self.refuse(
                    f"'{literal}' is no date", "Dates are 2009, '2009-08' or '2009-08-07'."
                )
            year, month, day = (int(part) if part else 0 for part in found.groups())
            return year * 10_000 + (month or 1) * 100 + (day or 1), year * 10_000 + (
                month or 12
            ) * 100 + (day or 31)
        try:
            return float(literal), float(literal)
        except ValueError:
            raise self.refuse(f"'{literal}' is no number") from None

    def call(self, node: exp.Func) -> str:
        name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
        given = node.expressions if isinstance(node, exp.Anonymous) else []
        if name not in FUNCTIONS:
            raise self.refuse(f"'{name}' is no function here")
        if name == "disclosed" and len(given) == 1:
            return self.disclosed(given[0])
        words = [one.name for one in given if isinstance(one, exp.Literal) and one.is_string]
        if len(words) != len(given) or len(words) != (2 if name == "label" else 1):
            raise self.refuse(
                f"{name} needs {'two texts' if name == 'label' else 'one text'} in single quotes"
            )
        if name == "found":
            return self.found(words[0])
        if name == "source":
            self.names.sources.append(words[0])
            return f"list_contains(unit.sources, {_quoted(words[0])})"
        return self.label(*words)

    def found(self, role: str) -> str:
        if role not in LOOKED_UP:
            flag = {"list": "Say: listed.", "attendance": "Say: present."}.get(role)
            todo = flag or suggestion(role, LOOKED_UP)
            raise self.refuse(f"nobody is looked up in '{role}'", todo)
        self.names.roles.append(role)
        return _either(("unit.found", role), ("unit.looked_up", role))

    def label(self, vocabulary: str, concept: str) -> str:
        known = [one.id for one in FIELDS.values() if one.many and one.type == "terms"]
        if vocabulary not in known:
            raise self.refuse(f"'{vocabulary}' is no vocabulary", suggestion(vocabulary, known))
        self.names.labels.append((vocabulary, concept))
        return _either(
            ("unit.labels", f"{vocabulary}.{concept}"), ("unit.vocabularies", vocabulary)
        )

    def disclosed(self, node: exp.Expression) -> str:
        name = node.name if isinstance(node, exp.Column) else ""
        if name not in FIELDS or FIELDS[name].personal or FIELDS[name].type == "name":
            raise self.refuse(f"unknown field '{node.sql()}'", suggestion(name, FIELDS))
        self.names.fields.append(name)
        if FIELDS[name].many:
            return f"list_contains(unit.vocabularies, {_quoted(name)})"
        return f"(p_{name}.value IS NOT NULL)"


def _three_valued(view: str, sign: str, low: float, high: float) -> str:
    """Return SQL that compares the closed interval of a value with that of a literal."""
    least, most = f"{view}.low", f"coalesce({view}.high, 'infinity'::DOUBLE)"
    true, false = {
        ">=": (f"{least} >= {low!r}", f"{most} < {low!r}"),
        ">": (f"{least} > {high!r}", f"{most} <= {high!r}"),
        "<=": (f"{most} <= {high!r}", f"{least} > {high!r}"),
        "<": (f"{most} < {low!r}", f"{least} >= {low!r}"),
        "=": (
            f"{least} >= {low!r} AND {most} <= {high!r}",
            f"{least} > {high!r} OR {most} < {low!r}",
        ),
        "!=": (
            f"{least} > {high!r} OR {most} < {low!r}",
            f"{least} >= {low!r} AND {most} <= {high!r}",
        ),
    }[sign]
    return f"(CASE WHEN {view}.low IS NULL THEN NULL WHEN {true} THEN TRUE WHEN {false} THEN FALSE END)"


def _either(yes: tuple[str, str], known: tuple[str, str]) -> str:
    """Return SQL that is TRUE where one list holds a word, FALSE where another says that it is known not to, else NULL."""
    there, looked = (f"list_contains({view}, {_quoted(word)})" for view, word in (yes, known))
    return f"(CASE WHEN {there} THEN TRUE WHEN {looked} THEN FALSE END)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def walked(names: Names) -> Iterator[str]:
    """Yield the single-valued fields a condition compares or asks for, each once."""
    yield from dict.fromkeys(name for name in names.fields if not FIELDS[name].many)
