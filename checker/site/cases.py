"""Cases on a rule's page (判例): two that tell most, the others folded; what the rules do not say so far says so."""

from __future__ import annotations

from checker.catalog import say
from checker.rules.cases import Case, telling
from checker.rules.load import Rule
from checker.site.markup import esc, listed, tag
from checker.site.view import View


def cases(view: View, rule: Rule) -> list[str]:
    """The cases of the rule's norms; nothing where the case book has none."""
    every = [case for duty in rule.duties for case in view.encoding.cases.of(duty)]
    if not every:
        return []
    first = telling(every)
    rest = [case for case in every if case not in first]
    severity = rule.severity(view.edition.units)
    only = view.say("cases-only", severity=say(f"severity.{severity}", view.lang)) if severity != "violation" else ""
    blocks = [
        f"## {view.say('cases')} {{ #cases }}",
        tag("p", esc(view.say("cases-intro") + only), "hb-fine"),
        listed((_told(view, case) for case in first), "hb-cases"),
    ]
    if rest:
        summary = tag("summary", esc(view.say("cases-more" if first else "cases-all", count=len(rest))))
        blocks.append(tag("details", summary + listed((_told(view, case) for case in rest), "hb-cases"), "hb-more"))
    return blocks


def _told(view: View, case: Case) -> str:
    verdict = tag("strong", esc(say(f"case.{case.says}", view.lang)))
    about = [view.say("quoted", words=case.words), case.id]
    if case.dispute:
        about.append(say("case.disputed", view.lang, {"why": case.dispute}))
    elif case.open:
        about.append(say("case.open", view.lang))
    return f"{tag('p', f'{verdict} {esc(case.story)}')}{tag('p', esc(' · '.join(about)), 'hb-fine')}"
