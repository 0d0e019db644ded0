import { useCallback, useEffect, useState } from 'react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { loadMonaco, type MonacoModule } from '../../monaco/loadMonaco.ts'
import { monacoTheme, monacoThemeName } from '../../theme/monacoTheme.ts'
import { useTheme } from '../../theme/themeStore.ts'

/** Loads the editor and keeps its theme; `retry` loads it again after a failure. */
export function useMonaco(): { monaco: MonacoModule['monaco'] | null; error: unknown; retry: () => void } {
  const desk = useDesk()
  const theme = useTheme()
  const [round, setRound] = useState(0)
  const [loaded, setLoaded] = useState<{ monaco: MonacoModule['monaco'] | null; error: unknown }>({
    monaco: null,
    error: null,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` loads again
  useEffect(() => {
    let isCurrent = true
    loadMonaco(desk).then(
      ({ monaco }) => {
        if (isCurrent) setLoaded({ monaco, error: null })
      },
      (error: unknown) => {
        if (isCurrent) setLoaded({ monaco: null, error })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [desk, round])
  const { monaco } = loaded
  useEffect(() => {
    if (monaco === null) return
    monaco.editor.defineTheme(monacoThemeName(theme), monacoTheme(theme))
    monaco.editor.setTheme(monacoThemeName(theme))
  }, [monaco, theme])
  const retry = useCallback(() => {
    setLoaded({ monaco: null, error: null })
    setRound((count) => count + 1)
  }, [])
  return { ...loaded, retry }
}
