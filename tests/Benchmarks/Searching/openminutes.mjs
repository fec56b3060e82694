// Asks the index of OpenMinutes with the website's script: node openminutes.mjs INDEX QUERIES FIRST SCRIPT
import { readFile } from 'node:fs/promises'

const [folder, queries, first, script] = process.argv.slice(2)
const { open, search } = await import(`data:text/javascript;base64,${(await readFile(script)).toString('base64')}`)

const answers = []
for (const q of JSON.parse(await readFile(queries, 'utf8'))) {
  let requests = 0, bytes = 0
  const index = await open(async (path, range) => {
    const file = await readFile(folder + path)
    const content = range ? file.subarray(...range) : file
    requests++
    bytes += content.length
    return content
  })
  const pages = new Set()
  let hits = 0, answer = null
  for await (const { series, key } of search(index, { q })) {
    pages.add(`/meetings/${series}/${key}/`)
    if (++hits === Number(first)) answer = { requests, bytes }
  }
  answers.push({ ...answer ?? { requests, bytes }, pages: [...pages] })
}
await new Promise(written => process.stdout.write(JSON.stringify(answers), written))
