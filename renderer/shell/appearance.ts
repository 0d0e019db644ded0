import { useSettings } from '../state/settings.ts'
import {
  type Appearance,
  appearanceSchema,
  applyAppearance,
  DEFAULT_APPEARANCE,
  useThemeStore,
} from '../theme/themeStore.ts'

const KEY = 'appearance'

/** The browser's own copy: it is there before the desk is, so that the first frame has the right colours. */
function readCopy(): Appearance {
  try {
    const parsed = appearanceSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : DEFAULT_APPEARANCE
  } catch {
    return DEFAULT_APPEARANCE
  }
}

function put(appearance: Appearance): void {
  applyAppearance(appearance)
  window.quarterdeck?.setTheme(appearance.theme === 'high-contrast' ? 'dark' : appearance.theme)
  try {
    localStorage.setItem(KEY, JSON.stringify(appearance))
  } catch {
    // Storage may be switched off; the desk keeps the setting.
  }
}

/** Puts the last known appearance in force, before the first render. */
export function startAppearance(): void {
  put(readCopy())
}

/** Takes over what the desk keeps, once it can be asked. */
export async function restoreAppearance(): Promise<void> {
  const stored = await useSettings
    .getState()
    .load(KEY, appearanceSchema)
    .catch(() => null)
  if (stored !== null) put(stored)
}

/** Changes the appearance, now and for good. */
export function setAppearance(appearance: Appearance): void {
  put(appearance)
  useSettings.getState().save(KEY, appearance)
}

/** Dark, light, high contrast, and around again. */
export function nextTheme(): void {
  const { theme, density } = useThemeStore.getState()
  const next = { dark: 'light', light: 'high-contrast', 'high-contrast': 'dark' } as const
  setAppearance({ theme: next[theme.name], density })
}
