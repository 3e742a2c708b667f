"""``handbook explain``: what a rule looks at, on what ground, with a kept and a broken example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker import describe, quantity
from checker.catalog import pick, say
from checker.citation import in_script
from checker.cli.common import command_help, emit_json, format_option, lang_option, load, refuse_unknown, root_option
from checker.rules.load import SIDES


@click.command("explain", help=command_help("explain"))
@click.argument("rule", required=False)
@format_option("text", "json")
@lang_option
@root_option
def command(rule: str | None, form: str, lang: str, root: Path | None) -> None:
    model = load(root)
    book, encoding = model.book, model.encoding
    if rule is not None and rule not in encoding.rules:
        raise refuse_unknown(rule, encoding.rules, lang)
    chosen = [encoding.rules[rule]] if rule else sorted(encoding.rules.values(), key=lambda r: r.id)
    if form == "json":
        emit_json({"rules": [describe.rule(book, encoding, item, lang) for item in chosen]})
    elif rule is None:
        for item in chosen:
            click.echo(f"{item.id:<36} {item.duty:<10} {pick(item.title, lang)}")
    else:
        _print(describe.rule(book, encoding, chosen[0], lang), lang)


def _print(item: dict[str, Any], lang: str) -> None:
    click.secho(f"{item['rule']}  {item['title']}", bold=True)
    rows = {
        "what": f"{item['what']}（{item['kind']}）",
        "article": f"{item['citation']}\n「{in_script(item['quote'] or '', lang)}」",
        "trigger": _trigger(item["trigger"], lang),
        "until": say("explain.until-told", lang, at=item["until"]["title"]) if item["until"] else "",
        "rests-on": (", " if lang == "en" else "、").join(one["title"] for one in item["rests_on"]),
        "bearer": in_script(item["bearer"]["name"], lang),
        "severity": f"{say('severity.' + item['severity'], lang)}（{say('strength.' + item['strength'], lang)}）",
        "note": in_script(item["note"] or "", lang),
        "unaccused": _unaccused(item["undecided"], lang),
        "record": item["record"],
        "columns": "、".join(item["columns"]),
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
    for side in SIDES:
        if item["examples"][side]:
            click.echo(f"\n  {say(f'explain.{side}', lang)}")
        for example in item["examples"][side]:
            click.echo("    " + "  ".join(f"{key}={_cell(value)}" for key, value in example.items()))


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
    which = "always" if undecided["when"] is None else "when"
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
        words.append(say("explain.items", lang, items="、".join(version["items"])) + state)
    words += [say(f"site.key-{key}", lang) + f" {number}" for key, number in version["numbers"].items()]
    if version["every"]:
        words.append(say("explain.every", lang, every=quantity.spoken(version["every"], lang)))
    if version["times"]:
        words.append(say("explain.times", lang, times=version["times"]))
    return "：".join([start, "，".join(words)] if words else [start])


def _cell(value: Any) -> str:
    return "∅" if value is None else str(value)
