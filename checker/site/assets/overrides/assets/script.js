/* Traditional or Simplified: a switch in the header, remembered. The table is fetched when it is first wanted. */
"use strict"
{
  const KEY = "handbook-script"
  const SAID = ["aria-label", "title", "placeholder", "alt"]
  const address = new URL("hans.js", document.currentScript.src)
  const root = document.documentElement
  let undo = [] /* what gives each place its own words back */
  let convert = null

  const remembered = () => { try { return localStorage.getItem(KEY) === "hans" } catch { return false } }
  const remember = on => { try { localStorage.setItem(KEY, on ? "hans" : "hant") } catch { /* a private window forgets */ } }

  const load = () => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject })
    document.head.append(script)
  }).then(() => {
    const [old, fresh, words] = globalThis.handbookHans
    const to = new Map([...Object.entries(words), ...[...old].map((char, i) => [char, [...fresh][i]])])
    const wanted = new RegExp([...Object.keys(words), `[${old}]`].join("|"), "gu")
    convert = text => text.replace(wanted, match => to.get(match))
  })

  function change(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const own = node.data, words = convert(own)
      if (words !== own && !node.parentElement?.closest("script, style, textarea")) {
        node.data = words
        undo.push(() => { if (node.data === words) node.data = own })
      }
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return
    for (const name of SAID) {
      const own = node.getAttribute(name), words = own && convert(own)
      if (own && words !== own) {
        node.setAttribute(name, words)
        undo.push(() => { if (node.getAttribute(name) === words) node.setAttribute(name, own) })
      }
    }
    for (const child of node.childNodes) change(child)
  }

  const watch = new MutationObserver(records => quietly(() => {
    for (const { type, target, addedNodes } of records)
      if (type === "characterData") change(target)
      else addedNodes.forEach(change)
  }))

  function quietly(act) {
    watch.disconnect()
    act()
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  }

  async function apply(on) {
    if (on) {
      if (!convert) await load()
      quietly(() => { change(root); root.lang = "zh-Hans" })
    } else {
      watch.disconnect()
      for (const back of undo) back()
      undo = []
      root.lang = "zh-Hant"
    }
    label(on)
  }

  const button = Object.assign(document.createElement("button"), { type: "button", className: "md-header__button hb-script" })
  function label(on) {
    button.textContent = on ? "繁" : "简"
    button.lang = on ? "zh-Hant" : "zh-Hans"
    const words = on ? "改用繁體字" : "改用简体字"
    button.setAttribute("aria-label", words)
    button.title = words
  }

  if (root.lang === "zh-Hant") {
    label(false)
    button.addEventListener("click", () => {
      const on = root.lang !== "zh-Hans"
      remember(on)
      apply(on).then(() => button.focus(), () => remember(false))
    })
    document.querySelector(".md-header__inner > .md-header__button[for=__search]")?.before(button)
    if (remembered()) apply(true)
  }
}
