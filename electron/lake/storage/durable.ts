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
async function flushFolder(folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => flush(path.join(folder, name))))
  await flush(folder)
}

/** Folders flushed at a time: disks take several requests together, and a process has a limit of open files. */
const FOLDERS_AT_A_TIME = 8

/** Flushes many folders with their files. */
export async function flushFolders(folders: readonly string[]): Promise<void> {
  for (let from = 0; from < folders.length; from += FOLDERS_AT_A_TIME) {
    await Promise.all(folders.slice(from, from + FOLDERS_AT_A_TIME).map(flushFolder))
  }
}

/** Replaces a small file so that a crash leaves either the old or the new text. */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`
  await writeFile(temporary, text)
  await flush(temporary)
  await rename(temporary, file)
  await flush(path.dirname(file))
}
