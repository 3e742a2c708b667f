"""The regulation as one value: what ``docs/`` says, its history, and the apparatus around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from checker import quantity, yamlio
from checker.citation import article_order, citation, cite, in_script
from checker.model import Data, Edition, Place, Problem, Proposal, RecordType
from checker.records.types import read_types
from checker.regulation.apparatus import Apparatus
from checker.regulation.calendars import CIVIL, Calendar, civil_calendar, read_calendars
from checker.regulation.history import History, read_history
from checker.regulation.law import Law
from checker.regulation.load import Present, read_present
from checker.regulation.proposals import read_proposals

_ABOUT = "docs/reference/regulation.yml"


@dataclass(frozen=True, slots=True)
class Book:
    """A whole regulation. ``problems`` are those of reading; ``checker.regulation.lint`` finds the others.

    ``title`` has a name by language; ``english`` gives the English name of a unit; ``zone`` is an IANA zone.
    """

    title: Mapping[str, str]
    language: str
    zone: str
    present: Present
    history: History
    proposals: tuple[Proposal, ...]
    english: Mapping[str, str]
    types: Mapping[str, RecordType]
    calendars: Mapping[str, Calendar]
    apparatus: Apparatus
    problems: tuple[Problem, ...]

    def edition(self, day: date | None = None) -> Edition:
        """The edition of a day (today if none is given): the first one for a day before it, an empty one without history."""
        day = day or datetime.now(ZoneInfo(self.zone)).date()
        editions = self.history.editions
        return self.history.on(day) or (editions[0] if editions else Edition(date.min, 0, True, self.present.units))

    def midnight(self, day: date) -> int:
        """The instant (µs) at which a day begins in the regulation's zone."""
        return quantity.midnight(day, ZoneInfo(self.zone))

    def calendar(self, name: str) -> Calendar:
        """A calendar by its id; the civil one is always there. KeyError for one nobody wrote."""
        if name in self.calendars:
            return self.calendars[name]
        if name != CIVIL:
            raise KeyError(name)
        return civil_calendar(
            self.zone, min((edition.effective for edition in self.history.editions), default=date(1970, 1, 1))
        )

    def law(self, edition: Edition | None = None) -> Law:
        """The law of an edition, for reading; what ``docs/`` says now if none is given."""
        return Law(edition.units if edition else self.present.units, self.english)


def read_book(texts: yamlio.Texts) -> Book:
    """Read everything; never raises for what the files hold."""
    present = read_present(texts)
    history, problems = read_history(texts)
    proposals, proposal_problems = read_proposals(texts, history)
    types, record_problems = read_types(texts.files)
    about, about_problems = _reference(texts, _ABOUT)
    english, english_problems = _reference(texts, "docs/reference/english.yml")
    zone, zone_problems = _zone(texts, about)
    calendars, calendar_problems = read_calendars(texts, zone)
    title = about.get("title")
    names = english.get("english")
    return Book(
        title=title if isinstance(title, dict) else {"zh-Hant": "", "en": ""},
        language=str(about.get("language", "zh-Hant")),
        zone=zone,
        present=present,
        history=history,
        proposals=proposals,
        english=names if isinstance(names, dict) else {},
        types=types,
        calendars=calendars,
        apparatus=Apparatus(texts),
        problems=(
            *present.problems,
            *problems,
            *proposal_problems,
            *record_problems,
            *about_problems,
            *zone_problems,
            *english_problems,
            *calendar_problems,
        ),
    )


def _zone(texts: yamlio.Texts, about: Data) -> tuple[str, list[Problem]]:
    """The regulation's zone; UTC, and a problem, where no clock of the world has that name."""
    name = about.get("zone", "UTC")
    try:
        ZoneInfo(name if isinstance(name, str) else "UTC")  # what is no text the schema reports
    except (LookupError, ValueError, OSError):  # no such zone; a folder of them; what is no name
        near = get_close_matches(name, available_timezones(), 1, 0.6)
        place = texts.document(_ABOUT).place("zone")
        return "UTC", [Problem("zone-unknown", place, {"zone": name, "near": near[0] if near else "Asia/Shanghai"})]
    return str(name), []


def _reference(texts: yamlio.Texts, path: str) -> tuple[Data, list[Problem]]:
    if path not in texts.files and path == _ABOUT:
        return {}, [Problem("file-missing", Place(path))]
    document = texts.document(path)
    return document.data, list(document.problems)


__all__ = ["Book", "article_order", "citation", "cite", "in_script", "read_book"]
