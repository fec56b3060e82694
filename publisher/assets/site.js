// Makes minutes easier to read: gives every part a link to itself, copies it, and shows in the outline where one reads. Nothing depends on it.

const outline = document.querySelector('.outline')
const toast = document.querySelector('.toast')

// ---- Links to parts --------------------------------------------------------------------------------------------------

for (const part of document.querySelectorAll('.document :is(section, article, div, li, tr)[id]')) {
  const line = part.querySelector(':scope > :is(h2, h3, th, p)')
  if (!line) continue
  const self = Object.assign(document.createElement('a'), { className: 'self', href: `#${part.id}`, ariaLabel: toast.dataset.link })
  // Behind a hanging mark the text is a box of its own.
  const text = line.matches(':has(> b)') ? line.lastElementChild : line
  text.append(self)
}

let fading

function say(text) {
  clearTimeout(fading)
  toast.textContent = ''
  // A reader is told the same text twice only if it was gone in between.
  requestAnimationFrame(() => { toast.textContent = text })
  fading = setTimeout(() => { toast.textContent = '' }, 4000)
}

document.addEventListener('click', event => {
  const self = event.target.closest('a.self')
  if (!self || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  if (!navigator.clipboard) return say(toast.dataset.failed)
  navigator.clipboard.writeText(self.href).then(() => say(toast.dataset.copied), () => say(toast.dataset.failed))
})

// ---- Reading position ------------------------------------------------------------------------------------------------

const entries = Array.from(outline.querySelectorAll('a'), link => ({ link, part: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ part }) => part)
const seen = new Set()
let current

const observer = new IntersectionObserver(changes => {
  for (const { target, isIntersecting } of changes) seen[isIntersecting ? 'add' : 'delete'](target)
  // A section is seen as long as its items are: the last one seen is the innermost.
  const last = entries.findLast(({ part }) => seen.has(part))
  if (!last || last.link === current) return
  current?.removeAttribute('aria-current')
  current = last.link
  current.setAttribute('aria-current', 'location')
  const { top, bottom } = current.getBoundingClientRect()
  const frame = outline.getBoundingClientRect()
  if (top < frame.top || bottom > frame.bottom) outline.scrollTop += (top + bottom) / 2 - (frame.top + frame.bottom) / 2
}, { rootMargin: '-15% 0px -80% 0px' })

for (const { part } of entries) observer.observe(part)
