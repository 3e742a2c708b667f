"""The register of statutes: every law that an article cites is entered once, truly, and is in force.

``docs/reference/laws.yml`` is apparatus, not law: what a statute is called, since when and until when it is in force, and what
has taken its place. A regulation that cites no law needs none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker import yamlio
from checker.model import Data, Place, Problem, UnitKey
from checker.regulation.checks.references import ids
from checker.regulation.checks.source import Source, either
from checker.regulation.law import text_of, texts_of

PATH = "docs/reference/laws.yml"


def check_laws(source: Source) -> Iterator[Problem]:
    """Citations entered exactly once; entries that name what exists and agree with it; citations of a law not in force."""
    document = source.documents.get(PATH) or yamlio.Document(PATH)
    value = document.data
    listed = value.get("laws")
    cited = {unit: data for unit, _, data in source.units("law")}
    entered: dict[str, str] = {}
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(entry, dict):
            place = document.place("laws", index)
            yield from _units(entry, place, cited, entered)
            yield from _articles(entry, place, cited, ids(source, "article"))
            yield from _status(entry, place, text_of(value, "as_of"))
            yield from _force(entry, cited, source)
    for unit, data in cited.items():
        if unit not in entered:
            yield Problem("law-unregistered", source.place(unit), {"id": unit, "law": text_of(data, "name")})


def status(entry: Data, day: str) -> str:
    """What a law is on a day (ISO): ``in-force`` from its first day up to, and not on, the day that ends it."""
    if day < text_of(entry, "from"):
        return "not-yet-in-force"
    return "repealed" if "" < text_of(entry, "until") <= day else "in-force"


def _cites(entry: Data) -> list[UnitKey]:
    """The citations an entry names: units ``law/…``."""
    return [UnitKey.parse(unit) for unit in texts_of(entry, "units")]


def _units(entry: Data, place: Place, cited: Mapping[UnitKey, Data], entered: dict[str, str]) -> Iterator[Problem]:
    """The citations an entry names exist, and none is named before; ``entered`` gathers them with the law of their entry."""
    law = text_of(entry, "title")
    for unit in _cites(entry):
        if unit not in cited:
            yield either("dangling", "dangling-near", place, unit, list(cited), id=law, key="units", target=unit)
        elif unit in entered:
            yield Problem("law-registered-twice", place, {"id": unit, "law": law, "other": entered[unit]})
        entered.setdefault(unit, law)


def _articles(entry: Data, place: Place, cited: Mapping[UnitKey, Data], known: list[str]) -> Iterator[Problem]:
    """The articles of an entry are those of its citations; those it touches exist."""
    law = text_of(entry, "title")
    found = {text_of(cited[unit], "article") for unit in _cites(entry) if unit in cited}
    listed = set(texts_of(entry, "articles"))
    if listed != found:
        yield Problem("law-articles-differ", place, {"law": law, "listed": _several(listed), "found": _several(found)})
    for article in texts_of(entry, "touches"):
        if article not in known:
            params = {"id": law, "key": "touches", "target": UnitKey("article", article)}
            yield either("dangling", "dangling-near", place, article, known, **params)


def _several(articles: set[str]) -> str:
    return "、".join(sorted(articles)) or "—"


def _status(entry: Data, place: Place, day: str) -> Iterator[Problem]:
    """The status an entry gives is what its dates make it on the day of the register."""
    given, made = text_of(entry, "status"), status(entry, day)
    if given and day and given != made:
        params = {"law": text_of(entry, "title"), "day": day, "status": given, "expected": made}
        yield Problem("law-status-differs", place, params)


def _force(entry: Data, cited: Mapping[UnitKey, Data], source: Source) -> Iterator[Problem]:
    """Each citation of a law that is not in force when the latest edition takes effect."""
    editions = source.book.history.editions
    day = editions[-1].effective.isoformat() if editions else ""
    if not day or status(entry, day) == "in-force":
        return
    params = {
        "law": text_of(entry, "title"),
        "day": day,
        "start": text_of(entry, "from"),
        "end": text_of(entry, "until") or "—",
        "successor": " ".join(texts_of(entry, "replaced_by") + texts_of(entry, "replaced_by_part")) or "—",
    }
    for unit in _cites(entry):
        if unit in cited:
            article = {"article": text_of(cited[unit], "article")}
            yield Problem("law-not-in-force", source.place(unit), {**article, **params}, "warning")
