"""What ``docs/reference`` adds to the law for readers: open questions, ways of doing things, what starts duties, how
records write those who bear them, words to search by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from checker import yamlio
from checker.model import Data
from checker.regulation.bearers import Bearer, read_bearers
from checker.regulation.triggers import Trigger, read_triggers


class Apparatus:
    """Read when it is asked for: by a run over records ``bearers`` alone. What is missing or malformed is left out."""

    def __init__(self, texts: yamlio.Texts) -> None:
        self._texts = texts

    def _data(self, name: str) -> Data:
        return self._texts.document(f"docs/reference/{name}.yml").data

    def _maps(self, name: str) -> list[Data]:
        listed = self._data(name).get(name)
        return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []

    @cached_property
    def repository(self) -> str:
        """The address of the repository, without a slash at its end; empty where none is given."""
        return str(self._data("regulation").get("repository") or "").rstrip("/")

    @cached_property
    def questions(self) -> list[Data]:
        """The open questions: ``{id, severity, articles, title, open, to}``, the graver first."""
        return sorted(self._maps("questions"), key=lambda one: (str(one.get("severity")), str(one.get("id"))))

    @cached_property
    def processes(self) -> list[Data]:
        """Ways of doing things, step by step: ``{id, title, steps: [{duty, label}]}``."""
        return self._maps("processes")

    @cached_property
    def triggers(self) -> Mapping[str, Trigger]:
        """What starts duties, by the words in which the law says it."""
        return read_triggers(self._maps("triggers"))

    @cached_property
    def bearers(self) -> Mapping[str, Bearer]:
        """How records write the roles of the law, by role."""
        return read_bearers(self._maps("bearers"))

    @cached_property
    def simplified(self) -> Mapping[str, str]:
        """Words whose Simplified form is not that of their characters one by one; both sides are of one length."""
        found = self._data("simplified").get("simplified")
        return found if isinstance(found, dict) else {}

    @cached_property
    def synonyms(self) -> Data:
        """Words to search by: ``{synonyms, ignored, light}``."""
        return self._data("synonyms")
