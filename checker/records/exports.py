"""The exports of a run, as they are named by whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.records.sources import Sources

MEMORY = "1GB"
"""What the database may hold in memory; the rest is spilled to disk."""


@dataclass(frozen=True, slots=True)
class Exports:
    """``paths`` are files or folders, ``forced`` names the record type of a file.

    ``cutoff`` (µs) is the instant up to which they go; None: the latest in them. ``sources`` is what they claim to hold.
    """

    paths: Sequence[Path]
    forced: Mapping[Path, str] = field(default_factory=dict)
    cutoff: int | None = None
    sources: Sources = field(default_factory=Sources)
