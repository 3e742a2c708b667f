"""A rule's own keys in words: what it looks at, with what it compares, which other records it wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.catalog import pick
from checker.model import Data
from checker.rules.keys.other import PARTS
from checker.rules.kinds import KINDS
from checker.rules.load import Rule
from checker.site import words
from checker.site.markup import article_link, esc, link
from checker.site.view import View


def params(view: View, rule: Rule, page: str) -> list[tuple[str, str]]:
    """Label and HTML of the rule's condition and of every key of its kind that it gives, in the kind's order."""
    rows = [(view.say("key-when"), words.condition(view, rule.when, rule.record))] if rule.when else []
    tell = _Teller(view, page)
    if rule.undecided:
        rows.append((view.say("key-undecided"), _undecided(view, tell, rule.undecided, rule.record)))
    for key, wanted, value in KINDS[rule.kind].given(rule):
        said = wanted.words(tell, value, wanted.about(rule.params, rule.record), rule.record)
        rows.append((view.say(f"key-{wanted.label or key}"), said))
    return rows


def _undecided(view: View, tell: _Teller, spec: Data, record: str) -> str:
    """Which records the rule does not accuse, and why."""
    because = esc(pick(spec["because"], view.lang))
    told = [words.condition(view, spec["when"], record)] if "when" in spec else []
    if "unless" in spec:
        other = tell.other(spec["unless"], record)
        told.append(view.say("undecided-unless", field=words.column(view, record, spec["field"]), other=other))
    if not told:
        return view.say("undecided-always", because=because)
    return view.say("undecided-when", condition=tell.any_of(told), because=because)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says the values of keys as HTML for one page. Satisfies :class:`checker.rules.keys.key.Teller`."""

    view: View
    page: str

    def column(self, record: str, name: str) -> str:
        return words.column(self.view, record, name)

    def sequence(self, items: Iterable[str]) -> str:
        return words.sequence(self.view, items)

    def condition(self, spec: Data, record: str) -> str:
        return words.condition(self.view, spec, record)

    def limit(self, sla: str) -> str:
        return words.resolved(self.view, sla, self.page)

    def term(self, term: str) -> str:
        """An open term, with what it lists and what fills it on the day of the view."""
        view, found = self.view, self.view.law.term(term)
        said = link(self.page, "terms", view.say("quoted", words=found.words), term)
        if found.items:
            said += esc(f" {words.enumeration(view, list(found.items))}")
        if term in view.readings:
            act, fill = view.readings[term]
            said += f" {words.reading(view, found.needs, fill)} "
            said += esc(view.say("by-reading", number=act.number, effective=act.effective))
        return said

    def quote(self, duty: str) -> str:
        """The words of a duty, with its article."""
        return self._cited(duty, esc(self.view.say("quoted", words=self.view.law.duty(duty).quote)))

    def bearer(self, duty: str) -> str:
        """Who bears a duty, with its article."""
        role = self.view.law.duty(duty).bearer
        return self._cited(duty, link(self.page, f"roles/{role}", self.view.name("role", role)) if role else "")

    def frequency(self, duty: str) -> str:
        """How often a duty orders something, with its article."""
        found = self.view.law.duty(duty)
        if found.frequency_term:
            return self._cited(duty, self.term(found.frequency_term))
        return self._cited(duty, words.duration(self.view, found.frequency))

    def _cited(self, duty: str, said: str) -> str:
        article = self.view.law.duty(duty).article
        return said + " " + article_link(self.page, article, self.view.cite(article))

    def choice(self, key: str, value: str) -> str:
        return esc(self.view.say(f"{key}-{value}"))

    def number(self, value: int) -> str:
        return esc(str(value))

    def any_of(self, items: Iterable[str]) -> str:
        return esc(self.view.say("joined-any")).join(items)

    def _how_many(self, asked: Data, other: str) -> Iterator[str]:
        """How many of the other records there must be; nothing where any one will do."""
        view = self.view
        if "least" in asked:
            yield esc(view.say("how-many-least", count=asked["least"]))
        if "all" in asked:
            yield f"{esc(view.say('how-many-all'))} {self.condition(asked['all'], other)}"
        if "each" in asked:
            field = asked["each"]["field"]
            values = self.sequence(esc(words.spelling(view, other, field, one)) for one in asked["each"]["of"])
            yield f"{self.column(other, field)} {esc(view.say('how-many-each'))} {values}"

    def other(self, spec: Data, own: str) -> str:
        """Records of another type: which, how they are matched to the one judged, and what they must fulfil."""
        view, other = self.view, str(spec["record"])
        if "through" in spec:
            between = self.other(spec["through"], own)
            rest = self.other({k: v for k, v in spec.items() if k != "through"}, str(spec["through"]["record"]))
            via = f"{esc(view.say('through'))} {between}"
            return f"{rest} ({via})" if view.lang == "en" else f"{rest}（{via}）"
        said = [words.record(view, other, self.page)]
        said += [f"{esc(view.say(f'key-{key}'))} {self.column(other, spec[key])}" for key in PARTS if key in spec]
        for theirs, ours in spec.get("match", {}).items():
            fixed = isinstance(ours, Mapping)
            mine = esc(words.spelling(view, other, theirs, ours["value"])) if fixed else self.column(own, ours)
            said.append(f"{self.column(other, theirs)} = {mine}")
        for theirs, ours in spec.get("differs", {}).items():
            said.append(f"{self.column(other, theirs)} ≠ {self.column(own, ours)}")
        if "by" in spec:
            said.append(f"{esc(view.say('key-by'))} {self.sequence(self.column(other, name) for name in spec['by'])}")
        said += [self.condition(spec[key], other) for key in ("where", "having") if key in spec]
        if "perhaps" in spec:
            said.append(f"{esc(view.say('perhaps'))} {self.condition(spec['perhaps'], other)}")
        said += list(self._how_many(spec.get("how_many", {}), other))
        said += [esc(view.say(f"seen-{spec['seen']}"))] if "seen" in spec else []
        return esc("；" if view.lang != "en" else "; ").join(said)
