"""Kinds that one record decides."""

from __future__ import annotations

from collections.abc import Mapping

from checker.rules.conditions import FOREVER, Shown, condition, fields_of
from checker.rules.deadline import deadline
from checker.rules.kinds.kind import Answer, Subject, Values, earlier, when_ended
from checker.rules.kinds.people import nobody
from checker.rules.load import Rule
from checker.sql.expr import FALSE, NULL, TRUE, Expr, both, case, decimal, either, value


def response(rule: Rule, values: Values, c: Subject) -> Answer:
    """The target follows the activation within the limit; exactly the limit is in time when the boundary is inclusive.

    Both instants know their precision: decided where every reading of the stamps agrees, else unknown (``precision``).
    A target before the activation contradicts the record: unknown (``before``). Of one in time by a system or a shared account,
    where the rule says who must act, nobody can tell (``not-a-person``). A missing target is due at the limit
    counted from the last moment the activation may be, and not at all where the case ended before that; without a limit it is
    due when ``until`` is.
    """
    row, target, until = c.row, rule.params["target"], rule.params.get("until")
    met, met_last, missing = row(target), row.last(target), row(target).null
    doer = [rule.undecided["field"]] if rule.undecided and "field" in rule.undecided else []
    evidence = {column: row.shown(column) for column in (*doer, c.at, target)}
    unknown = [(row.unreadable(target), "unreadable"), (met_last < c.first, "before")]
    automatic = ~missing & nobody(rule, c)
    if values.limit is None:
        if until:
            evidence[until] = row.shown(until)
        ended = when_ended(c, until, value(FOREVER))
        due = case((missing, ended))
        told = case(*unknown, (automatic, "not-a-person"))
        return Answer(~missing, value("missing-closed"), told, due, earlier(met_last, ended), evidence=evidence)
    by = deadline(values.limit, c.first, c.last, met)
    undecided = (met <= by.last) & (met_last > by.first)
    ends = c.case_ends(rule)
    moot = (missing & (row.last(ends) <= by.last)).certain if ends else FALSE
    return Answer(
        satisfied=either(moot, ~missing & (met_last <= by.first)),
        reason=case((missing, f"missing{by.suffix}"), otherwise=f"late{by.suffix}"),
        unknown=case(*unknown, (undecided, "precision"), (automatic & (met_last <= by.first), "not-a-person")),
        due=case((missing, by.last)),
        decided=case((moot, row.last(ends)), otherwise=earlier(met_last, by.last)) if ends else earlier(met_last, by.last),
        evidence=evidence | by.evidence,
        joins=by.joins,
        outside=by.outside,
        calendar=values.limit.calendar,
    )


def required(rule: Rule, values: Values, c: Subject) -> Answer:
    """Every field is filled. Blank, 無, - and the like do not count; something unreadable does, except for an instant.

    With ``until`` a blank field is pending up to that instant, and while it is blank.
    """
    row, fields, until = c.row, rule.params["fields"], rule.params.get("until")
    instants = [f for f in fields if row.type.columns[f].kind == "instant"]
    filled = both(*(row.filled(f) for f in fields))
    return Answer(
        satisfied=filled,
        reason=value("blank"),
        unknown=case((filled & either(*(row.unreadable(f) for f in instants)), "unreadable")),
        due=when_ended(c, until),
        decided=row.last(until) if until else NULL,
        evidence={f: row.shown(f) for f in fields} | ({until: row.shown(until)} if until else {}),
    )


def allowed(rule: Rule, values: Values, c: Subject) -> Answer:
    """The value is one of the list's items. While the list is open, an unlisted value is unknown (``list-open``).

    A blank value is unknown (``blank``): which one it was, nobody wrote down.
    """
    field = rule.params["field"]
    listed = c.row(field).among(values.items)
    still_open = FALSE if values.closed else ~listed
    return Answer(
        satisfied=listed,
        reason=value("unlisted"),
        unknown=case((c.row(field).null, "blank"), (still_open, "list-open")),
        evidence={field: c.row.shown(field)},
    )


def equal(rule: Rule, values: Values, c: Subject) -> Answer:
    """Two fields hold the same. Either blank: unknown (``blank``)."""
    one, two = rule.params["field"], rule.params["as"]
    return _compared(c, one, two, c.row(one).eq(c.row(two)), "differs")


def separate(rule: Rule, values: Values, c: Subject) -> Answer:
    """Two fields differ: four eyes. Either blank: unknown (``blank``); either no person: unknown (``not-a-person``)."""
    one, two = rule.params["field"], rule.params["from"]
    return _compared(c, one, two, c.row(one).ne(c.row(two)), "same", nobody(rule, c))


def _compared(c: Subject, one: str, two: str, satisfied: Expr, reason: str, nobodys: Expr = FALSE) -> Answer:
    row = c.row
    return Answer(
        satisfied,
        value(reason),
        unknown=case((~(row.filled(one) & row.filled(two)), "blank"), (nobodys, "not-a-person")),
        evidence={one: row.shown(one), two: row.shown(two)},
    )


def holds(rule: Rule, values: Values, c: Subject) -> Answer:
    """A condition is true of the record. A blank that leaves it open is unknown (``open``); ``filled`` makes blanks count."""
    must = condition(rule.params["must"], c.row)
    return Answer(
        satisfied=must,
        reason=value("not-so"),
        unknown=case((must.null, "open")),
        evidence={f: c.row.shown(f) for f in dict.fromkeys(fields_of(rule.params["must"]))},
    )


def borne(rule: Rule, values: Values, c: Subject) -> Answer:
    """The unit or post in ``field`` bears one of the duties of ``bearers``, by the codes that records have for it.

    Unknown where it is blank or a word that no list has (``blank``, ``bearer-unknown``), and where the law leaves open whether
    it bears one (``bearer-open``): it may be a bearer under another name, or the law does not say what any of them is.
    """
    row, field, bearers = c.row, rule.params["field"], values.bearers
    sure = row.says(field, bearers.sure.get(field, ()))
    perhaps = TRUE if bearers.anybody or not bearers.defined else row(field).among(bearers.perhaps.get(field, ()))
    return Answer(
        satisfied=sure,
        reason=value("other-bearer"),
        unknown=case((row(field).null, "blank"), (sure.null, "bearer-unknown"), (~sure & perhaps, "bearer-open")),
        evidence={field: row.shown(field)},
    )


def ordering(rule: Rule, values: Values, c: Subject) -> Answer:
    """The instants stand in the order of the list; equal ones do, and so do two stamps of one day or minute.

    Blanks are passed over; with ``blanks: forbidden`` a blank before a filled one is a step left out. Steps not reached yet,
    at the end, never violate. Activated where there are two to compare. Stamps of different precision that overlap are
    unknown (``precision``). With ``ties: forbidden`` each step is later than the one before: the same second is out of order,
    while two stamps of one day or minute leave room for an earlier and a later moment.
    """
    row, steps = c.row, rule.params["steps"]
    pairs = [(a, b) for i, a in enumerate(steps) for b in steps[i + 1 :]]
    strict = rule.params.get("ties") == "forbidden"
    wrong = either(*(_after(row(a), row.last(b), strict).certain for a, b in pairs))
    doubtful = either(*(_after(row.last(a), row(b), strict).certain & ~_alike(c, a, b) for a, b in pairs))
    gaps = either(*(~row.filled(a) & row.filled(b) for a, b in pairs))
    left_out = gaps if rule.params.get("blanks") == "forbidden" else FALSE
    unreadable = either(*(row.unreadable(step) for step in steps))
    in_order = ~wrong & ~left_out
    return Answer(
        satisfied=in_order,
        reason=case((wrong, "out-of-order"), otherwise="left-out"),
        unknown=case((in_order & unreadable, "unreadable"), (in_order & doubtful, "precision")),
        activated=either(*(row.filled(a) & row.filled(b) for a, b in pairs), left_out),
        evidence={step: row.shown(step) for step in steps},
    )


def _after(one: Expr, two: Expr, strict: bool) -> Expr:
    return one >= two if strict else one > two


def _alike(c: Subject, one: str, two: str) -> Expr:
    return (c.row(one).eq(c.row(two)) & c.row.hi(one).eq(c.row.hi(two))).certain


def within_range(rule: Rule, values: Values, c: Subject) -> Answer:
    """A number is not below ``least`` nor above ``most``, and strictly over ``over`` or under ``under`` where they are given.

    A bound is zero, another column of the record, a number that fills an open term, or, with ``between``, the figures in
    the words of the law, counted in ``unit``. A blank number or bound is unknown (``blank``).
    """
    row, field = c.row, rule.params["field"]
    bounds = bounds_of(rule, values, c)
    low, high = outside_of(row(field), bounds)
    return Answer(
        satisfied=~(low | high),
        reason=case((low, "below"), otherwise="above"),
        unknown=case((either(row(field).null, *(bound.null for bound in bounds.values())), "blank")),
        evidence={field: row.shown(field)} | shown_bounds(bounds),
    )


def outside_of(number: Expr, bounds: Mapping[str, Expr]) -> tuple[Expr, Expr]:
    """Whether a number is too low, and whether it is too high."""
    low = [number < bounds[key] if key == "least" else number <= bounds[key] for key in ("least", "over") if key in bounds]
    high = [number > bounds[key] if key == "most" else number >= bounds[key] for key in ("most", "under") if key in bounds]
    return either(*low), either(*high)


def shown_bounds(bounds: Mapping[str, Expr]) -> dict[str, Shown]:
    return {key: Shown("figure", (bound,)) for key, bound in bounds.items()}


def bounds_of(rule: Rule, values: Values, c: Subject) -> dict[str, Expr]:
    """The bounds of a rule by key; figures in the words of the law are the least and the most."""
    bounds = {key: _bound(rule, values, c, key) for key in ("least", "most", "over", "under") if key in rule.params}
    if values.figures:
        bounds |= {"least": decimal(values.figures[0]), "most": decimal(values.figures[1])}
    return bounds


def _bound(rule: Rule, values: Values, c: Subject, key: str) -> Expr:
    spec = rule.params[key]
    if isinstance(spec, str):
        return c.row(spec)
    return decimal(values.numbers[key] if isinstance(spec, dict) else str(spec))
