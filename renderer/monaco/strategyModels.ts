import type { editor } from 'monaco-editor/editor'
import type { MonacoModule } from './loadMonaco.ts'

type Monaco = MonacoModule['monaco']

/** Where a strategy lives in the editor's world of files. */
function strategyUri(monaco: Monaco, id: string) {
  return monaco.Uri.from({ scheme: 'file', path: `/strategies/${encodeURIComponent(id)}.ts` })
}

/** The text model of a strategy, created with `text` when there is none yet. Its undo history lasts until it is released. */
export function strategyModel(monaco: Monaco, id: string, text: string): editor.ITextModel {
  const uri = strategyUri(monaco, id)
  const known = monaco.editor.getModel(uri)
  if (known !== null) return known
  const model = monaco.editor.createModel(text, 'typescript', uri)
  model.updateOptions({ tabSize: 2, insertSpaces: true, trimAutoWhitespace: true })
  return model
}

/** Forgets a strategy that was removed or renamed. */
export function releaseModel(monaco: Monaco, id: string): void {
  monaco.editor.getModel(strategyUri(monaco, id))?.dispose()
}

/** Replaces a model's whole text as one undoable step. */
export function replaceText(model: editor.ITextModel, text: string): void {
  if (model.getValue() === text) return
  model.pushStackElement()
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
  model.pushStackElement()
}
