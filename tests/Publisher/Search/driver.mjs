// Runs the website's search script without a browser: what to do comes as JSON on standard input, the answer goes to standard output.
//   node driver.mjs SCRIPT SITE
//   { "fold": ["…"] }                                -> folded texts
//   { "searches": [{ "q": "…", … }], "limit": 20 }   -> [{ hits, known, done, requests, bytes }]
import { readFile } from 'node:fs/promises'

const [script, site] = process.argv.slice(2)
const source = await readFile(script)
const { fold, open, search } = await import(`data:text/javascript;base64,${source.toString('base64')}`)

let input = ''
for await (const part of process.stdin.setEncoding('utf8')) input += part
const task = JSON.parse(input)

async function run(request) {
  let requests = 0, bytes = 0
  const index = await open(async (path, range) => {
    const file = await readFile(site + path)
    const content = range ? file.subarray(...range) : file
    requests++
    bytes += content.length
    return content
  })
  const hits = [], progress = {}
  for await (const hit of search(index, request, progress)) {
    hits.push(hit)
    if (hits.length === task.limit) break
  }
  return { hits, ...progress, requests, bytes }
}

const answer = []
for (const text of task.fold ?? []) answer.push(fold(text))
for (const request of task.searches ?? []) answer.push(await run(request))
await new Promise(written => process.stdout.write(JSON.stringify(answer), written))
