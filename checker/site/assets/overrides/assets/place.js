/* A bar under the header names the article under the reader's eye, and cites it. */
"use strict"
{
  const articles = [...document.querySelectorAll(".md-content .hb-article[id]")]
  if (articles.length > 1) {
    const bar = document.createElement("div")
    bar.className = "hb-place"
    bar.hidden = true
    const link = document.createElement("a")
    bar.append(link)
    document.querySelector(".md-header").append(bar)
    const top = () => document.querySelector(".md-header").getBoundingClientRect().bottom + 56 /* the bar, and a line of text */
    let waiting = false, shown = null

    function show() {
      waiting = false
      const line = top()
      let now = null
      for (const one of articles) {
        if (one.getBoundingClientRect().top > line) break
        now = one
      }
      const end = document.querySelector(".md-content__inner").getBoundingClientRect().bottom
      if (end < line) now = null
      bar.hidden = !now
      if (now === shown || !now) { shown = now; return }
      shown = now
      const words = now.cloneNode(true)
      words.querySelectorAll(".hb-no, .hb-id, .headerlink").forEach(one => one.remove())
      link.textContent = `${now.dataset.hbCite} ${words.textContent.trim()}`
      link.href = `#${now.id}`
    }
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(show) } }, { passive: true })
    show()
  }
}
