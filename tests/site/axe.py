"""Axe on an open page, at a price that large pages bear: of text that looks alike, contrast is measured once."""

from __future__ import annotations

from typing import Any

import pytest

CONTRAST = "color-contrast"
ALIKE = """async rule => {
  const known = new Map(), looks = new Map()
  const plain = ["rgba(0, 0, 0, 0)", "none", "1", "none", "normal", "none", "static"].join()
  const drawn = one => {
    const style = getComputedStyle(one)
    const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
      style.textShadow, style.position].join()
    return own === plain ? "" : `${own} ${style.position === "static" ? "" : one.className}/`
  }
  const ground = one => {
    if (!known.has(one)) known.set(one, (one.parentElement ? ground(one.parentElement) : "") + drawn(one))
    return known.get(one)
  }
  const speaks = one => one.matches("input") || [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  for (const one of document.querySelectorAll("body *")) {
    if (!speaks(one) || !one.checkVisibility()) continue
    const style = getComputedStyle(one), look = ground(one) + [style.color, style.fontSize, style.fontWeight].join()
    looks.has(look) ? looks.get(look).push(one) : looks.set(look, [one])
  }
  const run = include => axe.run({ include }, { runOnly: [rule], elementRef: true })
  const alike = [...looks.values()]
  const first = await run(alike.map(all => all[0]))
  const decided = new Set([...first.passes, ...first.violations].flatMap(one => one.nodes.map(node => node.element)))
  const rest = alike.filter(all => !decided.has(all[0])).flatMap(all => all.slice(1))
  const second = rest.length ? await run(rest) : { violations: [] }
  const found = [...first.violations, ...second.violations].flatMap(one => one.nodes.map(node => node.html))
  return { found, measured: decided.size }
}"""
"""Text of one colour, size and weight on the same grounds has one contrast. Where the first of a look stays undecided (it is
hidden, or something covers it), all others of the look are asked."""


def violations(page: Any) -> list[tuple[str, str]]:
    """What axe finds: each broken rule and the element's beginning."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    options = {"resultTypes": ["violations"], "rules": {CONTRAST: {"enabled": False}}}
    broken = axe.run(page, options=options).response["violations"]
    found = [(one["id"], node["html"][:120]) for one in broken for node in one["nodes"]]
    contrast = page.evaluate(ALIKE, CONTRAST)
    assert contrast["measured"], "no contrast was measured at all"
    return found + [(CONTRAST, html[:120]) for html in contrast["found"]]
