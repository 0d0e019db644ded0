/** Regions that F6 visits, in the order of the document: the top bar, each visible panel, the status bar. */
const REGIONS = '[data-region], section.panel'

function isVisible(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0
}

/** Top to bottom, then left to right, as the eye goes; the order of the document is the dock's and not the screen's. */
function byPlace(a: HTMLElement, b: HTMLElement): number {
  const [first, second] = [a.getBoundingClientRect(), b.getBoundingClientRect()]
  return Math.abs(first.top - second.top) > 40 ? first.top - second.top : first.left - second.left
}

const FOCUSABLE =
  'button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"], a[href], [contenteditable="true"]'

/** Moves the focus to the next region, or the one before. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isVisible).sort(byPlace)
  if (regions.length === 0) return
  const current = regions.findIndex((region) => region.contains(document.activeElement))
  const region = regions.at(current < 0 ? 0 : (current + step + regions.length) % regions.length)
  if (region !== undefined) focusInside(region)
}

/** Moves the focus into the panel of a kind once it is on the screen, which a newly opened one is a frame later. */
export function focusPanel(kind: string): void {
  requestAnimationFrame(() => {
    const panels = [...document.querySelectorAll<HTMLElement>(`section[data-panel="${kind}"]`)]
    const panel = panels.find(isVisible)
    if (panel !== undefined) focusInside(panel)
  })
}

function focusInside(region: HTMLElement): void {
  const remembered = region.querySelector<HTMLElement>('.monaco-editor textarea, .native-edit-context')
  const first = remembered ?? [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isVisible)
  const target = first ?? region
  target.focus()
  if (document.activeElement !== target) region.focus()
}
