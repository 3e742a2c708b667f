/* Second part: what Material 9.8 shows, and the messages it exchanges with its worker.
 * Private protocol: {type: 0, data: {config, docs}} in, {type: 1} out; {type: 2, data: query} in, {type: 3, data: {items}} out,
 * where items is a list of groups, each the documents of one page. Titles and texts become innerHTML: all is escaped here. */
const escapeHTML = text => text.replace(/[&<>"']/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c])

/* Where the words stand in a text as it is written, merged and in order. */
function places(state, text, words) {
  const { folded, from } = foldWith(state.table, text)
  const found = []
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      if (!isLatin(word[0]) || stands(folded, word, at)) found.push([from[at], from[at + word.length]])
  found.sort((a, b) => a[0] - b[0])
  return found.reduce((merged, [start, end]) => {
    const last = merged[merged.length - 1]
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
    return merged
  }, [])
}

function marked(text, found, start, end) {
  let shown = "", at = start
  for (const [from, to] of found) {
    if (from < at || to > end) continue
    shown += escapeHTML(text.slice(at, from)) + "<mark>" + escapeHTML(text.slice(from, to)) + "</mark>"
    at = to
  }
  return shown + escapeHTML(text.slice(at, end))
}

/* About 90 characters around the first mark, cut at punctuation where there is some. */
function teaser(text, found) {
  if (text.length <= 100) return marked(text, found, 0, text.length)
  const first = found.length ? found[0][0] : 0
  const cut = Math.max(...[..."。；，、"].map(c => text.lastIndexOf(c, first - 1)))
  const start = first < 40 ? 0 : cut >= first - 40 ? cut + 1 : first - 20
  const end = Math.min(text.length, start + 90)
  return (start ? "…" : "") + marked(text, found, start, end) + (end < text.length ? "…" : "")
}

function shownAs(state, { n, score, missing, words, near }) {
  const doc = state.docs[n], { said } = state
  const inTitle = places(state, doc.title, words), inText = places(state, doc.text, words)
  const seen = [...inTitle.map(([a, b]) => doc.title.slice(a, b)), ...inText.map(([a, b]) => doc.text.slice(a, b))]
  const marks = near ? {} : Object.fromEntries([...new Set(seen)].slice(0, 6).map(word => [word, true]))
  const label = near ? `<span class="hb-near" data-hb-said="${escapeHTML(said.none)}">${escapeHTML(said.near)}</span> ` : ""
  return {
    location: doc.location, score,
    title: label + marked(doc.title, inTitle, 0, doc.title.length),
    text: teaser(doc.text, inText),
    terms: Object.assign(marks, Object.fromEntries(missing.map(word => [word, false])))
  }
}

/* Groups by page, best first. Material wants the page itself in each group, and folds away what scores less than the first. */
function answer(state, text) {
  if (!text.trim()) return []
  const exact = cited(state, text)
  const hits = exact.length ? exact : ranked(state, text)
  const groups = new Map()
  for (const hit of hits) {
    const page = state.docs[hit.n].location.split("#")[0]
    if (!groups.has(page)) groups.set(page, [])
    groups.get(page).push(hit)
  }
  return [...groups].map(([page, members]) => {
    const best = members[0].score
    const shown = members.map((hit, place) => {
      const item = shownAs(state, hit)
      return place < 3 && hit.score >= best / 2 ? Object.assign(item, { score: best }) : item
    })
    if (!shown.some(item => !item.location.includes("#"))) {
      const n = state.docs.findIndex(doc => doc.location === page)
      shown.push(shownAs(state, { n, score: 0, missing: [], words: [], near: false }))
    }
    return shown
  })
}

/* The index comes with the first message or, so that pages stay light, is fetched for the first query. */
let given, state, turn = 0

async function ready() {
  if (!given.docs.length) given = await (await fetch(new URL(`../../search/${given.config.handbook.index}`, self.location))).json()
  return prepare(given)
}

self.addEventListener("message", ({ data: message }) => {
  if (message.type === 0) {
    given = message.data
    state = undefined
    self.postMessage({ type: 1 })
  } else if (message.type === 2) {
    const mine = ++turn // while the index is on its way the reader types on: only the last query is answered
    const show = items => { if (mine === turn) self.postMessage({ type: 3, data: { items } }) }
    if (!message.data.trim()) return show([])
    state = state || ready()
    state.then(known => show(answer(known, message.data)), () => { state = undefined; show([]) })
  }
})
