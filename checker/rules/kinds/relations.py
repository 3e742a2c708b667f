"""Kinds about how records stand to each other: what must not be, must come first, must exist at all; who was what then."""

from __future__ import annotations

from checker.rules.conditions import FOREVER, condition, shown_count, shown_instant
from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Answer, Subject, Values
from checker.rules.kinds.matching import facts, others
from checker.rules.kinds.sets import held_at
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, case, value
from checker.sql.functions import aggregate, coalesce, count


def absence(rule: Rule, values: Values, c: Subject) -> Answer:
    """No matching record exists; with ``at``, none follows the activation (at the same instant or later).

    One that may lie on either side of the activation, or has no instant, leaves it unknown (``precision``, ``undated``).
    """
    spec = rule.params["forbidden"]
    other = others(spec, c)
    at = spec.get("at")
    first, last = (other.row(at), other.row.last(at)) if at else (NULL, NULL)
    found = facts(
        c,
        other,
        {
            "n": count(first >= c.last if at else TRUE),
            "perhaps": aggregate("bool_or", (first < c.last) & (last >= c.first) if at else FALSE),
            "undated": aggregate("bool_or", first.null if at else FALSE),
        },
    )
    none = coalesce(found("n"), 0).eq(0)
    return Answer(
        satisfied=none,
        reason=value("present"),
        unknown=case((none & found("undated").certain, "undated"), (none & found("perhaps").certain, "precision")),
        evidence=({c.at: c.row.shown(c.at)} if at else {}) | {"count": shown_count(found("n"))},
        joins=(found.join,),
    )


def precedence(rule: Rule, values: Values, c: Subject) -> Answer:
    """A matching record stands before the activation, or at the same instant; two stamps of one day are taken to agree.

    If the only ones may lie on either side, unknown (``precision``); without an instant, unknown (``undated``).
    """
    spec = rule.params["preceded_by"]
    other = others(spec, c)
    at, last = other.row(spec["at"]), other.row.last(spec["at"])
    before = (last <= c.first) | (at.eq(c.first) & last.eq(c.last))
    found = facts(
        c,
        other,
        {
            "n": count(before),
            "first": aggregate("min", case((before, at))),
            "first_hi": aggregate("min", case((before, other.row.hi(spec["at"])))),
            "perhaps": aggregate("bool_or", at <= c.last),
            "undated": aggregate("bool_or", at.null),
            "later": count(),
        },
    )
    none = coalesce(found("n"), 0).eq(0)
    return Answer(
        satisfied=~none,
        reason=case((found("later").null, "no-earlier"), otherwise="only-later"),
        unknown=case((none & found("perhaps").certain, "precision"), (none & found("undated").certain, "undated")),
        evidence={
            c.at: c.row.shown(c.at),
            "first": shown_instant(found("first"), found("first_hi")),
            "count": shown_count(found("n")),
        },
        joins=(found.join,),
    )


def existence(rule: Rule, values: Values, c: Subject) -> Answer:
    """At least one matching record exists, before or after the activation.

    ``within`` a limit: it stands not later than that (and may stand before). ``until`` an instant: pending while that is
    blank. With neither, what the export holds at its cutoff is what is judged, as with a field that must be filled.
    """
    row, spec, until = c.row, rule.params["target"], rule.params.get("until")
    other = others(spec, c)
    at = spec.get("at")
    columns: dict[str, Expr] = {"n": count()}
    if at:
        columns |= {
            "first": aggregate("min", other.row(at)),
            "latest": aggregate("min", other.row.last(at)),
            "undated": aggregate("bool_or", other.row(at).null),
        }
    found = facts(c, other, columns)
    if values.limit is None:
        evidence = {"count": shown_count(found("n"))} | ({until: row.shown(until)} if until else {})
        due = case((found("n").null & row(until).null, FOREVER)) if until else NULL
        return Answer(found("n").there, value("nowhere"), due=due, evidence=evidence, joins=(found.join,))
    first, latest = found("first"), found("latest")
    by = deadline(values.limit, c.first, c.last, first)
    undated = found("undated").certain & (first.null | (latest > by.first))
    return Answer(
        satisfied=first.there & (latest <= by.first),
        reason=case((first.null, "nowhere"), otherwise=f"late{by.suffix}"),
        unknown=case((undated, "undated"), ((first <= by.last) & (latest > by.first), "precision")),
        due=case((first.null, by.last)),
        evidence={c.at: row.shown(c.at), "first": shown_instant(first, latest + 1)} | by.evidence,
        joins=(found.join, *by.joins),
        outside=by.outside,
        calendar=values.limit.calendar,
    )


def role_at_time(rule: Rule, values: Values, c: Subject) -> Answer:
    """The one named in ``field`` was, at the first moment of the activation, what ``having`` says: a role, a unit.

    Activated only where the field is filled. Of several entries in force one that fits is enough; one that cannot be told
    (its condition open, its beginning blank or its end unreadable) leaves it unknown (``role``, ``period``).
    """
    row, spec, held = c.row, rule.params["source"], rule.params["field"]
    entries, covers, undated = held_at(rule, c)
    having, covers = condition(spec["having"], entries.row), covers.certain
    found = facts(
        c,
        entries,
        {
            "fit": aggregate("bool_or", covers & having.certain),
            "open": aggregate("bool_or", covers & having.null),
            "undated": aggregate("bool_or", undated & having.possible),
            "covered": aggregate("bool_or", covers),
            "n": count(),
        },
    )
    unfit = ~found("fit").certain
    return Answer(
        satisfied=~unfit,
        reason=case((found("n").null, "absent"), (found("covered"), "other-role"), otherwise="not-employed"),
        unknown=case((unfit & found("open").certain, "role"), (unfit & found("undated").certain, "period")),
        activated=row(held).there,
        evidence={held: row.shown(held), c.at: row.shown(c.at)},
        joins=(found.join,),
    )
