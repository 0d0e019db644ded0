import type { editor } from 'monaco-editor/editor'
import { useEffect, useMemo, useState } from 'react'
import { useDesk } from '../../desk/DeskProvider.tsx'
import type { MonacoModule } from '../../monaco/loadMonaco.ts'
import { parseSourcePlace } from '../../monaco/sourcePlace.ts'
import { compileSource, useCompiled } from '../../state/compiledStrategies.ts'
import { useRuns } from '../../state/runs.ts'
import type { OpenDocument } from './documents.ts'
import { mergeProblems, type Problem } from './problems.ts'

type Monaco = MonacoModule['monaco']

const COMPILE_DELAY_MS = 500

/** Compiles the text on the desk whenever it has come to rest. */
function useCompilation(id: string, model: editor.ITextModel): void {
  const desk = useDesk()
  useEffect(() => {
    let abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const compile = () => {
      abort.abort()
      abort = new AbortController()
      // A lost connection shows in the frame, and the next change asks again.
      compileSource(desk, id, model.getValue(), abort.signal).catch(() => {})
    }
    compile()
    const subscription = model.onDidChangeContent(() => {
      clearTimeout(timer)
      timer = setTimeout(compile, COMPILE_DELAY_MS)
    })
    return () => {
      clearTimeout(timer)
      abort.abort()
      subscription.dispose()
    }
  }, [desk, id, model])
}

/** TypeScript's messages on a model. */
function useTypeScriptProblems(monaco: Monaco, model: editor.ITextModel): readonly Problem[] {
  const [problems, setProblems] = useState<readonly Problem[]>([])
  useEffect(() => {
    const read = () => {
      const markers = monaco.editor.getModelMarkers({ resource: model.uri, owner: 'typescript' })
      const found = markers
        .filter((marker) => marker.severity >= monaco.MarkerSeverity.Warning)
        .map(
          (marker): Problem => ({
            owner: 'typescript',
            severity: marker.severity === monaco.MarkerSeverity.Error ? 'error' : 'warning',
            message: marker.message,
            line: marker.startLineNumber,
            column: marker.startColumn,
          }),
        )
      // Marks of the other owners are announced here too, and setting them must not lead to setting them again.
      setProblems((before) => (isSame(before, found) ? before : found))
    }
    read()
    const subscription = monaco.editor.onDidChangeMarkers((resources) => {
      if (resources.some((resource) => resource.toString() === model.uri.toString())) read()
    })
    return () => subscription.dispose()
  }, [monaco, model])
  return problems
}

function isSame(a: readonly Problem[], b: readonly Problem[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Where the strategy's last run failed, until the text is changed. */
function useRunProblem(document: OpenDocument): Problem | null {
  const run = useRuns(({ runs }) => runs?.find((record) => record.config.strategyId === document.id) ?? null)
  return useMemo(() => {
    if (run === null || run.error === null || run.state !== 'failed') return null
    if (document.editedMs > (run.endedMs ?? 0)) return null
    const place = parseSourcePlace(run.error.where)
    if (place === null) return null
    return { owner: 'run', severity: 'error', message: `The last run: ${run.error.message}`, ...place }
  }, [run, document.editedMs])
}

/** Everything that is wrong with a document, and its marks in the text. */
export function useProblems(
  monaco: Monaco,
  document: OpenDocument,
  model: editor.ITextModel,
): readonly Problem[] {
  useCompilation(document.id, model)
  const typescript = useTypeScriptProblems(monaco, model)
  const diagnostics = useCompiled(({ compiled }) => compiled[document.id]?.diagnostics)
  const run = useRunProblem(document)
  const problems = useMemo(
    () => mergeProblems(typescript, diagnostics ?? [], run),
    [typescript, diagnostics, run],
  )
  useEffect(() => {
    for (const owner of ['compiler', 'run'] as const) {
      const markers = problems
        .filter((problem) => problem.owner === owner)
        .map((problem) => marker(monaco, model, problem))
      monaco.editor.setModelMarkers(model, owner, markers)
    }
  }, [monaco, model, problems])
  return problems
}

/** A mark from the place to the end of the word there, or of the line where it points at no word. */
function marker(monaco: Monaco, model: editor.ITextModel, problem: Problem): editor.IMarkerData {
  const line = Math.min(problem.line, model.getLineCount())
  const column = Math.min(problem.column, model.getLineMaxColumn(line))
  const word = model.getWordAtPosition({ lineNumber: line, column })
  return {
    severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: problem.message,
    source: problem.owner === 'run' ? 'run' : 'strategy compiler',
    startLineNumber: line,
    startColumn: word?.startColumn ?? column,
    endLineNumber: line,
    endColumn: word?.endColumn ?? model.getLineMaxColumn(line),
  }
}
