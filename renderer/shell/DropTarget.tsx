import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { showOverlay, useOverlay } from './overlays.ts'

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

/** Takes files dropped anywhere on the window to the import, and keeps the page from navigating to them. */
export function DropTarget() {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      const isBusy = useOverlay.getState().overlay !== null
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isBusy ? 'none' : 'copy'
      setOver(!isBusy)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0 && useOverlay.getState().overlay === null) showOverlay({ kind: 'import', files })
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!isOver) return null
  return (
    <div className="drop-target" aria-hidden>
      <FileDown size={20} />
      <p>Drop to import prices</p>
    </div>
  )
}
