import type { editor } from 'monaco-editor/editor'
import { useEffect, useRef } from 'react'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import type { MonacoModule } from '../../monaco/loadMonaco.ts'

/** The file as it is on disk beside the text in the editor, and the choice between them. */
export function CompareDialog({
  monaco,
  theirs,
  ours,
  onTakeTheirs,
  onOverwrite,
  onClose,
}: {
  monaco: MonacoModule['monaco']
  theirs: string
  ours: editor.ITextModel
  onTakeTheirs: () => void
  onOverwrite: () => void
  onClose: () => void
}) {
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = container.current
    if (element === null) return
    const original = monaco.editor.createModel(theirs, 'typescript')
    const comparison = monaco.editor.createDiffEditor(element, {
      automaticLayout: true,
      readOnly: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
    })
    comparison.setModel({ original, modified: ours })
    return () => {
      comparison.dispose()
      original.dispose()
    }
  }, [monaco, theirs, ours])
  return (
    <Dialog
      title="On disk (left) and in the editor (right)"
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Decide later</Button>
          <Button onClick={onTakeTheirs}>Reload from disk</Button>
          <Button variant="danger" onClick={onOverwrite}>
            Overwrite the file
          </Button>
        </>
      }
    >
      <div className="compare-editor" ref={container} />
    </Dialog>
  )
}
