/* Search in the browser, first half: the ranking of checker/site/search.py. Both halves are joined into one worker. */
"use strict"

const NUMERALS = "零一二三四五六七八九十"
const CITED = /^第?(\d+(?:\.\d+)*)[章节]?(?:(?:-|第)(\d+(?:-\d+)*)条?(?:之(\d+))?)?-?$/

const isHan = c => c >= "㐀" && c <= "鿿"
const isLatin = c => (c >= "a" && c <= "z") || (c >= "0" && c <= "9")

/* Folded letters of a text, and for each where in the text it came from. */
function foldWith(table, text) {
  let folded = ""
  const from = []
  let at = 0
  for (const char of text) {
    for (const c of char.normalize("NFKC").toLowerCase()) {
      const letter = table.get(c) || c
      folded += letter
      for (let i = 0; i < letter.length; i++) from.push(at)
    }
    at += char.length
  }
  from.push(at)
  return { folded, from }
}

function count(text, word) {
  const latin = isLatin(word[0])
  let found = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    if (!latin || stands(text, word, at)) found++
  return found
}

function stands(text, word, at) {
  const end = at + word.length
  const begins = at === 0 || !isLatin(text[at - 1])
  return begins && (end === text.length || !isLatin(text[end]) || word.length > 3)
}

/* Everything that does not depend on the query. */
function prepare({ config, docs }) {
  const tables = config.handbook
  const new_ = [...tables.fold[1]]
  const table = new Map([...tables.fold[0]].map((old, i) => [old, new_[i]]))
  const folded = docs.map(doc => [doc.title, doc.text, doc.words].map(text => foldWith(table, text).folded))
  const sections = new Map()
  docs.forEach((doc, n) => { if (doc.kind === "section") sections.set(doc.section, folded[n][0]) })
  const context = docs.map(doc => (doc.kind === "article" && sections.get(doc.section)) || "")
  const lengths = folded.map(parts => parts[0].length + parts[1].length + 10)
  const known = new Map(tables.ignored.map(word => [word, []]))
  for (const [own, also] of tables.synonyms)
    for (const word of [...own, ...also]) {
      if (!known.has(word)) known.set(word, [])
      known.get(word).push(...own)
    }
  return {
    docs, table, folded, context, lengths, known,
    weights: tables.weights,
    little: new Set(tables.little),
    average: lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1),
    longest: Math.max(0, ...[...known.keys()].map(word => word.length)),
    everything: folded.map(([title, body]) => `${title}\n${body}`).join("\n")
  }
}

function figure(digits) {
  const at = digits.lastIndexOf("十")
  const plain = text => [...text].map(c => NUMERALS.indexOf(c)).join("")
  if (at < 0) return plain(digits)
  return (at > 0 ? plain(digits.slice(0, at)) : "1") + (plain(digits.slice(at + 1)) || "0")
}

function cited(state, text) {
  const plain = foldWith(state.table, text).folded
    .replace(/\s/g, "").replace(/[‐-―−]/g, "-")
    .replace(/[零一二三四五六七八九十]+(?=[章节条]|$)/g, figure)
  const match = CITED.exec(plain)
  if (!match) return []
  const [, section, number, after] = match
  const article = [section, number, after].filter(Boolean).join("-")
  const { docs } = state
  if (number) {
    const exact = docs.findIndex(doc => doc.kind === "article" && doc.article === article)
    if (exact >= 0) return [{ n: exact, score: 1000, missing: [], words: [] }]
  }
  return docs.map((doc, n) => n)
    .filter(n => (docs[n].kind === "section" || docs[n].kind === "article") && docs[n].section === section)
    .map((n, place) => ({ n, score: 1000 - place, missing: number ? [article] : [], words: [] }))
}

function spell(state, text) {
  const chars = [], shown = [], gaps = []
  let gap = true
  for (const char of text)
    for (const c of foldWith(state.table, char).folded)
      if (isHan(c) || isLatin(c)) {
        chars.push(c); shown.push(char); gaps.push(gap)
        gap = false
      } else gap = true
  return { chars, shown, gaps }
}

function bounded({ chars, gaps }, start, end) {
  const inside = at => !gaps[at] && isLatin(chars[at]) && isLatin(chars[at - 1])
  return (start === 0 || !inside(start)) && (end === chars.length || !inside(end))
}

function read(state, query) {
  const { chars } = query, whole = chars.join("")
  const ignored = new Set(), synonyms = []
  for (let at = 0; at < chars.length;) {
    let end = Math.min(chars.length, at + state.longest)
    while (end > at && !(state.known.has(whole.slice(at, end)) && bounded(query, at, end))) end--
    if (end === at) { at++; continue }
    const own = state.known.get(whole.slice(at, end))
    if (own.length) synonyms.push({ start: at, end, own })
    else for (let i = at; i < end; i++) ignored.add(i)
    at = end
  }
  return { ignored, synonyms }
}

function stretches({ chars, gaps }, ignored) {
  const found = []
  chars.forEach((char, at) => {
    if (ignored.has(at)) return
    const joins = at > 0 && !gaps[at] && !ignored.has(at - 1) && isLatin(char) === isLatin(chars[at - 1])
    if (joins && found.length) found[found.length - 1][1] = at + 1
    else found.push([at, at + 1])
  })
  return found
}

function terms(state, query, { ignored, synonyms }) {
  const found = []
  const add = (words, weight, start, end) => found.push({ words, weight, start, end })
  for (const [start, end] of stretches(query, ignored)) {
    const run = query.chars.slice(start, end).join("")
    if (isLatin(run[0])) add([run], 1, start, end)
    else if (run.length === 1) { if (!state.little.has(run)) add([run], 0.5, start, end) }
    else {
      for (let i = 0; i + 1 < run.length; i++) add([run.slice(i, i + 2)], 1, start + i, start + i + 2)
      if (run.length > 2) add([run], 1, start, end)
    }
  }
  for (const { start, end, own } of synonyms) {
    const literal = query.chars.slice(start, end).join("")
    const others = [...new Set(own)].filter(word => word !== literal)
    if (others.length) add(others, count(state.everything, literal) ? state.weights.related : state.weights.synonym, start, end)
  }
  return found
}

function runs({ shown, gaps }, positions) {
  const found = []
  positions.forEach((at, i) => {
    if (i > 0 && at === positions[i - 1] + 1 && !gaps[at]) found[found.length - 1] += shown[at]
    else found.push(shown[at])
  })
  return [...new Set(found)]
}

function ranked(state, text) {
  const { docs, folded, context, lengths, average, weights } = state
  const query = spell(state, text), meaning = read(state, query)
  const scores = docs.map(() => 0), explained = docs.map(() => new Set()), words = docs.map(() => new Set())
  for (const term of terms(state, query, meaning)) {
    const found = folded.map(([title, body, also], n) => term.words.reduce((sum, word) =>
      sum + weights.title * count(title, word) + count(body, word) + weights.words * count(also, word) + weights.context * count(context[n], word), 0))
    const having = found.filter(frequency => frequency > 0).length
    const rarity = Math.log(1 + (docs.length - having + 0.5) / (having + 0.5))
    found.forEach((frequency, n) => {
      if (!frequency) return
      const norm = weights.k1 * (1 - weights.b + weights.b * lengths[n] / average)
      scores[n] += term.weight * rarity * frequency * (weights.k1 + 1) / (frequency + norm)
      for (let i = term.start; i < term.end; i++) explained[n].add(i)
      for (const word of term.words) words[n].add(word)
    })
  }
  const hits = []
  scores.forEach((score, n) => {
    if (score <= 0) return
    const open = query.chars.map((c, i) => i)
      .filter(i => !meaning.ignored.has(i) && !explained[n].has(i) && !state.little.has(query.chars[i]))
    const coverage = explained[n].size / (explained[n].size + open.length)
    if (coverage < weights.faint) return
    const missing = coverage < weights.certain ? runs(query, open) : []
    hits.push({ n, score: score * weights.kind[docs[n].kind] * (0.1 + 0.9 * coverage), missing, words: [...words[n]] })
  })
  const sixth = score => Math.round(score * 1e6)
  hits.sort((a, b) => sixth(b.score) - sixth(a.score) || a.n - b.n)
  return hits.filter(hit => hit.score >= weights.floor * hits[0].score).slice(0, 40)
}
