import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import { z } from 'zod'

const filters = z
  .array(
    z.object({
      name: z.string().min(1).max(100),
      extensions: z.array(z.string().regex(/^[\w.]+$|^\*$/)).min(1),
    }),
  )
  .max(20)

export const openFilesRequestSchema = z.object({
  title: z.string().max(200),
  filters,
  multiple: z.boolean(),
})

export const saveFileRequestSchema = z.object({
  suggestedName: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => path.basename(name) === name && !/[\\/:\0]/.test(name), 'a file name without folders'),
  filters,
  bytes: z.instanceof(Uint8Array),
})

/** Asks for files to read; their paths, none where it was cancelled. */
export async function openFiles(
  window: BrowserWindow,
  request: z.infer<typeof openFilesRequestSchema>,
): Promise<string[]> {
  const { filePaths, canceled } = await dialog.showOpenDialog(window, {
    title: request.title,
    filters: request.filters satisfies FileFilter[],
    properties: request.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  })
  return canceled ? [] : filePaths
}

/** Asks where to save and writes there, nowhere else; the path, or null where it was cancelled. */
export async function saveFile(
  window: BrowserWindow,
  request: z.infer<typeof saveFileRequestSchema>,
): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    defaultPath: request.suggestedName,
    filters: request.filters satisfies FileFilter[],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  if (canceled || filePath === '') return null
  await writeFile(filePath, request.bytes)
  return filePath
}
