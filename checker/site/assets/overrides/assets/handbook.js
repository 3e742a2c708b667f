/* Two small things the theme lacks: text committed by an input method reaches the search, and citations can be copied. */
"use strict"

/* Material listens to keyup alone; an input method, dictation or a paste commits without one. */
document.addEventListener("input", event => {
  if (event.target.matches("[data-md-component=search-query]") && !event.isComposing)
    event.target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
})
document.addEventListener("compositionend", event => {
  if (event.target.matches("[data-md-component=search-query]"))
    event.target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
})

/* One live region says what was copied. */
const said = document.createElement("div")
said.className = "hb-said"
said.setAttribute("role", "status")
said.setAttribute("aria-live", "polite")
document.body.append(said)

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  const box = document.createElement("textarea")
  box.value = text
  box.setAttribute("aria-hidden", "true")
  box.className = "hb-offscreen"
  document.body.append(box)
  box.select()
  const done = document.execCommand("copy")
  box.remove()
  if (!done) throw new Error("copy refused")
}

document.addEventListener("click", async event => {
  if (event.target.closest(".hb-print")) return print()
  const button = event.target.closest("[data-hb-copy]")
  if (!button) return
  try {
    const { hbCopy: words, hbLink: link } = button.dataset
    await copy(link ? `${words} ${new URL(link, location.href)}` : words)
    button.focus()
    said.textContent = button.dataset.hbDone
    said.classList.add("hb-said--shown")
    setTimeout(() => { said.classList.remove("hb-said--shown"); said.textContent = "" }, 4000)
  } catch {
    getSelection().selectAllChildren(button.parentElement.querySelector(".hb-citation"))
  }
})

/* Of the buttons for light and dark, the keyboard stops at the one that is shown. */
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".md-option") && target.nextElementSibling.hidden) {
    const shown = document.querySelector(".md-option + label:not([hidden])")
    if (shown) shown.previousElementSibling.focus()
  }
})
