/**
 * The code editor with TypeScript, and nothing else of Monaco. This module is large: import it lazily
 * (`loadMonaco`), so that the first screen does not wait for it.
 */
import * as monaco from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/typescript/register'
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker'

// Workers are files of this program: a content security policy of `worker-src 'self'` lets nothing else in.
self.MonacoEnvironment = {
  getWorker: (_moduleId, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
}

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.NodeJs,
  // A strategy has neither a document nor a network: the language's own library is all it sees.
  lib: ['esnext'],
  types: [],
  strict: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noEmit: true,
  isolatedModules: true,
  allowNonTsExtensions: true,
})
typescriptDefaults.setDiagnosticsOptions({
  onlyVisible: true,
  // 1375 and 1378 speak of top-level await, which the strategy compiler itself refuses with a better message.
  diagnosticCodesToIgnore: [1375, 1378],
})
typescriptDefaults.setEagerModelSync(true)

let declaration = { text: '', dispose: () => {} }

/** Makes the SDK's declaration the module `quarterdeck`, for completion, hover and diagnostics. */
export function setDeclaration(text: string): void {
  if (declaration.text === text) return
  declaration.dispose()
  const library = typescriptDefaults.addExtraLib(text, 'file:///node_modules/quarterdeck/index.d.ts')
  declaration = { text, dispose: () => library.dispose() }
}

export { monaco }
