"""Kinds about how records stand to each other: what must not be, what must come first, who was what at the time."""

from __future__ import annotations

from checker.model import Data
from checker.rules.conditions import Row, condition, shown_count, shown_instant
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.matching import facts, others
from checker.rules.kinds.people import nobody
from checker.rules.kinds.quantity import quantity
from checker.rules.kinds.sets import held_at
from checker.rules.kinds.strays import strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, case, either, value
from checker.sql.functions import aggregate, coalesce, count
from checker.sql.select import Join, Select, Source, named


def absence(rule: Rule, values: Values, c: Subject) -> Answer:
    """No matching record exists; with ``at``, none follows the activation (at the same instant or later). ``seen: law`` leaves
    aside those that stand before the law began.

    One that may lie on either side of the activation, or has no instant, leaves it unknown (``precision``, ``undated``).
    """
    spec = rule.params["forbidden"]
    other, at = others(spec, c), spec.get("at")

    def under(one: Row) -> Expr:
        return one.activation[0] >= c.since if spec.get("seen") == "law" else TRUE

    loose, lawful = strays(spec, c, at or "", under), under(other.row)
    sure, may = other.sure & lawful.certain, lawful.possible
    first, last = (other.row(at), other.row.last(at)) if at else (NULL, NULL)
    broken = sure & (first >= c.last) if at else sure
    there = first if at else other.row.activation[0]
    found = facts(
        c,
        other,
        {
            "n": count(broken),
            "first": aggregate("min", case((broken, there))),
            "perhaps": aggregate("bool_or", may & (first < c.last) & (last >= c.first) if at else FALSE),
            "undated": aggregate("bool_or", either(lawful.null, may & first.null if at else FALSE)),
            "open": aggregate("bool_or", may & ~other.sure & (last >= c.first) if at else may & ~other.sure),
        },
    )
    none = coalesce(found("n"), 0).eq(0)
    return Answer(
        satisfied=none,
        reason=value("present"),
        unknown=case(
            (other.blind, "unmatched"),
            (none & found("undated").certain, "undated"),
            (none & found("perhaps").certain, "precision"),
            (none & either(found("open").certain, loose.since(c.first) if at else loose.there), "other-open"),
        ),
        decided=found("first"),
        evidence=({c.at: c.row.shown(c.at)} if at else {}) | {"count": shown_count(found("n"))},
        joins=(found.join, *loose.joins),
    )


def precedence(rule: Rule, values: Values, c: Subject) -> Answer:
    """As many matching records as asked for stand before the activation, or at the same instant; two stamps of one day are
    taken to agree.

    If those that may lie on either side are needed, unknown (``precision``); without an instant, unknown (``undated``).
    """
    spec = rule.params["preceded_by"]
    other, loose = others(spec, c), strays(spec, c, spec["at"])
    at, last = other.row(spec["at"]), other.row.last(spec["at"])
    before = other.sure & ((last <= c.first) | (at.eq(c.first) & last.eq(c.last)))
    many = quantity(spec, other, before, at <= c.last)
    found = facts(
        c,
        other,
        many.columns()
        | {
            "first": aggregate("min", case((before, at))),
            "first_hi": aggregate("min", case((before, other.row.hi(spec["at"])))),
            "perhaps": aggregate("bool_or", ~before.certain & other.sure & (at <= c.last)),
            "undated": aggregate("bool_or", at.null),
            "later": count(other.sure),
        },
    )
    told = many.told(found, case((coalesce(found("later"), 0).eq(0), "no-earlier"), otherwise="only-later"))
    lacking, perhaps = ~told.enough, ~told.enough & told.possible
    return Answer(
        satisfied=told.enough,
        reason=told.reason,
        unknown=case(
            (lacking & other.blind, "unmatched"),
            (perhaps & found("perhaps").certain, "precision"),
            (perhaps & found("undated").certain, "undated"),
            (perhaps, "other-open"),
            (lacking & loose.by(c.last), "other-open"),
        ),
        decided=c.last,
        evidence={
            c.at: c.row.shown(c.at),
            "first": shown_instant(found("first"), found("first_hi")),
            **told.evidence,
        },
        joins=(found.join, *loose.joins),
    )


def role_at_time(rule: Rule, values: Values, c: Subject) -> Answer:
    """The one named in ``field`` was, at the first moment of the activation, what ``having`` says: a role, a unit; or, in the
    columns ``by``, a bearer of one of the duties of ``bearers``.

    Activated only where the field is filled. Of several entries in force one that fits is enough; one that cannot be told
    (its condition open, its beginning blank or its end unreadable) leaves it unknown (``role``, ``period``).
    So does a bearer that the law leaves open (``bearer-open``), and one that it only names and nobody is in any entry
    (``bearer-none``). Of a system or a shared account nobody can tell who acted (``not-a-person``).
    """
    row, spec, held = c.row, rule.params["source"], rule.params["field"]
    entries, covers, undated = held_at(rule, spec, held, c)
    having, covers = _what_it_is(spec, values, entries.row), covers.certain
    bearers, by = values.bearers, spec.get("by", ())
    perhaps = either(*(entries.row(column).among(bearers.perhaps.get(column, ())) for column in by)).certain
    found = facts(
        c,
        entries,
        {
            "fit": aggregate("bool_or", covers & having.certain),
            "open": aggregate("bool_or", covers & having.null),
            "undated": aggregate("bool_or", undated & having.possible),
            "covered": aggregate("bool_or", covers),
            "perhaps": aggregate("bool_or", covers & (TRUE if by and bearers.anybody else perhaps)),
            "n": count(),
        },
    )
    unfit = ~found("fit").certain
    missing, joins = _nobody(spec, values, c)
    return Answer(
        satisfied=~unfit,
        reason=case((found("n").null, "absent"), (found("covered"), "other-role"), otherwise="not-employed"),
        unknown=case(
            (nobody(rule, c), "not-a-person"),
            (unfit & found("open").certain, "role"),
            (unfit & found("undated").certain, "period"),
            (unfit & found("perhaps").certain, "bearer-open"),
            (unfit & missing, "bearer-none"),
        ),
        activated=row(held).there,
        evidence={held: row.shown(held), c.at: row.shown(c.at)},
        joins=(found.join, *joins),
    )


def _what_it_is(spec: Data, values: Values, entry: Row) -> Expr:
    """Whether an entry is what is asked for; NULL where that cannot be told."""
    said = [condition(spec["having"], entry)] if "having" in spec else []
    return either(*said, *(entry.says(column, codes) for column, codes in values.bearers.sure.items()))


def _nobody(spec: Data, values: Values, c: Subject) -> tuple[Expr, tuple[Join, ...]]:
    """Whether a bearer of whom the law only speaks is nobody in any entry."""
    if "by" not in spec or values.bearers.defined:
        return FALSE, ()
    entry = c.other(spec["record"], "one")
    told = Select(named({"there": aggregate("bool_or", _what_it_is(spec, values, entry).certain)}), entry.source)
    any_ = Source(told, "any one")
    return ~any_.column("there").certain, (Join(any_, TRUE, outer=True),)
