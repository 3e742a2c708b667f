"""The law's data in words: limits, readings of open terms, columns and conditions. Everything returned is HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from checker import quantity
from checker.catalog import listed
from checker.model import Data, RecordType
from checker.site.markup import esc, link, tag
from checker.site.view import View


def duration(view: View, iso: str) -> str:
    """``PT30S`` as 30 秒, ``P3M`` as 3 個月; what is no duration as it stands."""
    try:
        length = quantity.parse(iso)
    except ValueError:
        return esc(iso)
    words = []
    if length.months:
        years, months = divmod(length.months, 12)
        words += [view.say("years", n=years)] if years else []
        words += [view.say("months", n=months)] if months else []
    if length.micros or not words:
        words.append(quantity.describe(length.micros, view.lang))
    return esc(" ".join(words))


def limit(view: View, data: Data) -> str:
    """A limit or a reading that gives one: 30 秒，恰滿仍在限內，按實際經過的時間計."""
    value = data.get("value")
    if isinstance(value, str):
        length = duration(view, value)
    else:
        length = esc(view.say("counted", n=value, unit=view.say(f"unit-{data['unit']}")) if "unit" in data else str(value))
    details = [view.say(f"{key}-{data[key]}") for key in ("boundary", "clock") if key in data]
    return length + (esc("，" if view.lang != "en" else ", ") + esc(_join(view, details)) if details else "")


def reading(view: View, needs: str, fill: Data) -> str:
    """What an interpretation fills an open term with."""
    if needs in ("limit", "interval") and "value" in fill:
        return limit(view, fill)
    words = [esc(fill["text"])] if "text" in fill else []
    if fill.get("items"):
        words.append(esc(view.say("items-added", items=enumeration(view, fill["items"]))))
    if fill.get("closed"):
        words.append(esc(view.say("list-closed")))
    return tag("span", " ".join(words)) if words else esc(", ".join(f"{key}: {value}" for key, value in fill.items()))


def resolved(view: View, sla: str, page: str) -> str:
    """A limit of the law in figures: its own, or what fills its open term on the day, or that nothing does yet."""
    found = view.law.sla(sla)
    if not found.term:
        return limit(view, found.limit) if found.limit else esc(sla)
    term = found.term
    named = link(page, "terms", view.say("quoted", words=view.law.term(term).words), term)
    if term not in view.readings:
        return view.say("limit-open", term=named)
    act, fill = view.readings[term]
    return f"{named} {limit(view, fill)} " + esc(view.say("by-reading", number=act.number, effective=act.effective))


def enumeration(view: View, items: list[str]) -> str:
    return listed(items, view.lang)


def sequence(view: View, items: Iterable[str]) -> str:
    """HTML items one after the other."""
    return esc("、" if view.lang != "en" else ", ").join(items)


def _join(view: View, words: list[str]) -> str:
    return (", " if view.lang == "en" else "，").join(words)


def column(view: View, record: str, name: str) -> str:
    """A column by its title, with its id to copy: 反饋時間 ``received_at``."""
    kind = view.book.types.get(record)
    found = kind.columns.get(name) if kind else None
    title = (found.title_en if view.lang == "en" else found.title) if found else ""
    return f"{esc(title)} {tag('code', esc(name))}" if title and title != name else tag("code", esc(name))


def record_title(view: View, kind: RecordType) -> str:
    return kind.title_en if view.lang == "en" else kind.title


def record(view: View, name: str, page: str) -> str:
    """A record type by its title, linked to its page where there is one."""
    kind = view.book.types.get(name)
    return link(page, f"records/{name}", record_title(view, kind)) if kind else tag("code", esc(name))


def condition(view: View, data: Data, name: str) -> str:
    """A condition on a record of type ``name``, in words."""
    for key in ("all", "any"):
        if key in data:
            return esc(view.say(f"joined-{key}")).join(_nested(view, part, name) for part in data[key])
    if "not" in data:
        return view.say("negated", condition=_nested(view, data["not"], name))
    field = column(view, name, data["field"])
    if "filled" in data:
        return view.say("is-filled" if data["filled"] else "is-blank", field=field)
    if "as" in data:
        return view.say("is-same", field=field, other=column(view, name, data["as"]))
    if "in" in data:
        values = enumeration(view, [spelling(view, name, data["field"], value) for value in data["in"]])
        return view.say("is-among", field=field, values=esc(values))
    return view.say("is-equal", field=field, value=esc(spelling(view, name, data["field"], data.get("equals"))))


def _nested(view: View, data: Data, name: str) -> str:
    words = condition(view, data, name)
    return view.say("bracketed", words=words) if "all" in data or "any" in data else words


def spelling(view: View, name: str, field: str, value: object) -> str:
    """A code in the first spelling that an export would use."""
    code = str(value).lower() if isinstance(value, bool) else str(value)
    kind = view.book.types.get(name)
    found = kind.columns.get(field) if kind else None
    spellings = found.values.get(code, ()) if found else ()
    words = view.say("quoted", words=spellings[0]) if spellings and view.lang != "en" else code
    return words if words != code or not isinstance(value, bool) else view.say(f"boolean-{code}")


def plain(said: str) -> str:
    """What an HTML fragment says, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", said))
