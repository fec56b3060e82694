// Searches the files under /search/index/, which docs/search.md describes, and shows what it finds on /search/.

// ---- Text ------------------------------------------------------------------------------------------------------------

const CLUSTER = /.[\p{M}\u1160-\u11ff\u3131-\u3163\uff9e-\uffdc\u0e33\u0eb3\u{16d63}-\u{16d68}]*/gsu
const PLAIN = /^[\u4e00-\u9fff、。「」!-@[-~]$/
const DROPPED = /[\p{White_Space}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu
const NOT_INDEXED = /^[\p{P}\p{Cc}\p{Cs}]$/u
const OF_WORD = /^(?![\u2e80-\ua4cf\uf900-\ufaff\u{20000}-\u{3ffff}])[\p{L}\p{M}\p{N}]$/u
const SPACE = /^\p{White_Space}/u

/** Folds a text as the index is folded (Folding.cs), and remembers where each folded unit came from. */
export function trace(text) {
  const starts = [], ends = [], gaps = []
  let folded = '', gap = false
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    folded += PLAIN.test(cluster) ? variant(cluster) : foldCluster(cluster)
    gap ||= SPACE.test(cluster)
    while (starts.length < folded.length) {
      starts.push(index)
      ends.push(index + cluster.length)
      gaps.push(gap)
      gap = false
    }
  }
  return { text: folded, starts, ends, gaps }
}

export const fold = text => trace(text).text

function foldCluster(cluster) {
  const lower = Array.from(cluster.normalize('NFKC'), character => character.toLowerCase()).join('')
  return Array.from(lower.normalize('NFKC').replace(DROPPED, ''), variant).join('')
}

const variant = character => character === '臺' ? '台' : character === '紀' ? '記' : character

// ---- Queries ---------------------------------------------------------------------------------------------------------

const MOST_TOKENS = 16

/** The terms of a query, all of which must be found: separated by white space, or in quotes and then taken as they stand. */
export function parse(query) {
  const terms = []
  // Two single characters with an ideographic space between are a name: 薛　凌.
  const joined = query.replace(/(?<!\S)(\p{Script=Han})\u3000(\p{Script=Han})(?!\S)/gu, '$1$2')
  for (const [, quoted, plain] of joined.matchAll(/["“”＂]([^"“”＂]*)(?:["“”＂]|$)|([^\s"“”＂]+)/gu)) {
    const term = termOf(plain ?? quoted, plain === undefined)
    if (term && !terms.some(other => other.text === term.text && other.words === term.words)) terms.push(term)
  }
  return terms
}

function termOf(written, quoted) {
  const text = fold(written)
  const characters = Array.from(text)
  const indexed = characters.map(character => !NOT_INDEXED.test(character))
  if (!indexed.includes(true)) return null
  const isOfWord = characters.map(character => OF_WORD.test(character))
  const words = !quoted && indexed.every((is, i) => !is || isOfWord[i])
  const tokens = words ? wordsOf(characters, isOfWord) : pairsOf(characters, indexed)
  return {
    text,
    words,
    tokens,
    // Whether having the token is having the term; else the text must be looked at.
    exact: tokens.length === 1 && (words ? tokens[0].text === ' ' + text : tokens[0].text === text),
  }
}

function wordsOf(characters, isOfWord) {
  const words = characters.map((character, i) => isOfWord[i] ? character : ' ').join('').split(/ +/)
  return [...new Set(words.filter(Boolean))].map(word => ({ text: ' ' + word }))
}

/** As few pairs of neighbours as hold every character; one that has no neighbour stands for all pairs that begin with it. */
function pairsOf(characters, indexed) {
  const tokens = new Map()
  for (let i = 0; i < characters.length; i++) {
    if (!indexed[i]) continue
    if (indexed[i + 1]) tokens.set(characters[i] + characters[i + 1], { text: characters[i] + characters[++i] })
    else if (indexed[i - 1]) tokens.set(characters[i - 1] + characters[i], { text: characters[i - 1] + characters[i] })
    else tokens.set(characters[i], { text: characters[i], prefix: true })
  }
  return [...tokens.values()]
}

/** Where terms stand in a passage, as ranges of its text; null if one of them does not. */
export function find(passage, terms) {
  const folded = trace(passage)
  const ranges = []
  for (const term of terms) {
    let found = false
    for (let at = folded.text.indexOf(term.text); at >= 0; at = folded.text.indexOf(term.text, at + 1)) {
      const end = at + term.text.length
      if (term.words && !(isEdge(folded, at) && isEdge(folded, end) && !cutsWord(folded, at, end))) continue
      found = true
      ranges.push([folded.starts[at], folded.ends[end - 1]])
    }
    if (!found) return null
  }
  return merge(ranges)
}

function isEdge({ text, gaps }, at) {
  return at === 0 || at === text.length || gaps[at] || !OF_WORD.test(characterBefore(text, at)) || !OF_WORD.test(String.fromCodePoint(text.codePointAt(at)))
}

/** Whether white space stands within what the term writes as one word. */
function cutsWord(folded, from, to) {
  for (let at = from + 1; at < to; at++) {
    if (folded.gaps[at] && OF_WORD.test(characterBefore(folded.text, at)) && OF_WORD.test(String.fromCodePoint(folded.text.codePointAt(at)))) return true
  }
  return false
}

function characterBefore(text, at) {
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]) && /[\ud800-\udbff]/.test(text[at - 2])
  return text.slice(at - (isPair ? 2 : 1), at)
}

function merge(ranges) {
  const merged = []
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

// ---- The index -------------------------------------------------------------------------------------------------------

const INDEX = '/search/index/'

/** A file of this release is gone: a newer release has replaced it. */
export class Replaced extends Error {}

/** The index of one release; `load` gets a file's bytes by its path, or those of a range. The names of files say what they hold, so releases never mix. */
export async function open(load) {
  const root = json(await load(INDEX + 'root.json'))
  const files = new Map()
  const once = (key, read) => {
    if (!files.has(key)) files.set(key, read())
    return files.get(key)
  }
  const part = ({ stretch }, name, decode) => once(name + stretch, () => load(`${INDEX}s${stretch}/${name}.bin`).then(inflate).then(decode))
  const table = segment => part(segment, segment.table, json)
  return {
    segments: root.segments,
    table,
    records: async segment => part(segment, (await table(segment)).records, json),
    shard: async (segment, number) => part(segment, (await table(segment)).names[number], shardOf),
    fields: ({ series, key, version }, range) => {
      const path = `${INDEX}text/${series}/${key}.${version}.utf8`
      return once(path + range, () => load(path, range).then(bytes => utf8(bytes).split('\0')))
    },
  }
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const utf8 = bytes => new TextDecoder().decode(bytes)
const json = bytes => JSON.parse(utf8(bytes))

function shardOf(bytes) {
  const decoder = new TextDecoder()
  const tokens = []
  let at = 0, text = ''
  const number = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    text = text.slice(0, number())
    const length = number()
    text += decoder.decode(bytes.subarray(at, at += length))
    const passages = new Uint32Array(number())
    for (let i = 0, last = -1; i < passages.length; i++) passages[i] = last += number() + 1
    tokens.push({ text, passages })
  }
  return tokens
}

/** The passages of a segment with a token, in order. */
async function passagesWith(index, segment, token) {
  const { shards } = await index.table(segment)
  // The first shard that may hold it is the last that begins at or before it.
  let first = shards.findIndex(start => start > token.text)
  first = Math.max(0, (first < 0 ? shards.length : first) - 1)
  let last = first
  if (token.prefix) while (last + 1 < shards.length && shards[last + 1].startsWith(token.text)) last++
  const asked = []
  for (let number = first; number <= last; number++) asked.push(index.shard(segment, number))
  const lists = (await Promise.all(asked)).flat()
    .filter(({ text }) => token.prefix ? text.startsWith(token.text) : text === token.text)
    .map(({ passages }) => passages)
  return lists.length === 1 ? lists[0] : union(lists)
}

function union(lists) {
  const all = new Set()
  for (const list of lists) for (const passage of list) all.add(passage)
  return Uint32Array.from(all).sort()
}

function intersection(one, other) {
  const both = []
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) both.push(one[i]), i++, j++
    else if (one[i] < other[j]) i++
    else j++
  }
  return both
}

/** The passages of a segment that have every token of the terms and pass the filters, newest meeting first. */
async function candidates(index, segment, terms, filters) {
  const asked = [
    ...terms.flatMap(term => term.tokens).slice(0, MOST_TOKENS).map(token => passagesWith(index, segment, token)),
    ...filters.map(async names => union(await Promise.all(names.map(name => passagesWith(index, segment, { text: '\t' + name }))))),
  ]
  const lists = (await Promise.all(asked)).sort((a, b) => a.length - b.length)
  // Each meeting, the oldest first, has a stride of numbers for its passages.
  const { stride } = await index.table(segment)
  return lists.slice(1).reduce(intersection, [...(lists[0] ?? [])]).sort((a, b) => Math.floor(b / stride) - Math.floor(a / stride) || a - b)
}

const WEIGHTS = { decision: 4, directive: 4, item: 3, head: 3, section: 2, report: 2, attendance: 1, attachment: 1 }
const AT_ONCE = 8

/**
 * Searches. Yields passages that really hold the terms: `{ series, key, date, title, anchor, kind, text, ranges }`,
 * newest meeting first, or those of the most telling meetings first.
 * `request`: `{ q, series, year, kind, units, order }`, where units are names as printed, with the body in whose minutes they are: `name@body`.
 * `progress.known` is how many passages are sure to be found so far, `progress.done` whether that is all.
 */
export async function* search(index, request, progress = {}) {
  const terms = parse(request.q ?? '')
  const filters = []
  for (const name of ['series', 'year', 'kind']) if (request[name]) filters.push([`${name}:${request[name]}`])
  if (request.units?.length) filters.push(request.units.map(unit => `unit:${unit}`))
  Object.assign(progress, { known: 0, done: false })
  if (terms.length > 0 || filters.length > 0) {
    const isExact = terms.every(term => term.exact)
    const segments = index.segments.filter(({ from, to, series }) =>
      (!request.series || series.includes(request.series)) && (!request.year || (from.slice(0, 4) <= request.year && request.year <= to.slice(0, 4))))
    const stretches = request.order === 'relevance' ? byRelevance(index, segments, terms, filters) : byTime(index, segments, terms, filters)
    for await (const passages of stretches) {
      if (isExact) progress.known += passages.length
      for (let i = 0; i < passages.length; i += AT_ONCE) {
        for (const hit of await Promise.all(passages.slice(i, i + AT_ONCE).map(passage => hitOf(index, passage, terms)))) {
          if (!hit) continue
          if (!isExact) progress.known++
          yield hit
        }
      }
    }
  }
  progress.done = true
}

/** Candidates segment by segment; the longer nothing turns up, the more segments are asked at once. */
async function* byTime(index, segments, terms, filters) {
  for (let i = 0, count = 1; i < segments.length; i += count, count = Math.min(2 * count, AT_ONCE)) {
    const asked = segments.slice(i, i + count).map(async segment => (await candidates(index, segment, terms, filters)).map(number => ({ segment, number })))
    for (const passages of asked) yield await passages
  }
}

/** Candidates meeting by meeting: first those where most, and the weightiest, parts have the terms. */
async function* byRelevance(index, segments, terms, filters) {
  const meetings = []
  for (let i = 0; i < segments.length; i += AT_ONCE) {
    await Promise.all(segments.slice(i, i + AT_ONCE).map(async (segment, j) => {
      const numbers = await candidates(index, segment, terms, filters)
      if (numbers.length === 0) return
      const { stride } = await index.table(segment)
      const weights = new Map()
      for (const [kind, weight] of Object.entries(WEIGHTS)) {
        for (const number of await passagesWith(index, segment, { text: `\tkind:${kind}` })) weights.set(number, weight)
      }
      const records = new Map()
      for (const number of numbers) {
        const record = Math.floor(number / stride)
        if (!records.has(record)) records.set(record, [])
        records.get(record).push({ segment, number, weight: weights.get(number) ?? 0 })
      }
      for (const [record, own] of records) {
        own.sort((a, b) => b.weight - a.weight || a.number - b.number)
        meetings.push({ own, score: own[0].weight + Math.log(own.reduce((sum, { weight }) => sum + weight, 1)), place: [i + j, -record] })
      }
    }))
  }
  meetings.sort((a, b) => b.score - a.score || a.place[0] - b.place[0] || a.place[1] - b.place[1])
  for (const { own } of meetings) yield own
}

async function hitOf(index, { segment, number }, terms) {
  const [{ stride }, records] = await Promise.all([index.table(segment), index.records(segment)])
  const [series, key, date, title, version, blocks, sizes] = records[Math.floor(number / stride)]
  let block = 0, from = 0
  number %= stride
  while (number >= blocks[block]) {
    number -= blocks[block]
    from += sizes[block++]
  }
  const fields = await index.fields({ series, key, version }, [from, from + sizes[block]])
  const [anchor, kind, text] = fields.slice(3 * number)
  const ranges = find(text, terms)
  return ranges && { series, key, date, title, anchor, kind, text, ranges }
}

// ---- The page --------------------------------------------------------------------------------------------------------

const AT_A_TIME = 20
const LONGEST = 160
const MINUTES = 'zh-Hant-TW'

class SearchPage {
  constructor(form) {
    this.form = form
    this.found = document.getElementById('found')
    this.list = document.getElementById('hits')
    this.more = document.getElementById('more')
    this.title = document.title
    this.runs = 0
    form.addEventListener('submit', event => {
      event.preventDefault()
      history.pushState(null, '', this.address())
      this.start()
    })
    addEventListener('popstate', () => this.arrive())
    this.more.firstElementChild.addEventListener('click', () => this.show(true))
    this.arrive()
  }

  /** Takes the search from the address. */
  arrive() {
    const wanted = new URLSearchParams(location.search)
    for (const field of this.form.querySelectorAll('[name]')) {
      field.value = wanted.get(field.name) ?? ''
      if (field.selectedIndex === -1) field.value = ''
    }
    this.start()
  }

  address() {
    const given = [...new FormData(this.form)].filter(([, value]) => value.trim() !== '')
    return this.form.getAttribute('action') + (given.length > 0 ? '?' + new URLSearchParams(given) : '')
  }

  async start() {
    const { q, unit, ...filters } = Object.fromEntries(new FormData(this.form))
    const option = [...this.form.elements.unit?.options ?? []].find(({ value }) => value && value === unit)
    this.request = { q, ...filters, units: option && JSON.parse(option.dataset.printed) }
    this.run = ++this.runs
    this.list.replaceChildren()
    this.more.hidden = true
    this.shown = 0
    this.hits = null
    document.title = q.trim() ? `${q.trim()}｜${this.title}` : this.title
    if (this.address() === this.form.getAttribute('action')) this.found.textContent = ''
    else await this.show(false)
  }

  /** Shows the next hits, as they come; what is said of them is said once they are there. */
  async show(isMore) {
    const { run } = this
    this.more.hidden = true
    this.found.textContent = this.found.dataset.searching
    let first = null
    try {
      for (let left = AT_A_TIME; left > 0; left--) {
        const { value: hit, done } = await this.next()
        if (run !== this.run) return
        if (done) break
        const shown = this.add(hit)
        first ??= shown
        this.shown++
      }
    } catch (error) {
      if (run !== this.run) return
      console.error(error)
      this.index = null
      this.found.textContent = this.found.dataset.failed
      return
    }
    const { known, done } = this.progress
    this.found.textContent = known === 0
      ? this.found.dataset.none
      : this.found.dataset[done ? 'all' : 'least'].replace('#', known.toLocaleString()).replace('@', this.shown.toLocaleString())
    this.more.hidden = done
    if (isMore) first?.querySelector('a').focus()
  }

  /** The next hit; from the start again where a new release has replaced the one that was being read. */
  async next() {
    for (let attempt = 0; ; attempt++) {
      try {
        if (!this.hits) {
          this.index ??= await open(load)
          this.progress = {}
          this.hits = search(this.index, this.request, this.progress)
        }
        return await this.hits.next()
      } catch (error) {
        if (!(error instanceof Replaced) || attempt > 1) throw error
        this.index = this.hits = null
        this.shown = 0
        this.list.replaceChildren()
      }
    }
  }

  add(hit) {
    const url = `/meetings/${hit.series}/${hit.key}/`
    if (this.list.lastElementChild?.dataset.url !== url) this.list.append(this.meeting(hit, url))
    const kind = element('span', { className: 'kind' }, this.nameOf('kind', hit.kind))
    const link = element('a', { href: hit.anchor ? `${url}#${hit.anchor}` : url }, ...excerpt(hit))
    const item = element('li', {}, kind, element('p', { lang: MINUTES }, link))
    this.list.lastElementChild.querySelector('ol').append(item)
    return item
  }

  meeting(hit, url) {
    const time = element('time', { dateTime: hit.date }, this.day(hit.date))
    const series = this.nameOf('series', hit.series)
    const facts = element('p', { className: 'facts' }, ...series ? [element('span', { lang: MINUTES }, series)] : [], element('span', {}, time))
    const item = element('li', {}, element('h2', { lang: MINUTES }, element('a', { href: url }, hit.title)), facts, element('ol', {}))
    item.dataset.url = url
    return item
  }

  /** A day as the page's language writes it. */
  day(iso) {
    const { day, months } = this.found.dataset
    const [year, month, date] = iso.split('-').map(Number)
    const parts = { roc: year - 1911, year, month: months.split(',')[month - 1], day: date }
    return day.includes('#roc') && year < 1912 ? iso : day.replace(/#(\w+)/g, (_, name) => parts[name])
  }

  nameOf(field, value) {
    return [...this.form.elements[field]?.options ?? []].find(option => option.value === value)?.text ?? ''
  }
}

async function load(path, range) {
  const headers = range ? { Range: `bytes=${range[0]}-${range[1] - 1}` } : {}
  const response = await fetch(path, { headers, cache: path.endsWith('.json') ? 'no-cache' : 'default' })
  if (response.status === 404) throw new Replaced(path)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  // A server that knows no ranges sends everything.
  return range && response.status === 200 ? bytes.subarray(...range) : bytes
}

function element(name, properties, ...children) {
  const created = Object.assign(document.createElement(name), properties)
  created.append(...children)
  return created
}

/** The part of a passage around what was found first, with all that was found in it marked. */
function excerpt({ text, ranges }) {
  let start = 0, end = text.length
  if (end > LONGEST) {
    start = Math.max(0, (ranges[0]?.[0] ?? 0) - LONGEST / 4)
    end = Math.min(end, Math.max(start + LONGEST, ranges[0]?.[1] ?? 0))
    start = Math.max(0, Math.min(start, end - LONGEST))
    if (isWithin(text, start)) start--
    if (isWithin(text, end)) end++
  }
  const pieces = []
  let at = start
  for (const [from, to] of ranges.filter(range => range[0] < end && range[1] > start)) {
    pieces.push(text.slice(at, Math.max(at, from)), element('mark', {}, text.slice(Math.max(at, from), Math.min(to, end))))
    at = Math.min(to, end)
  }
  return [start > 0 ? '…' : '', ...pieces, text.slice(at, end), end < text.length ? '…' : '']
}

const isWithin = (text, at) => /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '')

const form = globalThis.document?.getElementById('search')
if (form) new SearchPage(form)
