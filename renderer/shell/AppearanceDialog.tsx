import { Dialog } from '../kit/Dialog.tsx'
import { type Appearance, type ThemeChoice, useThemeStore } from '../theme/themeStore.ts'
import { setAppearance } from './appearance.ts'
import { hideOverlay } from './overlays.ts'

const THEME_LABELS: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'high-contrast', label: 'High contrast' },
  { value: 'system', label: 'As the system' },
]
const DENSITY_LABELS: readonly { value: Appearance['density']; label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'roomy', label: 'Roomy' },
]

function Choice<T extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="choice-option">
          <input
            type="radio"
            name={legend}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

/** Theme and density; in force at once. */
export function AppearanceDialog() {
  const choice = useThemeStore((state) => state.choice)
  const density = useThemeStore((state) => state.density)
  return (
    <Dialog title="Appearance" size="small" onClose={hideOverlay}>
      <div className="choices">
        <Choice
          legend="Theme"
          options={THEME_LABELS}
          value={choice}
          onChange={(theme) => setAppearance({ theme, density })}
        />
        <Choice
          legend="Row height"
          options={DENSITY_LABELS}
          value={density}
          onChange={(next) => setAppearance({ theme: choice, density: next })}
        />
      </div>
    </Dialog>
  )
}
