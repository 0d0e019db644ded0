import { describe, expect, it } from 'vitest'
import { defaultSizes, LAYOUT_VERSION, storedLayoutSchema } from '../../renderer/shell/workspaceLayout.ts'

/** A layout as dockview writes it, one panel in one group. */
function layout(component = 'chart', width = 1272) {
  return {
    grid: {
      root: {
        type: 'branch',
        size: 738,
        data: [{ type: 'leaf', size: width, data: { id: '1', views: ['chart'], activeView: 'chart' } }],
      },
      width,
      height: 738,
      orientation: 'HORIZONTAL',
    },
    panels: {
      chart: { id: 'chart', contentComponent: component, title: 'Chart', params: { datasetId: 'SPX@1d' } },
    },
    activeGroup: '1',
  }
}

describe('a stored layout', () => {
  it('is taken as it was written', () => {
    const stored = { version: LAYOUT_VERSION, layout: layout() }
    expect(storedLayoutSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored)
  })

  it.each([
    ['of another version', { version: LAYOUT_VERSION + 1, layout: layout() }],
    ['with a panel this workstation does not have', { version: LAYOUT_VERSION, layout: layout('orderbook') }],
    ['without a panel', { version: LAYOUT_VERSION, layout: { ...layout(), panels: {} } }],
    ['without a grid', { version: LAYOUT_VERSION, layout: { panels: layout().panels } }],
    ['of no size', { version: LAYOUT_VERSION, layout: layout('chart', 0) }],
    ['that is a text', 'layout'],
    ['that is null', null],
  ])('%s is refused, so that the default takes its place', (_what, stored) => {
    expect(storedLayoutSchema.safeParse(stored).success).toBe(false)
  })
})

describe('the default layout', () => {
  it('leaves the chart the largest part of the width on a small and on a large screen', () => {
    for (const [width, height] of [
      [1272, 738],
      [2552, 1378],
    ] as const) {
      const { editorWidth, backtestWidth, resultHeight } = defaultSizes(width, height)
      expect(width - editorWidth - backtestWidth).toBeGreaterThan(editorWidth)
      expect(editorWidth).toBeGreaterThanOrEqual(380)
      expect(backtestWidth).toBeGreaterThanOrEqual(288)
      expect(height - resultHeight).toBeGreaterThan(resultHeight)
    }
  })
})
