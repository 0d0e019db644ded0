import { describe, expect, it } from 'vitest'
import { type ColorTokens, cssVariables, THEMES, type Theme } from '../../renderer/theme/tokens.ts'

/** Relative luminance of an sRGB colour, WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, WCAG 2.2: 1 to 21. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Pairs of colours below a ratio, by name, so that a failure says which to change. */
function below(
  theme: Theme,
  ratio: number,
  texts: (keyof ColorTokens)[],
  surfaces: (keyof ColorTokens)[],
): string[] {
  return texts.flatMap((text) =>
    surfaces.flatMap((surface) => {
      const found = contrast(theme.colors[text], theme.colors[surface])
      return found >= ratio ? [] : [`${text} on ${surface}: ${found.toFixed(2)}`]
    }),
  )
}

it('computes the contrast of the examples of WCAG 2.2', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each(Object.values(THEMES).map((theme) => [theme.name, theme] as const))('%s', (_name, theme) => {
  it('has text of 4.5:1 or better on every surface', () => {
    expect(
      below(
        theme,
        4.5,
        ['text', 'textMuted', 'textDim'],
        ['surface0', 'surface1', 'surface2', 'surface3', 'selection'],
      ),
    ).toEqual([])
  })

  it('has figures of 7:1 or better on panels', () => {
    expect(below(theme, 7, ['text', 'up', 'down'], ['surface1', 'surface2'])).toEqual([])
  })

  it('has meanings of 4.5:1 or better where they stand as words', () => {
    const meanings: (keyof ColorTokens)[] = [
      'warning',
      'danger',
      'info',
      'success',
      'paper',
      'live',
      'accent',
    ]
    expect(below(theme, 4.5, meanings, ['surface1', 'surface2'])).toEqual([])
    expect(below(theme, 4.5, ['accentText'], ['accent'])).toEqual([])
    expect(below(theme, 4.5, ['dangerText'], ['danger'])).toEqual([])
  })

  it('has code of 4.5:1 or better', () => {
    const code: (keyof ColorTokens)[] = [
      'codeComment',
      'codeKeyword',
      'codeString',
      'codeNumber',
      'codeType',
      'codeFunction',
    ]
    expect(below(theme, 4.5, code, ['surface1'])).toEqual([])
  })

  it('has candles, series and the edges of controls of 3:1 or better where they are drawn', () => {
    expect(below(theme, 3, ['upFill', 'downFill', 'crosshair'], ['surface1'])).toEqual([])
    const weak = theme.series.filter((color) => contrast(color, theme.colors.surface1) < 3)
    expect(weak).toEqual([])
  })

  it('writes every colour as #rrggbb, which charts and the editor need', () => {
    for (const color of [...Object.values(theme.colors), ...theme.series])
      expect(color).toMatch(/^#[0-9a-f]{6}$/)
  })
})

describe('CSS variables', () => {
  it('are the same names in every theme and density', () => {
    const names = Object.keys(cssVariables(THEMES.dark, 'normal'))
    expect(names).toContain('--surface-1')
    expect(names).toContain('--text-muted')
    for (const theme of Object.values(THEMES)) {
      expect(Object.keys(cssVariables(theme, 'compact'))).toEqual(names)
    }
  })

  it('give rows of 22, 24 and 28 pixels', () => {
    const heights = (['compact', 'normal', 'roomy'] as const).map(
      (density) => cssVariables(THEMES.dark, density)['--row-height'],
    )
    expect(heights).toEqual(['22px', '24px', '28px'])
  })
})
