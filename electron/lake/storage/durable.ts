import { open, readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Flushes a file or folder to the disk. Folders cannot be flushed on every platform; that is not an error. */
export async function flush(target: string): Promise<void> {
  try {
    const handle = await open(target, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (process.platform !== 'win32') throw error
  }
}

/** Flushes every file of a folder and then the folder. */
export async function flushFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await flush(path.join(folder, name))
  await flush(folder)
}

/** Replaces a small file so that a crash leaves either the old or the new text. */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`
  await writeFile(temporary, text)
  await flush(temporary)
  await rename(temporary, file)
  await flush(path.dirname(file))
}
