// Asks an index of Pagefind with Pagefind's own script: node pagefind.mjs INDEX QUERIES FIRST
import { createServer } from 'node:http'
import { copyFile, readdir, readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'

const [folder, queries, first] = process.argv.slice(2)
let requests = 0, bytes = 0
const server = createServer(async (request, response) => {
  try {
    const content = await readFile(folder + new URL(request.url, 'http://localhost').pathname)
    requests++
    bytes += content.length
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise(listening => server.listen(0, '127.0.0.1', listening))

// Its script wants a page around it.
const base = `http://127.0.0.1:${server.address().port}/`
const fetchAbsolute = fetch
globalThis.fetch = (url, options) => fetchAbsolute(new URL(url, base), options)
globalThis.document = { querySelector: () => ({ getAttribute: () => 'zh-hant-tw' }), currentScript: null }
await copyFile(`${folder}/pagefind.js`, `${folder}/pagefind.mjs`)
const { createInstance } = await import(`${folder}/pagefind.mjs`)

// Which page a result is, without asking for each.
const pageOf = new Map()
for (const name of await readdir(`${folder}/fragment`)) {
  const fragment = gunzipSync(await readFile(`${folder}/fragment/${name}`)).toString('utf8')
  pageOf.set(name.replace('.pf_fragment', ''), JSON.parse(fragment.slice(fragment.indexOf('{'))).url)
}

const answers = []
for (const query of JSON.parse(await readFile(queries, 'utf8'))) {
  requests = bytes = 0
  const pagefind = createInstance({ basePath: '/', baseUrl: '/', noWorker: true })
  await pagefind.init()
  const { results } = await pagefind.search(query)
  await Promise.all(results.slice(0, Number(first)).map(result => result.data()))
  answers.push({ requests, bytes, pages: results.map(({ id }) => pageOf.get(id)) })
}
await new Promise(written => process.stdout.write(JSON.stringify(answers), written))
process.exit(0)
