import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { flush, flushFolders } from './durable.ts'

/** Names of the lake's own folders; no dataset's folder begins with a dot. */
export const STAGING = '.staging'

const commitSchema = z.object({ folders: z.array(z.string().regex(/^[^./\\][^/\\]*$/)) })
const COMMIT_FILE = 'commit.json'

/** Makes a fresh working folder for one import. */
export async function createStaging(lakeFolder: string, name: string): Promise<string> {
  const staging = path.join(lakeFolder, STAGING, name)
  await mkdir(path.join(staging, 'new'), { recursive: true })
  return staging
}

/**
 * Moves the folders that stand ready in `<staging>/new` into the lake, all or none. A record of what is to be moved
 * is flushed first: after a crash, `recoverStaging` finishes a commit whose record is complete and discards the
 * rest. A folder that is replaced stands in `<staging>/old` until all are in place; on an error it is moved back.
 */
export async function commitFolders(lakeFolder: string, staging: string, folders: string[]): Promise<void> {
  await flushFolders(folders.map((folder) => path.join(staging, 'new', folder)))
  await mkdir(path.join(staging, 'old'), { recursive: true })
  const record = path.join(staging, COMMIT_FILE)
  await writeFile(`${record}.new`, JSON.stringify({ folders }))
  await flush(`${record}.new`)
  await rename(`${record}.new`, record)
  await flush(staging)
  const moved: string[] = []
  try {
    for (const folder of folders) {
      await moveIn(lakeFolder, staging, folder)
      moved.push(folder)
    }
    await flush(lakeFolder)
  } catch (error) {
    await undo(lakeFolder, staging, moved)
    throw error
  }
  await rm(record)
}

async function moveIn(lakeFolder: string, staging: string, folder: string): Promise<void> {
  const fresh = path.join(staging, 'new', folder)
  if (!existsSync(fresh)) return
  const target = path.join(lakeFolder, folder)
  const old = path.join(staging, 'old', folder)
  const replaces = existsSync(target)
  if (replaces) await rename(target, old)
  try {
    await rename(fresh, target)
  } catch (error) {
    if (replaces) await rename(old, target)
    throw error
  }
}

async function undo(lakeFolder: string, staging: string, moved: string[]): Promise<void> {
  await rm(path.join(staging, COMMIT_FILE), { force: true })
  for (const folder of moved.toReversed()) {
    await rm(path.join(lakeFolder, folder), { recursive: true, force: true })
    const old = path.join(staging, 'old', folder)
    if (existsSync(old)) await rename(old, path.join(lakeFolder, folder))
  }
}

/** Finishes commits whose record is complete, puts back what an unfinished one had moved, removes the rest. */
export async function recoverStaging(lakeFolder: string): Promise<void> {
  const root = path.join(lakeFolder, STAGING)
  if (!existsSync(root)) return
  for (const name of await readdir(root)) {
    const staging = path.join(root, name)
    const record = path.join(staging, COMMIT_FILE)
    if (existsSync(record)) {
      const { folders } = commitSchema.parse(JSON.parse(await readFile(record, 'utf8')))
      for (const folder of folders) await moveIn(lakeFolder, staging, folder)
      await flush(lakeFolder)
    } else {
      const old = path.join(staging, 'old')
      const leftovers = existsSync(old) ? await readdir(old) : []
      for (const folder of leftovers) {
        const target = path.join(lakeFolder, folder)
        if (!existsSync(target)) await rename(path.join(old, folder), target)
      }
    }
    await rm(staging, { recursive: true, force: true })
  }
}
