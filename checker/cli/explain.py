"""``handbook explain``: what a rule looks at, on what ground, with cases and examples; the rules of an article."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from checker import describe, quantity
from checker.catalog import listed, pick, say
from checker.citation import cite, in_script
from checker.cli.asked import Asked, meant, nearest
from checker.cli.common import Refusal, command_help, emit_json, format_option, lang_option, load, root_option
from checker.model import Edition, UnitKey
from checker.regulation.book import Book
from checker.rules.cases import Case, telling
from checker.rules.load import SIDES, Encoding


@click.command("explain", help=command_help("explain"))
@click.argument("name", required=False, metavar="[RULE]")
@format_option("text", "json")
@lang_option
@root_option
def command(name: str | None, form: str, lang: str, root: Path | None) -> None:
    model = load(root)
    book, encoding = model.book, model.encoding
    edition = book.edition()
    asked = meant(name, book, encoding, edition) if name is not None else Asked(tuple(encoding.rules.values()))
    if name is not None and asked == Asked():
        raise _unknown(name, book, encoding, edition, lang)
    shown = [describe.article(book, encoding, edition, article, lang, edition.effective) for article in asked.articles]
    ids = dict.fromkeys(rule["rule"] for article in shown for norm in article["norms"] for rule in norm["rules"])
    chosen = [encoding.rules[one] for one in ids if one in encoding.rules] or sorted(asked.rules, key=lambda rule: rule.id)
    if form == "json":
        emit_json({"rules": [describe.rule(book, encoding, item, lang) for item in chosen]})
        return
    for number, article in enumerate(shown):
        if number:
            click.echo()
        _article(article, encoding, edition, lang)
    if shown and len(chosen) == 1:
        click.echo()
    if len(chosen) == 1:
        told = [case for duty in chosen[0].duties for case in encoding.cases.of(duty)]
        _print(describe.rule(book, encoding, chosen[0], lang), telling(told), lang)
    elif not shown:
        for item in chosen:
            click.echo(f"{item.id:<36} {' '.join(item.duties):<10} {pick(item.title, lang)}")
    if len(chosen) > 1 and name is not None:
        click.echo("\n" + say("explain.further", lang, rule=chosen[0].id))


def _unknown(name: str, book: Book, encoding: Encoding, edition: Edition, lang: str) -> Refusal:
    near = nearest(name, book, encoding, edition)
    if not near:
        return Refusal(say("error.unknown", lang, name=name, hint=say("explain.none", lang)))
    law = book.law(edition)
    told = [
        f"{one:<36} {pick(encoding.rules[one].title, lang)}"
        if one in encoding.rules
        else f"{one:<12} {cite(one, lang)} {law.name(UnitKey('article', one), lang)}"
        for one in near
    ]
    hint = say("explain.near", lang)
    return Refusal(say("error.unknown", lang, name=name, hint=hint), *(f"  handbook explain {words}" for words in told))


def _article(item: dict[str, Any], encoding: Encoding, edition: Edition, lang: str) -> None:
    """An article's norms, each with the rules that look at it, a line each, or why none does."""
    click.secho(f"{item['article']}  {item['title']}", bold=True)
    click.echo(f"  {item['citation']}")
    for norm in item["norms"]:
        click.echo(f"  {norm['duty']}  「{in_script(norm['quote'] or '', lang)}」")
        for one in norm["rules"]:
            found = encoding.rules.get(one["rule"])
            what = say(f"severity.{found.severity(edition.units)}" if found else "coverage.statistic", lang)
            click.echo(f"    {one['rule']:<36} {what}  {one['title']}")
        if norm["unchecked"]:
            why = say("why." + norm["unchecked"]["why"], lang)
            click.echo("    – " + say("show.unchecked", lang, why=why, reason=in_script(norm["unchecked"]["reason"], lang)))


def _print(item: dict[str, Any], cases: Sequence[Case], lang: str) -> None:
    click.secho(f"{item['rule']}  {item['title']}", bold=True)
    rows = {
        "what": f"{item['what']}（{item['kind']}）",
        "article": f"{item['citation']}\n「{in_script(item['quote'] or '', lang)}」",
        "also": "\n".join(_also(one, lang) for one in item["also"]),
        "trigger": _trigger(item["trigger"], lang),
        "until": say("explain.until-told", lang, at=item["until"]["title"]) if item["until"] else "",
        "rests-on": listed((one["title"] for one in item["rests_on"]), lang),
        "bearer": in_script(item["bearer"]["name"], lang),
        "severity": f"{say('severity.' + item['severity'], lang)}（{say('strength.' + item['strength'], lang)}）",
        "note": in_script(item["note"] or "", lang),
        "unaccused": _unaccused(item["undecided"], lang),
        "record": item["record"],
        "columns": listed(item["columns"], lang),
        "versions": "\n".join(_version(version, lang) for version in item["versions"]),
    }
    for key, words in rows.items():
        if not words:
            continue
        label = say(f"explain.{key}", lang)
        first, *rest = words.splitlines()
        click.echo(f"  {label}：{first}")
        for line in rest:
            click.echo(f"    {line}")
    if cases:
        click.echo(f"\n  {say('explain.cases', lang)}")
    for case in cases:
        told = say("explain.case", lang, verdict=say(f"case.{case.says}", lang), story=case.story, words=case.words, id=case.id)
        click.echo(f"    {in_script(told, lang)}")
    for side in SIDES:
        if item["examples"][side]:
            click.echo(f"\n  {say(f'explain.{side}', lang)}")
        for example in item["examples"][side]:
            click.echo("    " + "  ".join(f"{key}={_cell(value)}" for key, value in example.items()))


def _also(duty: dict[str, Any], lang: str) -> str:
    """A further article that says the same, of whom, and how the rule decides it."""
    about = (in_script(duty["bearer"]["name"], lang), say(f"strength.{duty['strength']}", lang))
    return f"{cite(duty['article'], lang)}「{in_script(duty['quote'] or '', lang)}」{'｜'.join(filter(None, about))}"


def _trigger(trigger: dict[str, Any] | None, lang: str) -> str:
    """The words of the trigger, and the events of the records that are it or why there are none."""
    if trigger is None:
        return ""
    events = [say("explain.event", lang, record=one["record_title"], at=one["at_title"]) for one in trigger["events"]]
    others = [trigger[key] for key in ("standing", "unrecorded") if trigger[key]]
    told = say("explain.or", lang).join(events or others)
    return in_script(say("explain.triggered", lang, words=trigger["words"], told=told) if told else trigger["words"], lang)


def _unaccused(undecided: dict[str, Any] | None, lang: str) -> str:
    """Which records the rule does not accuse, and why."""
    if undecided is None:
        return ""
    which = "always" if undecided["when"] is None and undecided["unless"] is None else "when"
    return say(f"explain.unaccused-{which}", lang, because=undecided["because"])


def _version(version: dict[str, Any], lang: str) -> str:
    start = say("explain.from", lang, start=version["from"])
    if version["gap"]:
        return f"{start}：{say('gap.' + version['gap'], lang, term=version['open_term'], quote=version['quote'])}"
    words = []
    if version["limit"]:
        words.append(say("explain.limit", lang, limit=quantity.spoken(version["limit"], lang)))
    if version["items"]:
        state = say("explain.closed" if version["closed"] else "explain.open", lang)
        words.append(say("explain.items", lang, items=listed(version["items"], lang)) + state)
    words += [say(f"site.key-{key}", lang) + f" {number}" for key, number in version["numbers"].items()]
    if version["every"]:
        words.append(say("explain.every", lang, every=quantity.spoken(version["every"], lang)))
    if version["times"]:
        words.append(say("explain.times", lang, times=version["times"]))
    return "：".join([start, "，".join(words)] if words else [start])


def _cell(value: Any) -> str:
    return "∅" if value is None else str(value)
