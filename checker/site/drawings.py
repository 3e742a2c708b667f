"""What the pages draw from the data: editions in time, who belongs to whom, the steps of a process, measures by gravity."""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalog import pick
from checker.model import Data
from checker.regulation.law import Duty
from checker.site import svg, times, words
from checker.site.markup import article_link, esc, link, listed, tag
from checker.site.view import Entries, View


def timeline(view: View) -> str:
    """The editions from the first to the last, the one in force filled."""
    here = "revisions/index"
    titles = {revision.number: revision.title for revision in view.book.history.revisions}
    parts: list[str] = []
    items: list[str] = []
    y = 14.0
    for edition, state in times.editions(view):
        title = titles.get(edition.revision, "")
        said = f"{edition.effective} {view.say(f'status-{state}')}"
        lines = [said, *svg.wrap(title, 21)]
        parts += [svg.dot(10, y, f"hb-{state}"), svg.Text(28, y + 5, lines).draw()]
        items.append(
            f"{link(here, times.address(edition), str(edition.effective))} {esc(view.say(f'status-{state}'))} {esc(title)}"
        )
        y += svg.LINE * len(lines) + 16
    if not items:
        return ""
    line = svg.path(f"M10 14V{y - svg.LINE - 10:g}")
    return svg.figure(view.say("timeline"), [line, *parts], svg.WIDTH, y, view.say("in-words"), listed(items))


def organisation(view: View) -> str:
    """Who is part of whom: every role that has others in it or is in one, as a tree."""
    here = "roles/index"
    parts: list[str] = []
    depths: list[tuple[int, float]] = []  # of the rows drawn so far: depth and y
    y = 14.0
    rows = list(_tree(view))
    for role, depth in rows:
        x = 8.0 + 20 * depth
        lines = svg.wrap(view.name("role", role), (svg.WIDTH - x - 16) / svg.EM)
        above = next((at for level, at in reversed(depths) if level == depth - 1), None)
        if above is not None:
            parts.append(svg.path(f"M{x - 13:g} {above + 7:g}V{y:g}H{x - 2:g}"))
        parts.append(svg.dot(x + 4, y, f"hb-{view.law.role(role).kind or 'group'}"))
        parts.append(svg.Text(x + 16, y + 5, lines).draw())
        depths.append((depth, y))
        y += svg.LINE * len(lines) + 8
    if not rows:
        return ""
    said = _nested(view, rows, here)
    return svg.figure(view.say("organisation"), parts, svg.WIDTH, y, view.say("in-words"), said)


def _tree(view: View) -> Iterator[tuple[str, int]]:
    roles = dict(view.all("role"))
    members: dict[str, list[str]] = {}
    for role, data in roles.items():
        members.setdefault(str(data.get("part_of", "")), []).append(role)

    def below(role: str, depth: int, path: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        yield role, depth
        for member in members.get(role, []):
            if member not in path:
                yield from below(member, depth + 1, (*path, member))

    for role in roles:
        if members.get(role) and roles[role].get("part_of") not in roles:
            yield from below(role, 0, (role,))


def _nested(view: View, rows: list[tuple[str, int]], here: str) -> str:
    """The tree as nested lists."""
    out, depth = "", -1
    for role, level in rows:
        out += "<ul>" * (level - depth) if level > depth else "</li>" + "</ul></li>" * (depth - level)
        out += f"<li>{link(here, f'roles/{role}', view.name('role', role))}"
        depth = level
    return out + "</li></ul>" * (depth + 1)


def process(view: View, way: Data, here: str) -> str:
    """A way of doing something: who does what, step by step, and how long each may take where the law says."""
    title = pick(way["title"], view.lang)
    parts: list[str] = []
    items: list[str] = []
    y = 2.0
    steps = [step for step in way["steps"] if view.law.has("duty", step["duty"])]
    for number, step in enumerate(steps):
        duty = view.law.duty(step["duty"])
        limit = words.plain(duty_limit(view, duty, here))
        if number:
            beside = svg.wrap(limit, 19) if limit else []
            gap = max(26, svg.LINE * len(beside) + 12)
            parts.append(svg.arrow(20, y, y + gap))
            parts.append(
                svg.Text(34, y + gap / 2 + 5 - svg.LINE * (len(beside) - 1) / 2, beside, "hb-limit").draw() if beside else ""
            )
            y += gap
        name = pick(step["label"], view.lang)
        bearer = view.name("role", duty.bearer) if duty.bearer else ""
        lines = [*svg.wrap(name, 22), *svg.wrap(f"{bearer} {view.cite(duty.article)}", 22)]
        height = svg.LINE * len(lines) + 12
        parts += [svg.box(1, y, svg.WIDTH - 2, height), svg.Text(11, y + 20, lines).draw()]
        y += height
        items.append(f"{esc(name)}：{esc(bearer)} {article_link(here, duty.article, view.cite(duty.article))} {esc(limit)}")
    if not items:
        return ""
    said = tag("ol", "".join(tag("li", item) for item in items))
    return svg.figure(title, parts, svg.WIDTH, y + 4, view.say("in-words"), said)


def duty_limit(view: View, duty: Duty, here: str) -> str:
    """How long a duty leaves: its limit in figures, or its open term that no one has filled; nothing where it has neither."""
    if duty.sla:
        return words.resolved(view, duty.sla, here)
    for term in map(view.law.term, duty.terms):
        if term.needs in ("limit", "interval"):
            quoted = link(here, "terms", view.say("quoted", words=term.words), term.id)
            if term.id not in view.readings:
                return view.say("limit-open", term=quoted)
            return f"{quoted} {words.limit(view, view.readings[term.id][1])}"
    return ""


def processes(view: View, here: str) -> str:
    """Every way of doing things that has a step in this edition."""
    return "".join(process(view, way, here) for way in view.book.apparatus.processes)


def escalation(view: View, here: str) -> str:
    """The measures of each article that has several, in the order in which it names them."""
    by_article: dict[str, Entries] = {}
    for name, data in view.all("sanction"):
        by_article.setdefault(str(data.get("article", "")), []).append((name, data))
    figures = []
    for article, entries in by_article.items():
        if len(entries) > 1:
            text = view.law.article(article).text
            entries.sort(key=lambda entry: text.find(str(entry[1].get("quote", ""))))
            figures.append(_ladder(view, article, [str(data.get("measure", "")) for _, data in entries], here))
    return "".join(figures)


def _ladder(view: View, article: str, measures: list[str], here: str) -> str:
    parts: list[str] = []
    y = 2.0
    for number, measure in enumerate(measures):
        if number:
            parts.append(svg.arrow(20 + 8 * number, y, y + 20))
            y += 20
        x = 1.0 + 8 * number
        lines = svg.wrap(measure, (svg.WIDTH - x - 24) / svg.EM)
        height = svg.LINE * len(lines) + 12
        parts += [svg.box(x, y, svg.WIDTH - x - 1, height), svg.Text(x + 10, y + 20, lines).draw()]
        y += height
    said = tag("p", article_link(here, article, view.cite(article))) + tag("ol", "".join(tag("li", esc(m)) for m in measures))
    title = view.say("escalation", article=view.cite(article))
    return svg.figure(title, parts, svg.WIDTH, y + 4, view.say("in-words"), said)
