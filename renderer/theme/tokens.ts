/**
 * The one source of the workstation's look. CSS variables, AG Grid, lightweight-charts, Monaco and dockview
 * are all fed from here.
 */

export type ThemeName = 'dark' | 'light' | 'high-contrast'
export type Density = 'compact' | 'normal' | 'roomy'

/** Colours of a theme, as `#rrggbb`. Charts and Monaco cannot read CSS variables, hence no other notation. */
export interface ColorTokens {
  /** Four neutral steps: the frame, panels, headers and controls, hovered and pressed controls. */
  readonly surface0: string
  readonly surface1: string
  readonly surface2: string
  readonly surface3: string
  /** Hairlines between regions, and the stronger edge of a control. */
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textMuted: string
  readonly textDim: string
  readonly accent: string
  readonly accentText: string
  /** A selected row or list entry. */
  readonly selection: string
  readonly up: string
  readonly down: string
  /** Bodies of candles and bars, where colour is an area and not a figure. */
  readonly upFill: string
  readonly downFill: string
  readonly warning: string
  readonly danger: string
  readonly dangerText: string
  readonly info: string
  readonly success: string
  readonly paper: string
  readonly live: string
  readonly grid: string
  readonly crosshair: string
  readonly codeComment: string
  readonly codeKeyword: string
  readonly codeString: string
  readonly codeNumber: string
  readonly codeType: string
  readonly codeFunction: string
}

export interface Theme {
  readonly name: ThemeName
  readonly label: string
  readonly scheme: 'dark' | 'light'
  readonly colors: ColorTokens
  /** Series of a chart, in the order in which they are taken. */
  readonly series: readonly string[]
}

export const FONT_TEXT = "'Inter Variable', 'Inter', system-ui, sans-serif"
export const FONT_CODE = "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace"

/** The type scale in pixels; `body` is the size of nearly everything. */
export const FONT_SIZE = { small: 11, body: 12, strong: 13, title: 15, display: 20 } as const

/** The spacing scale in pixels. */
export const SPACE = { 1: 4, 2: 8, 3: 12, 4: 16, 5: 20, 6: 24, 8: 32 } as const

export const RADIUS = { control: 3, surface: 6 } as const

/** Heights in pixels by density. */
export const DENSITY: Readonly<Record<Density, { readonly row: number; readonly control: number }>> = {
  compact: { row: 22, control: 22 },
  normal: { row: 24, control: 24 },
  roomy: { row: 28, control: 28 },
}

const dark: Theme = {
  name: 'dark',
  label: 'Dark',
  scheme: 'dark',
  colors: {
    surface0: '#090b0e',
    surface1: '#101318',
    surface2: '#171b21',
    surface3: '#232932',
    line: '#222831',
    lineStrong: '#3a434f',
    text: '#e4e8ee',
    textMuted: '#a9b2bf',
    textDim: '#909aa8',
    accent: '#6ea8fe',
    accentText: '#07101f',
    selection: '#1d2f4d',
    up: '#45cf96',
    down: '#ff8078',
    upFill: '#2aa873',
    downFill: '#e0524c',
    warning: '#f0b64a',
    danger: '#ff7a70',
    dangerText: '#220503',
    info: '#62c6e8',
    success: '#5fd0a0',
    paper: '#bd9cff',
    live: '#ff5c9a',
    grid: '#1a1f26',
    crosshair: '#7d8794',
    codeComment: '#7f8b9a',
    codeKeyword: '#c099ff',
    codeString: '#8fd6a4',
    codeNumber: '#f2b27a',
    codeType: '#6fd0e0',
    codeFunction: '#82b1ff',
  },
  series: ['#6ea8fe', '#f0b64a', '#bd9cff', '#62c6e8', '#f08ab0', '#9fd36a', '#e39a6b', '#8fa3bd'],
}

const light: Theme = {
  name: 'light',
  label: 'Light',
  scheme: 'light',
  colors: {
    surface0: '#e4e7ec',
    surface1: '#ffffff',
    surface2: '#f3f5f7',
    surface3: '#e3e7ed',
    line: '#dce0e6',
    lineStrong: '#aab2be',
    text: '#12161b',
    textMuted: '#434c58',
    textDim: '#596270',
    accent: '#1858c6',
    accentText: '#ffffff',
    selection: '#d6e4fb',
    up: '#005c38',
    down: '#9b1019',
    upFill: '#1a9463',
    downFill: '#d23f3f',
    warning: '#7d4e00',
    danger: '#b01822',
    dangerText: '#ffffff',
    info: '#055f7f',
    success: '#046239',
    paper: '#6430c0',
    live: '#b00052',
    grid: '#eef0f3',
    crosshair: '#6b7583',
    codeComment: '#5d6875',
    codeKeyword: '#7127c4',
    codeString: '#0a6b34',
    codeNumber: '#9a4300',
    codeType: '#04617a',
    codeFunction: '#1550b8',
  },
  series: ['#1858c6', '#b06a00', '#6430c0', '#087f9f', '#b82e6d', '#4a7d0a', '#a34f1c', '#566579'],
}

const highContrast: Theme = {
  name: 'high-contrast',
  label: 'High contrast',
  scheme: 'dark',
  colors: {
    surface0: '#000000',
    surface1: '#000000',
    surface2: '#0a0a0a',
    surface3: '#1c1c1c',
    line: '#7a7a7a',
    lineStrong: '#d0d0d0',
    text: '#ffffff',
    textMuted: '#ededed',
    textDim: '#cfcfcf',
    accent: '#ffd83d',
    accentText: '#000000',
    selection: '#3a3200',
    up: '#3dff9e',
    down: '#ff9d96',
    upFill: '#18e27f',
    downFill: '#ff5f57',
    warning: '#ffc24d',
    danger: '#ff9d96',
    dangerText: '#000000',
    info: '#6fe0ff',
    success: '#5dffb0',
    paper: '#d3bcff',
    live: '#ff86b8',
    grid: '#262626',
    crosshair: '#ffffff',
    codeComment: '#c4c4c4',
    codeKeyword: '#e0c2ff',
    codeString: '#9dffb8',
    codeNumber: '#ffcf9a',
    codeType: '#8ff0ff',
    codeFunction: '#bcd6ff',
  },
  series: ['#ffd83d', '#6fe0ff', '#d3bcff', '#ff9df0', '#9dffb8', '#ffb37a', '#bcd6ff', '#ffffff'],
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = { dark, light, 'high-contrast': highContrast }

/** `surface0` becomes `--surface-0`, `textMuted` becomes `--text-muted`. */
function variableName(token: string): string {
  return `--${token.replace(/([A-Z]|\d+$)/g, (part) => `-${part.toLowerCase()}`)}`
}

/** Every token of a theme at a density as CSS custom properties. */
export function cssVariables(theme: Theme, density: Density): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {}
  for (const [token, value] of Object.entries(theme.colors)) variables[variableName(token)] = value
  theme.series.forEach((value, index) => {
    variables[`--series-${index + 1}`] = value
  })
  for (const [step, pixels] of Object.entries(SPACE)) variables[`--space-${step}`] = `${pixels}px`
  for (const [size, pixels] of Object.entries(FONT_SIZE)) variables[`--font-size-${size}`] = `${pixels}px`
  variables['--font-text'] = FONT_TEXT
  variables['--font-code'] = FONT_CODE
  variables['--radius-control'] = `${RADIUS.control}px`
  variables['--radius-surface'] = `${RADIUS.surface}px`
  variables['--row-height'] = `${DENSITY[density].row}px`
  variables['--control-height'] = `${DENSITY[density].control}px`
  return variables
}
