"""What an act changes, article by article: the text as a redline, the data beside it in words, field by field."""

from __future__ import annotations

from collections.abc import Iterable

from checker.citation import article_order
from checker.model import Change, Data, Edition, UnitKey
from checker.regulation.acts import canonical
from checker.site import times, words
from checker.site.markup import article_link, esc, listed, tag
from checker.site.redline import redline
from checker.site.view import View

PROSE = ("quote", "name", "measure", "title", "object", "trigger")
QUIET = ("article", "source")


def data_change(view: View, change: Change) -> str:
    """One datum: what was done to it, and for an amended one each field that differs."""
    label = view.say(f"unit-{change.unit.kind}")
    head = f"{tag('strong', esc(view.say(f'did-{change.action}')))} {esc(label)} {tag('code', esc(change.unit.id))}"
    before, after = change.before or {}, change.after or {}
    fields = [key for key in dict.fromkeys([*before, *after]) if key not in QUIET and before.get(key) != after.get(key)]
    lines = [f"{esc(_label(view, key))}：{_field(view, key, before, after)}" for key in fields]
    return head + "".join(tag("p", line, "hb-fine") for line in lines)


def _field(view: View, key: str, before: Data, after: Data) -> str:
    marks = view.say("deleted"), view.say("inserted")
    old = _value(view, key, before[key]) if key in before else ""
    new = _value(view, key, after[key]) if key in after else ""
    if key in PROSE:
        return redline(old, new, *marks)
    return "".join(redline(*pair, *marks) for pair in ((old, ""), ("", new)) if any(pair))


def _value(view: View, key: str, value: object) -> str:
    """A field in the words people know it by, as plain text; as canonical JSON where there are none."""
    if key in ("bearer", "holder", "part_of"):
        return view.name("role", str(value))
    if key == "modality":
        return view.say(f"modality-{value}")
    if key in ("limit", "frequency") and isinstance(value, dict) and "value" in value:
        return words.plain(words.limit(view, value))
    if isinstance(value, str):
        return words.plain(words.duration(view, value)) if key == "frequency" else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return words.enumeration(view, value)
    return canonical(value)


def _label(view: View, key: str) -> str:
    try:
        return view.say(f"field-{key}")
    except KeyError:
        return key


def redlines(view: View, changes: Iterable[Change], before: Edition, here: str) -> list[str]:
    """Changes against an edition, article by article, the words to the character."""
    blocks = [f"## {view.say('changes')} {{ #changes }}", tag("p", view.say("redline-key"), "hb-fine")]
    for place, mine in _by_article(changes, before).items():
        blocks += _changed(view, place, mine, here, before)
    return blocks


def _by_article(changed: Iterable[Change], before: Edition) -> dict[str, list[Change]]:
    """The changes under the article or section they concern, in the order of the law; those of none (roles) last, under ''."""
    found: dict[str, list[Change]] = {}
    for change in changed:
        article = (
            change.unit.id if change.unit.kind in times.TEXT else str((change.after or change.before or {}).get("article", ""))
        )
        found.setdefault(article, []).append(change)
    for changes in found.values():
        changes.sort(key=lambda change: (change.unit.kind not in times.TEXT, change.unit))
    return dict(sorted(found.items(), key=lambda item: (item[0] == "", article_order(item[0]) if item[0] else ())))


def _changed(view: View, place: str, changes: list[Change], here: str, before: Edition) -> list[str]:
    """One article's changes, under the name it has after them (or had before, if they repeal it)."""
    if place:
        unit = UnitKey("article" if "-" in place else "section", place)
        named = next((change.after for change in changes if change.unit == unit and change.after), None)
        name = f"{view.cite(place)} {_title(named or before.units.get(unit))}"
        blocks = [f"### {esc(name)} {{ #{place} }}", tag("p", article_link(here, place, view.say("read-article")), "hb-fine")]
    else:
        blocks = [f"### {view.say('other-changes')} {{ #other }}"]
    words = [change for change in changes if change.unit.kind in times.TEXT]
    for change in words:
        blocks.append(words_changed(view, change, here))
    data = [data_change(view, change) for change in changes if change not in words]
    if data:
        blocks.append(tag("p", esc(view.say("noted-changes")), "hb-fine") + listed(data, "hb-values"))
    return blocks


def words_changed(view: View, change: Change, here: str) -> str:
    """An article or section before and after, as one redline."""
    did = tag("p", tag("strong", esc(view.say(f"did-{change.action}"))) + _replaces(view, change, here))
    marks = view.say("deleted"), view.say("inserted")
    lines = [redline(_title(change.before), _title(change.after), *marks)]
    lines += [redline(old, new, *marks) for old, new in _paragraphs(change.before, change.after)]
    return tag("div", did + "".join(tag("p", line) for line in lines if line), "hb-redline")


def _title(data: Data | None) -> str:
    return str((data or {}).get("title", ""))


def _paragraphs(before: Data | None, after: Data | None) -> list[tuple[str, str]]:
    """Texts in pairs: paragraph by paragraph where they are as many, else as a whole."""
    old, new = str((before or {}).get("text", "")), str((after or {}).get("text", ""))
    olds, news = old.split("\n\n"), new.split("\n\n")
    return list(zip(olds, news, strict=True)) if len(olds) == len(news) else [(old, new)]


def _replaces(view: View, change: Change, here: str) -> str:
    if not change.replaces:
        return ""
    name = change.replaces.id
    return " " + view.say("replaces", article=article_link(here, name, view.cite(name)))
