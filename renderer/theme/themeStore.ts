import { z } from 'zod'
import { create } from 'zustand'
import { cssVariables, type Density, THEMES, type Theme, type ThemeName } from './tokens.ts'

export const themeChoiceSchema = z.enum(['system', 'dark', 'light', 'high-contrast'])
export type ThemeChoice = z.infer<typeof themeChoiceSchema>

export const appearanceSchema = z.object({
  theme: themeChoiceSchema,
  density: z.enum(['compact', 'normal', 'roomy']),
})
export type Appearance = z.infer<typeof appearanceSchema>

export const DEFAULT_APPEARANCE: Appearance = { theme: 'dark', density: 'normal' }

interface ThemeState {
  readonly choice: ThemeChoice
  readonly density: Density
  /** The theme in force; differs from `choice` where that follows the system. */
  readonly theme: Theme
}

function resolveTheme(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice
  if (typeof matchMedia === 'undefined') return 'dark'
  if (matchMedia('(prefers-contrast: more)').matches) return 'high-contrast'
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

export const useThemeStore = create<ThemeState>()(() => ({
  choice: DEFAULT_APPEARANCE.theme,
  density: DEFAULT_APPEARANCE.density,
  theme: THEMES.dark,
}))

/** Puts a theme and density in force: writes the CSS variables and tells everything that draws by itself. */
export function applyAppearance(appearance: Appearance): void {
  const theme = THEMES[resolveTheme(appearance.theme)]
  const root = document.documentElement
  root.dataset.theme = theme.name
  root.style.colorScheme = theme.scheme
  for (const [name, value] of Object.entries(cssVariables(theme, appearance.density))) {
    root.style.setProperty(name, value)
  }
  useThemeStore.setState({ choice: appearance.theme, density: appearance.density, theme })
}

/** Follows the system's setting for as long as the choice is `system`. */
export function followSystemTheme(): void {
  for (const query of ['(prefers-color-scheme: light)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', () => {
      const { choice, density } = useThemeStore.getState()
      if (choice === 'system') applyAppearance({ theme: choice, density })
    })
  }
}

/** The theme in force; a component that draws by itself redraws when it changes. */
export function useTheme(): Theme {
  return useThemeStore((state) => state.theme)
}
