"""Small drawings as inline SVG: boxes, lines and text that wraps. Everything runs downward, so that a phone shows it whole.

Colours are the page's own (``currentColor`` and CSS classes). A drawing has a name and, beside it, its content as text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from checker.site.markup import esc, tag

EM = 13
LINE = 19
WIDTH = 310


def width(text: str) -> float:
    """The width of a text in ems: Han and full-width characters one, others a little more than half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def wrap(text: str, most: float) -> list[str]:
    """Lines of at most ``most`` ems; Latin words stay whole where they can."""
    lines, line = [], ""
    for token in _tokens(text):
        if line and width(line + token.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += token if line or token.strip() else ""
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for char in text:
        if found and char.isascii() and not char.isspace() and found[-1].isascii() and not found[-1].endswith(" "):
            found[-1] += char
        elif found and char.isspace() and found[-1].isascii():
            found[-1] += " "
        elif found and char in "，。；：、）」』":  # no line begins with these
            found[-1] += char
        else:
            found.append(char)
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text from a point down, its first baseline at ``y``."""

    x: float
    y: float
    lines: Sequence[str]
    css: str = ""

    def draw(self) -> str:
        spans = "".join(
            f'<tspan x="{self.x:g}" y="{self.y + n * LINE:g}">{esc(line)}</tspan>' for n, line in enumerate(self.lines)
        )
        return f'<text class="{self.css}">{spans}</text>' if self.css else f"<text>{spans}</text>"


def box(x: float, y: float, w: float, h: float, css: str = "") -> str:
    return f'<rect class="hb-box {css}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="2"/>'


def path(points: str, css: str = "") -> str:
    return f'<path class="hb-line {css}" d="{points}"/>'


def arrow(x: float, y: float, to: float) -> str:
    """A line down with a head."""
    return path(f"M{x:g} {y:g}V{to - 5:g}") + f'<path class="hb-head" d="M{x - 4:g} {to - 7:g}h8l-4 7z"/>'


def dot(x: float, y: float, css: str = "") -> str:
    return f'<circle class="hb-dot {css}" cx="{x:g}" cy="{y:g}" r="5"/>'


def figure(title: str, parts: Sequence[str], w: float, h: float, summary: str, words: str) -> str:
    """A drawing with its title, and under it the same in words (HTML), folded."""
    size = f'viewBox="0 0 {w:g} {h:g}" width="{w:g}" height="{h:g}"'
    drawn = f'<svg role="img" aria-label="{esc(title)}" {size}>{"".join(parts)}</svg>'
    said = tag("details", tag("summary", esc(summary)) + words)
    return tag("figure", tag("figcaption", esc(title)) + drawn + said, "hb-figure")
