import type { editor } from 'monaco-editor/editor'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { MonacoModule } from '../../monaco/loadMonaco.ts'
import { FONT_CODE, FONT_SIZE } from '../../theme/tokens.ts'

/** Where each file was scrolled and where its cursor stood, for the life of the window. */
const viewStates = new Map<string, editor.ICodeEditorViewState>()

/** Monaco on one model at a time; remembers scroll and cursor per model. */
export function CodeEditor({
  monaco,
  model,
  isReadOnly,
  label,
  ref,
}: {
  monaco: MonacoModule['monaco']
  model: editor.ITextModel
  isReadOnly: boolean
  label: string
  ref: Ref<editor.IStandaloneCodeEditor | null>
}) {
  const container = useRef<HTMLDivElement>(null)
  const [instance, setInstance] = useState<editor.IStandaloneCodeEditor | null>(null)
  useImperativeHandle<editor.IStandaloneCodeEditor | null, editor.IStandaloneCodeEditor | null>(
    ref,
    () => instance,
    [instance],
  )

  useEffect(() => {
    const element = container.current
    if (element === null) return
    // Completion, hovers and parameter hints are drawn above every panel: inside the dock a neighbour would cover them.
    const overflow = document.createElement('div')
    overflow.className = 'monaco-editor code-overflow'
    document.body.append(overflow)
    const made = monaco.editor.create(element, {
      model: null,
      automaticLayout: true,
      fontFamily: FONT_CODE,
      fontSize: FONT_SIZE.body,
      lineHeight: 18,
      fontLigatures: false,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      smoothScrolling: false,
      renderLineHighlight: 'line',
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
      overflowWidgetsDomNode: overflow,
      tabSize: 2,
      bracketPairColorization: { enabled: false },
      stickyScroll: { enabled: false },
      accessibilitySupport: 'auto',
      readOnlyMessage: { value: 'A built-in strategy cannot be changed. Duplicate it to make it yours.' },
    })
    setInstance(made)
    return () => {
      setInstance(null)
      made.dispose()
      overflow.remove()
    }
  }, [monaco])

  useEffect(() => {
    if (instance === null) return
    const key = model.uri.toString()
    instance.setModel(model)
    const known = viewStates.get(key)
    if (known !== undefined) instance.restoreViewState(known)
    return () => {
      const state = instance.saveViewState()
      if (state !== null) viewStates.set(key, state)
    }
  }, [instance, model])

  useEffect(
    () => instance?.updateOptions({ readOnly: isReadOnly, ariaLabel: label }),
    [instance, isReadOnly, label],
  )

  return <div className="code-editor" ref={container} />
}
