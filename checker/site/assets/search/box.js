/* In the page, before Material's own script: a worker where browsers forbid one, and what to say when nothing answers. */
(() => {
  "use strict"

  /* A copy opened as files: browsers refuse workers there, so the same code runs in the page; Material asks for the index as a
   * script by itself. The code finds its messages at window.handbookPort (checker/site/client.py wraps it so). */
  class PageWorker extends EventTarget {
    constructor(address) {
      super()
      const waiting = []
      let take = data => waiting.push(data)
      this.postMessage = data => setTimeout(() => take(data))
      window.handbookPort = {
        addEventListener: (_, listener) => {
          take = data => listener({ data })
          waiting.splice(0).forEach(take)
        },
        postMessage: data => setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })))
      }
      const code = document.createElement("script")
      code.src = address
      document.head.append(code)
    }
    terminate() {}
  }

  /* Folders have no index page where nobody serves them. */
  const filed = link => {
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }
  if (location.protocol === "file:") {
    window.Worker = PageWorker
    for (const moment of ["click", "auxclick", "mouseover", "focusin"])
      document.addEventListener(moment, event => filed(event.target.closest && event.target.closest("a[href]")), true)
  }

  /* The index is asked for when somebody goes to the box, so that it is there with the first word. */
  const config = new URL("../../search/search_index.json", document.currentScript.src)
  const early = ({ target }) => {
    if (!target.matches("[data-md-component=search-query]")) return
    document.removeEventListener("focusin", early)
    fetch(config).then(response => response.json()).then(({ config: { handbook } }) => fetch(new URL(handbook.index, config)))
      .catch(() => {})
  }
  if (location.protocol !== "file:") document.addEventListener("focusin", early)

  /* A page that is only there to head its articles leads to the first of them, marked, and not to its own beginning.
   * Near sections are counted by Material like answers; say instead that nothing answers. */
  document.addEventListener("DOMContentLoaded", () => {
    const results = document.querySelector("[data-md-component=search-result]")
    if (!results) return
    const meta = results.querySelector(".md-search-result__meta")
    meta.setAttribute("role", "status")
    new MutationObserver(() => {
      for (const head of results.querySelectorAll(".md-search-result__item > a:first-child")) {
        const first = head.parentElement.querySelector("a[href*='#']")
        if (first && head.querySelector("[data-md-score='0.00']") && head.href !== first.href) head.href = first.href
      }
      const near = results.querySelector(".hb-near")
      if (near && meta.textContent !== near.dataset.hbSaid) meta.textContent = near.dataset.hbSaid
    }).observe(results, { childList: true, subtree: true, characterData: true })
  })
})()
