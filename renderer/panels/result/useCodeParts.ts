import { useEffect, useState } from 'react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { type CodePart, codeParts } from '../../monaco/codeParts.ts'
import { loadMonaco } from '../../monaco/loadMonaco.ts'

/** The lines of a strategy in coloured parts; plain until the editor's language is there, and where it cannot be had. */
export function useCodeParts(source: string): readonly (readonly CodePart[])[] {
  const desk = useDesk()
  const [answer, setAnswer] = useState<{ source: string; lines: readonly (readonly CodePart[])[] } | null>(
    null,
  )
  useEffect(() => {
    let isCurrent = true
    loadMonaco(desk)
      .then(async ({ monaco }) => {
        // The language is read at its first use: before that everything is plain.
        await monaco.editor.colorize('', 'typescript', {})
        const tokens = monaco.editor.tokenize(source, 'typescript')
        if (isCurrent) setAnswer({ source, lines: codeParts(source, tokens) })
      })
      .catch(() => {})
    return () => {
      isCurrent = false
    }
  }, [desk, source])
  return answer?.source === source ? answer.lines : codeParts(source, [])
}
