import { FileDown } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../kit/Button.tsx'
import { browserFile, IMPORT_EXTENSIONS, type IntakeFile, pickNativeFiles } from './fileIntake.ts'

/** The first step: which file. */
export function ImportChoose({
  isBusy,
  note = 'CSV, TSV, JSON lines or Parquet, also compressed with gzip. Nothing is stored before you have seen it.',
  onFiles,
}: {
  isBusy: boolean
  /** Which files, and what happens with them. */
  note?: string
  onFiles: (files: readonly IntakeFile[]) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const pick = async () => {
    if (window.quarterdeck === undefined) {
      input.current?.click()
      return
    }
    const files = await pickNativeFiles()
    if (files.length > 0) onFiles(files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button below is everybody's
    <div
      className="import-choose"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const files = [...event.dataTransfer.files].map(browserFile)
        if (files.length > 0 && !isBusy) onFiles(files)
      }}
    >
      <FileDown size={20} aria-hidden />
      <p>Drop a file here, or choose one.</p>
      <Button variant="primary" disabled={isBusy} onClick={() => void pick()}>
        Choose a file
      </Button>
      <p className="dim">{note}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="File to import"
        accept={IMPORT_EXTENSIONS.map((extension) => `.${extension}`).join(',')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])].map(browserFile)
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </div>
  )
}
