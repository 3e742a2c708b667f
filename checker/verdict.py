"""What a run comes to: one verdict and its exit code. Green means assessed and fine, never merely nothing found."""

from __future__ import annotations

from dataclasses import dataclass

from checker.result import Result

FAIL_ON = ("violation", "warning", "never")
MAX_REJECTED = 1.0  # percent of the records


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state``: violations | warnings | nothing | damaged | clean. ``code`` is the exit code."""

    state: str
    code: int
    violations: int
    warnings: int
    notes: int
    rules_broken: int
    pending: int
    indeterminate: int
    not_assessed: int


def conclude(result: Result, fail_on: str = "violation", max_rejected: float = MAX_REJECTED) -> Verdict:
    """Exit 1 for violations (and warnings, if asked), 3 for nothing concluded or too many records rejected, else 0.

    Concluded means satisfied, violated or waived: a run in which all is pending or indeterminate is not a clean one.
    """
    count = dict.fromkeys(("violation", "warning", "note"), 0)
    for rule in result.rules:
        count[rule.severity] += rule.outcomes["violated"]
    concluded = sum(r.outcomes[name] for r in result.rules for name in ("satisfied", "violated", "waived"))
    damaged = result.account.rejected * 100 > max_rejected * result.account.records
    if count["violation"]:
        state = "violations"
    elif count["warning"] or count["note"]:
        state = "warnings"
    else:
        state = "nothing" if not concluded else "damaged" if damaged else "clean"
    failed = fail_on != "never" and (count["violation"] or (fail_on == "warning" and count["warning"]))
    return Verdict(
        state=state,
        code=1 if failed else 3 if not concluded or damaged else 0,
        violations=count["violation"],
        warnings=count["warning"],
        notes=count["note"],
        rules_broken=sum(1 for r in result.rules if r.outcomes["violated"]),
        pending=sum(r.outcomes["pending"] for r in result.rules),
        indeterminate=sum(r.outcomes["indeterminate"] for r in result.rules),
        not_assessed=sum(1 for r in result.rules if r.not_assessed),
    )
