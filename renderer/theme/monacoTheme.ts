import type { Theme } from './tokens.ts'

/** The fields of Monaco's `IStandaloneThemeData` that a theme sets; declared here so that the theme does not load Monaco. */
export interface MonacoThemeData {
  base: 'vs' | 'vs-dark' | 'hc-black'
  inherit: boolean
  rules: { token: string; foreground?: string; fontStyle?: string }[]
  colors: Record<string, string>
}

/** Name under which `monacoTheme` is to be defined in Monaco. */
export function monacoThemeName(theme: Theme): string {
  return `quarterdeck-${theme.name}`
}

const BASE = { dark: 'vs-dark', light: 'vs', 'high-contrast': 'hc-black' } as const

/** Monaco's theme made from the tokens: `monaco.editor.defineTheme(monacoThemeName(theme), monacoTheme(theme))`. */
export function monacoTheme(theme: Theme): MonacoThemeData {
  const c = theme.colors
  const rule = (token: string, color: string) => ({ token, foreground: color.slice(1) })
  return {
    base: BASE[theme.name],
    inherit: true,
    rules: [
      rule('', c.text),
      rule('comment', c.codeComment),
      rule('keyword', c.codeKeyword),
      rule('string', c.codeString),
      rule('regexp', c.codeString),
      rule('number', c.codeNumber),
      rule('type', c.codeType),
      rule('type.identifier', c.codeType),
      rule('identifier', c.text),
      rule('delimiter', c.textMuted),
    ],
    colors: {
      'editor.background': c.surface1,
      'editor.foreground': c.text,
      'editorLineNumber.foreground': c.textDim,
      'editorLineNumber.activeForeground': c.text,
      'editorCursor.foreground': c.accent,
      'editor.selectionBackground': c.selection,
      'editor.inactiveSelectionBackground': c.surface3,
      'editor.lineHighlightBackground': c.surface2,
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': c.line,
      'editorIndentGuide.activeBackground1': c.lineStrong,
      'editorWhitespace.foreground': c.lineStrong,
      'editorBracketMatch.background': c.surface3,
      'editorBracketMatch.border': c.lineStrong,
      'editorError.foreground': c.danger,
      'editorWarning.foreground': c.warning,
      'editorInfo.foreground': c.info,
      'editorWidget.background': c.surface2,
      'editorWidget.foreground': c.text,
      'editorWidget.border': c.lineStrong,
      'editorHoverWidget.background': c.surface2,
      'editorHoverWidget.border': c.lineStrong,
      'editorSuggestWidget.background': c.surface2,
      'editorSuggestWidget.border': c.lineStrong,
      'editorSuggestWidget.foreground': c.text,
      'editorSuggestWidget.selectedBackground': c.selection,
      'editorSuggestWidget.selectedForeground': c.text,
      'editorSuggestWidget.highlightForeground': c.accent,
      'editorGutter.background': c.surface1,
      'editorOverviewRuler.border': c.surface1,
      'input.background': c.surface1,
      'input.foreground': c.text,
      'input.border': c.lineStrong,
      'list.hoverBackground': c.surface3,
      'list.focusBackground': c.selection,
      'list.highlightForeground': c.accent,
      focusBorder: c.accent,
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${c.lineStrong}80`,
      'scrollbarSlider.hoverBackground': `${c.lineStrong}c0`,
      'scrollbarSlider.activeBackground': c.lineStrong,
      'minimap.background': c.surface1,
    },
  }
}
