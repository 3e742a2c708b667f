"""A page per rule, and the list of rules and statistics."""

from __future__ import annotations

from checker.catalog import pick, say
from checker.citation import section_of
from checker.regulation.triggers import Event
from checker.rules.kinds import KINDS
from checker.rules.load import Rule, Statistic
from checker.site import encoding, words
from checker.site.articles import section_name
from checker.site.cases import cases
from checker.site.examples import examples
from checker.site.markup import article_link, esc, facts, link, listed, page, table, tag
from checker.site.view import View

OUTCOMES = ("satisfied", "violated", "pending", "indeterminate", "not_applicable", "waived")


def rule_page(view: View, rule: Rule) -> str:
    """What a rule checks and why: its duty, its encoding in words, cases, records that keep and break it."""
    here = f"rules/{rule.id}"
    return page(
        view.title(rule),
        tag("p", link(here, "rules/index", view.say("nav-rules")), "hb-eyebrow"),
        f"# {view.title(rule)}",
        *_duties(view, rule, here),
        facts(
            [
                (view.say("strength"), esc(say(f"strength.{rule.strength}", view.lang))),
                *([(view.say("note"), esc(rule.note))] if rule.note else []),
                *_waits(view, rule, here),
                (view.say("severity"), esc(say(f"severity.{rule.severity(view.edition.units)}", view.lang))),
                (view.say("record"), words.record(view, rule.record, here)),
                *_trigger(view, rule, here),
                (view.say("activation"), _activation(view, rule)),
                (view.say("kind"), tag("code", esc(rule.kind)) + _kind(view, rule.kind)),
                *encoding.params(view, rule, here),
                *_rests_on(view, rule, here),
                (view.say("reads"), _reads(view, rule)),
                (view.say("rule-id"), tag("code", esc(rule.id))),
            ],
            "hb-facts hb-encoding",
        ),
        f"## {view.say('outcomes')} {{ #outcomes }}",
        facts([(say(f"outcome.{one}", view.lang), _means(view, rule, one)) for one in OUTCOMES], "hb-facts hb-encoding"),
        *cases(view, rule),
        *examples(view, rule),
    )


def _waits(view: View, rule: Rule, here: str) -> list[tuple[str, str]]:
    """The open term for whose interpretation the rule waits, if it does."""
    term = view.waiting.get(rule.id)
    if term is None:
        return []
    linked = link(here, "terms", view.say("quoted", words=view.law.term(term).words), term)
    return [(view.say("waits"), view.say("waits-for", term=linked))]


def _reads(view: View, rule: Rule) -> str:
    """The columns that decide, those of other records by their record's name."""
    kind = KINDS.get(rule.kind)
    columns = sorted(set(kind.columns(rule))) if kind else []
    return listed(
        words.column(view, record, name)
        + ("" if record == rule.record else f" {words.record(view, record, f'rules/{rule.id}')}")
        for record, name in sorted(columns, key=lambda one: (one[0] != rule.record, one))
    )


def _means(view: View, rule: Rule, outcome: str) -> str:
    return esc(view.say(f"means-{outcome}", severity=say(f"severity.{rule.severity(view.edition.units)}", view.lang)))


def _duties(view: View, rule: Rule, here: str) -> list[str]:
    """The words of the law that a rule stands on; those of further articles with how it decides them."""
    others = [_duty(view, duty, here, say(f"strength.{rule.strength_for(duty)}", view.lang)) for duty in rule.duties[1:]]
    said = [tag("p", esc(view.say("also-under")), "hb-fine"), *others] if others else []
    return [_duty(view, rule.duty, here), *said]


def _duty(view: View, duty: str, here: str, strength: str = "") -> str:
    """The words of a duty, whose it is, and where they are."""
    found = view.law.duty(duty)
    by = link(here, f"roles/{found.bearer}", view.name("role", found.bearer)) if found.bearer else ""
    modality = view.say(f"modality-{found.modality}") if found.modality else ""
    said = tag("footer", " ".join([_article_link(view, duty, here), by, esc(modality), esc(strength)]).rstrip())
    return tag("blockquote", tag("p", esc(found.quote)) + said, "hb-law")


def _trigger(view: View, rule: Rule, here: str) -> list[tuple[str, str]]:
    """What starts the duties: the words of the law, and the events of the records that are it or why there are none."""
    names = dict.fromkeys(name for duty in rule.duties if (name := view.law.duty(duty).trigger))
    return [(view.say("trigger"), _triggered(view, name, here)) for name in names]


def _triggered(view: View, name: str, here: str) -> str:
    found = view.book.apparatus.triggers.get(name)
    events = [_event(view, event, here) for event in found.events] if found else []
    reasons = [esc(why) for why in (found.standing, found.unrecorded) if why] if found else []
    told = esc(view.say("joined-any")).join(events or reasons)
    return view.say("bracketed-after", words=esc(name), told=told) if told else esc(name)


def _rests_on(view: View, rule: Rule, here: str) -> list[tuple[str, str]]:
    """The record types that must have been exported completely before a violation is proven."""
    kind = KINDS.get(rule.kind)
    types = sorted(kind.absent(rule)) if kind else []
    return [(view.say("rests-on"), words.sequence(view, [words.record(view, one, here) for one in types]))] if types else []


def _event(view: View, event: Event, here: str) -> str:
    said = view.say("event-of", record=words.record(view, event.record, here), at=words.column(view, event.record, event.at))
    if event.when:
        said += view.say("event-when", condition=words.condition(view, event.when, event.record))
    return said + (view.say("event-note", note=esc(event.note)) if event.note else "")


def _activation(view: View, rule: Rule) -> str:
    kind = view.book.types.get(rule.record)
    name = rule.activation or (kind.activation if kind else "")
    return words.column(view, rule.record, name) if name else ""


def _kind(view: View, kind: str) -> str:
    """A kind in words, where the catalog has them."""
    try:
        return " " + esc(say(f"kind.{kind}", view.lang))
    except KeyError:
        return ""


def rules_index(view: View) -> str:
    """Every rule by the sections of its articles, then the statistics."""
    here = "rules/index"
    blocks = [f"# {view.say('nav-rules')}", view.say("rules-intro")]
    for section in view.sections:
        rules = [rule for rule in view.rules() if section in _sections(view, rule)]
        if rules:
            rows = [
                [
                    link(here, f"rules/{rule.id}", view.title(rule)),
                    words.sequence(view, dict.fromkeys(_article_link(view, duty, here) for duty in rule.duties)),
                    words.record(view, rule.record, here),
                    esc(say(f"severity.{rule.severity(view.edition.units)}", view.lang)),
                ]
                for rule in rules
            ]
            header = [view.say(key) for key in ("rule", "article", "record", "severity")]
            blocks += [f"## {section_name(view, section)}", table(header, rows, section_name(view, section))]
    if view.encoding.statistics:
        blocks += [f"## {view.say('statistics')}", view.say("statistics-intro")]
        blocks += [block for item in view.encoding.statistics.values() for block in _statistic(view, item, here)]
    return page(view.say("nav-rules"), *blocks)


def _statistic(view: View, item: Statistic, here: str) -> list[str]:
    rows = [(view.say("article"), _article_link(view, item.duty, here))]
    if item.reading:
        rows.append((view.say("counted-as"), esc(pick(item.reading, view.lang))))
    for share in item.shares:
        rows += [
            (view.say("record"), words.record(view, share.record, here)),
            (view.say("counted-label"), words.condition(view, share.count, share.record)),
            (view.say("counted-of"), words.condition(view, share.of, share.record)),
            (view.say("counted-at"), words.column(view, share.record, share.at)),
        ]
        if share.by:
            columns = words.sequence(view, [words.column(view, share.record, column) for column in share.by])
            rows.append((view.say("counted-by-group"), columns))
    return [f"### {view.title(item)} {{ #{item.id} }}", facts(rows, "hb-facts hb-encoding")]


def _sections(view: View, rule: Rule) -> set[str]:
    return {section_of(view.law.duty(duty).article) for duty in rule.duties}


def _article_link(view: View, duty: str, here: str) -> str:
    article = view.law.duty(duty).article
    return article_link(here, article, view.cite(article)) if article else esc(duty)
