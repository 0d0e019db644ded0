/** What a key press consists of, as far as shortcuts look at it. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const NAMES: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: 'Enter',
  Comma: ',',
}

/** Whether the platform writes Cmd where others write Ctrl. */
export function isMacPlatform(): boolean {
  const platform = globalThis.window?.quarterdeck?.platform ?? globalThis.navigator?.platform ?? ''
  return /mac|darwin|iphone|ipad/i.test(platform)
}

interface Shortcut {
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

function parse(keys: string): Shortcut {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  return { mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key }
}

/** The key's place on the keyboard where letters and digits are meant, since Alt changes what they type. */
function isSameKey(press: KeyPress, key: string): boolean {
  if (/^[A-Z]$/.test(key)) return press.code === `Key${key}` || press.key.toUpperCase() === key
  if (/^\d$/.test(key)) return press.code === `Digit${key}`
  return press.key === key
}

/** Whether a key press is the shortcut. `?` and other signs carry their own Shift. */
export function matchesKeys(press: KeyPress, keys: string, isMac: boolean): boolean {
  const shortcut = parse(keys)
  const mod = isMac ? press.metaKey : press.ctrlKey
  const other = isMac ? press.ctrlKey : press.metaKey
  if (other || mod !== shortcut.mod || press.altKey !== shortcut.alt) return false
  const isSign = shortcut.key.length === 1 && !/[A-Z0-9]/.test(shortcut.key)
  if (!isSign && press.shiftKey !== shortcut.shift) return false
  return isSameKey(press, shortcut.key)
}

/** The shortcut as people read it: `Ctrl K`, on a Mac `⌘ K`. */
export function showKeys(keys: string, isMac = isMacPlatform()): string {
  const { mod, alt, shift, key } = parse(keys)
  const parts: string[] = []
  if (mod) parts.push(isMac ? '⌘' : 'Ctrl')
  if (alt) parts.push(isMac ? '⌥' : 'Alt')
  if (shift) parts.push(isMac ? '⇧' : 'Shift')
  parts.push(NAMES[key] ?? key)
  return parts.join(' ')
}

/** Whether typing goes into what has the focus, so that bare keys must not be taken from it. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return (
    target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [role="textbox"]') !==
    null
  )
}

/** Whether the shortcut would be typed as text: no modifier, and no function key. */
export function isBareKey(keys: string): boolean {
  const { mod, alt, key } = parse(keys)
  return !mod && !alt && !/^F\d+$/.test(key)
}
