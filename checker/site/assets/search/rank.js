/* Search in the browser, first part: the ranking of checker/site/search.py and terms.py. All parts are joined into one worker. */
"use strict"

const NUMERALS = "零一二三四五六七八九十"
const CITED = /^第?(\d+(?:\.\d+)*)[章节]?(?:(?:[-、,]|第)(\d+(?:-\d+)*)条?(?:之(\d+))?)?-?$/
const FIGURE = /[零一二两三四五六七八九十]+(?=秒|分钟|小时|天|日|个月)/g
const ENDINGS = ["ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ies", "es", "ed", "s", "y", "e"]
const LIMIT = 40

const isHan = c => c >= "㐀" && c <= "鿿"
const isLatin = c => (c >= "a" && c <= "z") || (c >= "0" && c <= "9")
const isLaw = doc => doc.kind === "article" || doc.kind === "section"
const times = (text, word) => text.split(word).length - 1

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

function stem(word) {
  if (isLatin(word[0]) && isLatin(word[word.length - 1]))
    for (const ending of ENDINGS)
      if (word.endsWith(ending) && word.length - ending.length >= 4) return word.slice(0, -ending.length)
  return word
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
  return begins && (end === text.length || !isLatin(text[end]) || (word.length > 3 && !/^\d+$/.test(word)))
}

/* A document's title, for the law without its number: 2 is not about every second article. */
const bare = doc => isLaw(doc) ? doc.title.replace(/^\S*[0-9]\S*\s+/, "") : doc.title

/* Everything that does not depend on the query. */
function prepare({ config, docs }) {
  const tables = config.handbook
  const new_ = [...tables.fold[1]]
  const table = new Map([...tables.fold[0]].map((old, i) => [old, new_[i]]))
  const folded = docs.map(doc => [bare(doc), doc.text, doc.words].map(text => foldWith(table, text).folded))
  const sections = new Map()
  docs.forEach((doc, n) => { if (doc.kind === "section") sections.set(doc.section, folded[n][0]) })
  const context = docs.map(doc => (doc.kind === "article" && sections.get(doc.section)) || "")
  const lengths = folded.map(parts => parts[0].length + parts[1].length + 10)
  const known = new Map([...tables.ignored, ...tables.light].map(word => [word, []]))
  for (const [own, also] of tables.synonyms)
    for (const word of [...own, ...also].map(stem)) {
      if (!known.has(word)) known.set(word, [])
      known.get(word).push(...own)
    }
  return {
    docs, table, folded, context, lengths, known,
    weights: tables.weights,
    said: tables.said,
    slight: new Set(tables.light),
    little: new Set(tables.little),
    average: lengths.reduce((sum, length) => sum + length, 0) / Math.max(docs.length, 1),
    longest: Math.max(0, ...[...known.keys()].map(word => word.length)) + 5,
    everything: folded.map(([title, body]) => `${title}\n${body}`).join("\n")
  }
}

function figure(numerals) {
  const digits = numerals.replace(/两/g, "二")
  const at = digits.lastIndexOf("十")
  const plain = text => [...text].map(c => NUMERALS.indexOf(c)).join("")
  if (at < 0) return plain(digits)
  return (at === 1 ? plain(digits[0]) : "1") + (plain(digits.slice(at + 1)) || "0")
}

function cited(state, text) {
  const plain = foldWith(state.table, text).folded
    .replace(/\s/g, "").replace(/[‐-―−]/g, "-").replace(/。/g, ".")
    .replace(/[零一二三四五六七八九十]+(?=[章节条、]|$)/g, figure)
  const match = CITED.exec(plain)
  if (!match) return []
  const [, section, number, after] = match
  const article = [section, number, after].filter(Boolean).join("-")
  const { docs } = state
  const hit = (n, score, missing) => ({ n, score, missing, words: [], near: false })
  if (number) {
    const exact = docs.findIndex(doc => doc.kind === "article" && doc.article === article)
    if (exact >= 0) return [hit(exact, 1000, [])]
  }
  return docs.map((doc, n) => n)
    .filter(n => isLaw(docs[n]) && docs[n].section === section)
    .map((n, place) => hit(n, 1000 - place, number ? [article] : []))
}

function spell(state, text) {
  const letters = []
  let gap = true
  for (const char of text)
    for (const c of foldWith(state.table, char).folded)
      if (isHan(c) || isLatin(c)) {
        letters.push({ c, shown: char, gap })
        gap = false
      } else gap = true
  for (const match of [...letters.map(letter => letter.c).join("").matchAll(FIGURE)].reverse()) {
    const shown = letters.slice(match.index, match.index + match[0].length).map(letter => letter.shown).join("")
    const digits = [...figure(match[0])].map((c, i) => ({ c, shown: i ? "" : shown, gap: !i }))
    letters.splice(match.index, match[0].length, ...digits)
  }
  return { chars: letters.map(l => l.c), shown: letters.map(l => l.shown), gaps: letters.map(l => l.gap) }
}

function bounded({ chars, gaps }, start, end) {
  const inside = at => !gaps[at] && isLatin(chars[at]) && isLatin(chars[at - 1])
  return (start === 0 || !inside(start)) && (end === chars.length || !inside(end))
}

/* A query as typed, read by the longest known word. */
function takeApart(state, text) {
  const query = spell(state, text), { chars } = query, whole = chars.join(""), { known } = state
  const ignored = new Set(), light = new Set(), synonyms = []
  const fill = (set, start, end) => { for (let i = start; i < end; i++) set.add(i) }
  for (let at = 0; at < chars.length;) {
    let end = Math.min(chars.length, at + state.longest)
    const is = () => known.has(whole.slice(at, end)) || known.has(stem(whole.slice(at, end)))
    while (end > at && !(bounded(query, at, end) && is())) end--
    if (end === at) { at++; continue }
    const word = whole.slice(at, end)
    const own = [known.get(word), known.get(stem(word))].find(words => words && words.length)
    if (own) synonyms.push({ start: at, end, own })
    if (state.slight.has(word)) fill(light, at, end)
    else if (!own) fill(ignored, at, end)
    at = end
  }
  if (ignored.size + light.size === chars.length) light.clear()
  const content = [...chars.keys()].filter(i => !ignored.has(i) && !light.has(i) && !state.little.has(chars[i]))
  return { ...query, ignored, light, synonyms, content }
}

function stretches({ chars, gaps, ignored }) {
  const found = []
  chars.forEach((char, at) => {
    if (ignored.has(at)) return
    const joins = at > 0 && !gaps[at] && !ignored.has(at - 1) && isLatin(char) === isLatin(chars[at - 1])
    if (joins && found.length) found[found.length - 1][1] = at + 1
    else found.push([at, at + 1])
  })
  return found
}

function byChance({ little, everything, weights }, pair) {
  if (!little.has(pair[0]) && !little.has(pair[1])) return false
  return times(everything, pair) < weights.cohesion * Math.min(times(everything, pair[0]), times(everything, pair[1]))
}

function terms(state, query) {
  const found = [], { weights, little, everything } = state, { chars, light } = query
  const add = (words, weight, start, end) => found.push({ words, weight, start, end })
  for (const [start, end] of stretches(query)) {
    const run = chars.slice(start, end).join("")
    const slight = [...run].every((_, i) => light.has(start + i)) ? weights.light : 1
    if (isLatin(run[0])) add(run === stem(run) ? [run] : [run, stem(run)], slight, start, end)
    else if (run.length === 1) { if (!little.has(run)) add([run], 0.5 * slight, start, end) }
    else {
      for (let at = start; at + 1 < end; at++) {
        const pair = run.slice(at - start, at - start + 2)
        if (byChance(state, pair)) add([pair], weights.chance, at, at)
        else add([pair], light.has(at) && light.has(at + 1) ? weights.light : 1, at, at + 2)
      }
      if (run.length > 2) add([run], slight, start, end)
    }
  }
  for (const { start, end, own } of query.synonyms) {
    const literal = chars.slice(start, end).join("")
    const others = [...new Set(own)].filter(word => word !== literal)
    if (others.length) add(others, count(everything, literal) ? weights.related : weights.synonym, start, end)
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

/* BM25 of a term in every document that has one of its words. */
function gain({ docs, folded, context, lengths, average, weights }, term) {
  const frequency = n => {
    const [title, body, also] = folded[n]
    return term.words.reduce((sum, word) => sum + weights.title * count(title, word) + count(body, word)
      + weights.words * count(also, word) + weights.context * count(context[n], word), 0)
  }
  const found = docs.map((_, n) => [n, frequency(n)]).filter(([, f]) => f > 0)
  const rarity = Math.log(1 + (docs.length - found.length + 0.5) / (found.length + 0.5))
  const { k1, b } = weights
  return found.map(([n, f]) => [n, term.weight * rarity * f * (k1 + 1) / (f + k1 * (1 - b + b * lengths[n] / average))])
}

const sixth = score => Math.round(score * 1e6)
const best = hits => [...hits].sort((a, b) => sixth(b.score) - sixth(a.score) || a.n - b.n)

/* The law gains a share of the best three of its section. */
function together({ docs, weights }, hits) {
  const sections = new Map()
  for (const { n, score } of best(hits))
    if (isLaw(docs[n])) sections.set(docs[n].section, [...(sections.get(docs[n].section) || []), score])
  const share = doc => weights.beside * sections.get(doc.section).slice(0, 3).reduce((sum, score) => sum + score, 0)
  return best(hits.map(hit => isLaw(docs[hit.n]) ? { ...hit, score: hit.score + share(docs[hit.n]) } : hit))
}

/* Of what does not answer, the first of each section, three at most. */
function nearest({ docs }, hits) {
  const found = new Map()
  for (const hit of hits)
    if (isLaw(docs[hit.n]) && !found.has(docs[hit.n].section)) found.set(docs[hit.n].section, hit)
  return [...found.values()].slice(0, 3)
}

/* Documents with rare characters of a query of which no word is known: half of them, and in the title if it is one. */
function alike(state, query, letters) {
  const { docs, folded, weights } = state
  const missing = runs(query, [...query.chars.keys()].filter(i => !query.ignored.has(i) && !query.light.has(i)))
  const chars = new Set(letters.map(i => query.chars[i]))
  const scores = new Map(), shared = new Map()
  for (const char of chars) {
    const gains = gain(state, { words: [char], weight: weights.letter })
    if (gains.length > weights.rare * docs.length) continue
    for (const [n, gained] of gains) {
      scores.set(n, (scores.get(n) || 0) + gained)
      shared.set(n, [...(shared.get(n) || []), char])
    }
  }
  const enough = ([n, some]) => some.length * 2 >= chars.size && (some.length > 1 || folded[n][0].includes(some[0]))
  return best([...shared].filter(enough).map(([n, words]) => ({ n, score: scores.get(n), missing, words, near: true })))
}

function ranked(state, text) {
  const { docs, weights } = state
  const query = takeApart(state, text), { content, chars } = query
  const scores = docs.map(() => 0), explained = docs.map(() => new Set()), words = docs.map(() => new Set())
  const add = term => {
    for (const [n, gained] of gain(state, term)) {
      scores[n] += gained
      for (let i = term.start; i < term.end; i++) explained[n].add(i)
      if (term.start < term.end) for (const word of term.words) words[n].add(word)
    }
  }
  terms(state, query).forEach(add)
  const said = new Set(explained.flatMap(some => [...some]))
  const nowhere = content.filter(i => !said.has(i))
  const letters = nowhere.filter(i => isHan(chars[i]))
  if (said.size) for (const i of letters) add({ words: [chars[i]], weight: weights.letter, start: i, end: i })
  const alone = new Set(nowhere.filter(i => state.everything.includes(chars[i])).map(i => query.shown[i]))
  const named = runs(query, nowhere).filter(word => !alone.has(word)) // 條 alone may be anything; 穿 is nowhere
  const hits = []
  scores.forEach((score, n) => {
    if (!explained[n].size) return
    const open = content.filter(i => !explained[n].has(i))
    const done = [...explained[n]].filter(i => !query.light.has(i)).length
    const coverage = done + open.length ? done / (done + open.length) : 1
    const missing = coverage < weights.certain ? runs(query, open) : named
    const final = score * weights.kind[docs[n].kind] * (0.1 + 0.9 * coverage)
    hits.push({ n, score: final, missing, words: [...words[n]], near: coverage < weights.faint })
  })
  const answers = together(state, hits.filter(hit => !hit.near))
  if (answers.length) return answers.filter(hit => hit.score >= weights.floor * answers[0].score).slice(0, LIMIT)
  const near = nearest(state, best(hits))
  return near.length ? near : nearest(state, alike(state, query, letters))
}
