// What LighthouseTests look at, with the patience of a machine that is busy with other things.
export default {
  extends: 'lighthouse:default',
  settings: { onlyCategories: ['accessibility', 'best-practices', 'seo'], maxWaitForFcp: 180_000, maxWaitForLoad: 180_000 },
}
