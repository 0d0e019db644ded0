import { describe, expect, it } from 'vitest'
import { isBareKey, type KeyPress, matchesKeys, showKeys } from '../../renderer/shell/keys.ts'

function press(key: string, code: string, ...modifiers: ('ctrl' | 'meta' | 'alt' | 'shift')[]): KeyPress {
  return {
    key,
    code,
    ctrlKey: modifiers.includes('ctrl'),
    metaKey: modifiers.includes('meta'),
    altKey: modifiers.includes('alt'),
    shiftKey: modifiers.includes('shift'),
  }
}

describe('shortcuts', () => {
  it('takes Ctrl for Mod, on a Mac Cmd, and neither for the other', () => {
    expect(matchesKeys(press('k', 'KeyK', 'ctrl'), 'Mod+K', false)).toBe(true)
    expect(matchesKeys(press('k', 'KeyK', 'meta'), 'Mod+K', true)).toBe(true)
    expect(matchesKeys(press('k', 'KeyK', 'ctrl'), 'Mod+K', true)).toBe(false)
    expect(matchesKeys(press('k', 'KeyK', 'ctrl', 'meta'), 'Mod+K', false)).toBe(false)
  })

  it('takes letters and digits by their place, since Alt changes what they type', () => {
    expect(matchesKeys(press('µ', 'KeyM', 'alt'), 'Alt+M', true)).toBe(true)
    expect(matchesKeys(press('¡', 'Digit1', 'alt'), 'Alt+1', true)).toBe(true)
  })

  it('wants exactly the modifiers named', () => {
    expect(matchesKeys(press('K', 'KeyK', 'ctrl', 'shift'), 'Mod+K', false)).toBe(false)
    expect(matchesKeys(press('P', 'KeyP', 'ctrl', 'shift'), 'Mod+Shift+P', false)).toBe(true)
    expect(matchesKeys(press('F6', 'F6', 'shift'), 'F6', false)).toBe(false)
    expect(matchesKeys(press('F6', 'F6', 'shift'), 'Shift+F6', false)).toBe(true)
  })

  it('takes a sign however the keyboard makes it', () => {
    expect(matchesKeys(press('?', 'Slash', 'shift'), '?', false)).toBe(true)
    expect(matchesKeys(press('?', 'Minus', 'shift'), '?', false)).toBe(true)
    expect(matchesKeys(press('/', 'Slash'), '?', false)).toBe(false)
  })

  it('knows which would be typed as text', () => {
    expect(['?', 'Shift+A'].map(isBareKey)).toEqual([true, true])
    expect(['F6', 'Alt+1', 'Mod+Enter'].map(isBareKey)).toEqual([false, false, false])
  })

  it('writes them as the platform does', () => {
    expect(showKeys('Mod+Shift+P', false)).toBe('Ctrl Shift P')
    expect(showKeys('Mod+Enter', true)).toBe('⌘ Enter')
  })
})
