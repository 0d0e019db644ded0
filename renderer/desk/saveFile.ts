import type { FileFilter } from '../../shared/rpc/shellBridge.ts'

/** Kinds of file the screen saves: the name in a dialog, and the media type of a download. */
const KINDS: Readonly<Record<string, { name: string; type: string }>> = {
  png: { name: 'Picture', type: 'image/png' },
  html: { name: 'Report', type: 'text/html' },
  csv: { name: 'Comma-separated values', type: 'text/csv' },
}

/**
 * Saves bytes as a file the user chooses: through the shell's dialog on the desktop, as a download in a browser.
 * Answers the path or name it was saved under, or null when the user changed their mind.
 */
export async function saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | null> {
  const extension = suggestedName.split('.').at(-1) ?? ''
  const kind = KINDS[extension]
  const shell = window.quarterdeck
  if (shell !== undefined) {
    const filters: FileFilter[] = [{ name: kind?.name ?? 'File', extensions: [extension] }]
    return shell.saveFile({ suggestedName, filters, bytes })
  }
  const blob = new Blob([new Uint8Array(bytes)], { type: kind?.type ?? 'application/octet-stream' })
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = suggestedName
  link.click()
  // The download has taken hold of the bytes long before this.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return suggestedName
}
