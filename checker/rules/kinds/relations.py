"""Kinds about how records stand to each other: what must not be, must come first, must exist at all; who was what then."""

from __future__ import annotations

from checker.model import Data, Limit
from checker.rules.conditions import Row, condition, shown_count, shown_instant
from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Answer, Subject, Values, earlier, when_ended
from checker.rules.kinds.matching import Others, alive, facts, others
from checker.rules.kinds.people import nobody
from checker.rules.kinds.sets import held_at
from checker.rules.kinds.strays import Strays, strays
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, case, either, value
from checker.sql.functions import aggregate, coalesce, count
from checker.sql.select import Join, Select, Source, named


def absence(rule: Rule, values: Values, c: Subject) -> Answer:
    """No matching record exists; with ``at``, none follows the activation (at the same instant or later).

    One that may lie on either side of the activation, or has no instant, leaves it unknown (``precision``, ``undated``).
    """
    spec = rule.params["forbidden"]
    other, loose = others(spec, c), strays(spec, c, spec.get("at", ""))
    at = spec.get("at")
    first, last = (other.row(at), other.row.last(at)) if at else (NULL, NULL)
    broken = other.sure & (first >= c.last) if at else other.sure
    there = first if at else other.row.activation[0]
    found = facts(
        c,
        other,
        {
            "n": count(broken),
            "first": aggregate("min", case((broken, there))),
            "perhaps": aggregate("bool_or", (first < c.last) & (last >= c.first) if at else FALSE),
            "undated": aggregate("bool_or", first.null if at else FALSE),
            "open": aggregate("bool_or", ~other.sure & (last >= c.first) if at else ~other.sure),
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
    """A matching record stands before the activation, or at the same instant; two stamps of one day are taken to agree.

    If the only ones may lie on either side, unknown (``precision``); without an instant, unknown (``undated``).
    """
    spec = rule.params["preceded_by"]
    other, loose = others(spec, c), strays(spec, c, spec["at"])
    at, last = other.row(spec["at"]), other.row.last(spec["at"])
    before = other.sure & ((last <= c.first) | (at.eq(c.first) & last.eq(c.last)))
    found = facts(
        c,
        other,
        {
            "n": count(before),
            "first": aggregate("min", case((before, at))),
            "first_hi": aggregate("min", case((before, other.row.hi(spec["at"])))),
            "perhaps": aggregate("bool_or", other.sure & (at <= c.last)),
            "undated": aggregate("bool_or", at.null),
            "open": aggregate("bool_or", ~other.sure & (at <= c.last)),
            "later": count(other.sure),
        },
    )
    none = coalesce(found("n"), 0).eq(0)
    return Answer(
        satisfied=~none,
        reason=case((coalesce(found("later"), 0).eq(0), "no-earlier"), otherwise="only-later"),
        unknown=case(
            (none & other.blind, "unmatched"),
            (none & found("perhaps").certain, "precision"),
            (none & found("undated").certain, "undated"),
            (none & either(found("open").certain, loose.by(c.last)), "other-open"),
        ),
        decided=c.last,
        evidence={
            c.at: c.row.shown(c.at),
            "first": shown_instant(found("first"), found("first_hi")),
            "count": shown_count(found("n")),
        },
        joins=(found.join, *loose.joins),
    )


def existence(rule: Rule, values: Values, c: Subject) -> Answer:
    """At least one matching record exists, before or after the activation; what has a life is alive at the activation.

    ``within`` a limit: it stands not later than that (and may stand before). ``until`` an instant: pending up to it, and while
    that is blank. With neither, what the export holds at its cutoff is what is judged, as with a field that must be filled.
    """
    spec, other = rule.params["target"], others(rule.params["target"], c)
    loose = strays(spec, c, spec.get("at", ""))
    if values.limit is not None:
        return _existing_within(values.limit, c, other, spec["at"], loose)
    row, until = c.row, rule.params.get("until")
    life = alive(other.row) if other.row.type.time.form == "life" else None
    lives: Expr = TRUE
    perhaps: Expr = TRUE
    if life:
        lives = ((life.begins <= c.last) & (life.ends.null | (life.ends > c.first)) & ~life.undated).certain
        perhaps = life.undated | lives
    found = facts(
        c,
        other,
        {"n": count(other.sure & lives), "open": aggregate("bool_or", ~other.sure & perhaps | (perhaps & ~lives))},
        joins=life.joins if life else (),
    )
    none = coalesce(found("n"), 0).eq(0)
    return Answer(
        satisfied=~none,
        reason=value("nowhere"),
        unknown=case(
            (none & other.blind, "unmatched"),
            (none & either(found("open").certain, loose.by(c.last) if life else loose.there), "other-open"),
        ),
        due=case((none, when_ended(c, until))),
        decided=row.last(until) if until else NULL,
        evidence={"count": shown_count(found("n"))} | ({until: row.shown(until)} if until else {}),
        joins=(found.join, *loose.joins),
    )


def _existing_within(limit: Limit, c: Subject, other: Others, at: str, loose: Strays) -> Answer:
    first, latest = other.row(at), other.row.last(at)
    told = {
        "first": aggregate("min", case((other.sure, first))),
        "latest": aggregate("min", case((other.sure, latest))),
        "undated": aggregate("bool_or", first.null),
        "open": aggregate("bool_or", ~other.sure),
    }
    found = facts(c, other, told)
    first, latest = found("first"), found("latest")
    by = deadline(limit, c.first, c.last, first)
    in_time = first.there & (latest <= by.first)
    return Answer(
        satisfied=in_time,
        reason=case((first.null, "nowhere"), otherwise=f"late{by.suffix}"),
        unknown=case(
            (first.null & other.blind, "unmatched"),
            (found("undated").certain & ~in_time.certain, "undated"),
            (either(found("open").certain, loose.there) & ~in_time.certain, "other-open"),
            ((first <= by.last) & (latest > by.first), "precision"),
        ),
        due=case((first.null, by.last)),
        decided=earlier(latest, by.last),
        evidence={c.at: c.row.shown(c.at), "first": shown_instant(first, latest + 1)} | by.evidence,
        joins=(found.join, *loose.joins, *by.joins),
        outside=by.outside,
        calendar=limit.calendar,
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
    entries, covers, undated = held_at(rule, c)
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
