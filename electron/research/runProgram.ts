import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { z } from 'zod'

/** The files a run process executes: bundled, so that a run starts quickly and needs to read nothing else. */
export interface RunProgram {
  readonly folder: string
  readonly runProcess: string
}

const inputsSchema = z.array(z.object({ file: z.string(), size: z.number(), modifiedMs: z.number() }))
type ProgramInputs = z.infer<typeof inputsSchema>

async function stampOf(files: readonly string[]): Promise<ProgramInputs> {
  return Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file)
      return { file, size, modifiedMs: mtimeMs }
    }),
  )
}

async function isCurrent(folder: string): Promise<boolean> {
  try {
    const recorded = inputsSchema.parse(JSON.parse(await readFile(path.join(folder, 'inputs.json'), 'utf8')))
    const actual = await stampOf(recorded.map(({ file }) => file))
    return JSON.stringify(actual) === JSON.stringify(recorded)
  } catch {
    return false
  }
}

async function bundle(appRoot: string, folder: string): Promise<void> {
  const staging = `${folder}.${randomUUID()}.new`
  const { metafile } = await build({
    absWorkingDir: appRoot,
    entryPoints: ['electron/research/runProcess.ts', 'electron/research/runWatchdog.ts'],
    outdir: staging,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node26',
    alias: { quarterdeck: path.join(appRoot, 'shared/sdk/index.ts') },
    define: { 'import.meta.dirname': '__dirname' },
    // Half the text is half the time to read it; names stay, for messages.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'silent',
    metafile: true,
  })
  const inputs = await stampOf(Object.keys(metafile.inputs).map((file) => path.resolve(appRoot, file)))
  await writeFile(path.join(staging, 'inputs.json'), JSON.stringify(inputs))
  await rm(folder, { recursive: true, force: true })
  try {
    await rename(staging, folder)
  } catch (error) {
    // Another process of the same home has put the same program there in the meantime.
    await rm(staging, { recursive: true, force: true })
    if (!(await isCurrent(folder))) throw error
  }
}

const programs = new Map<string, Promise<RunProgram>>()

async function prepare(appRoot: string, cacheFolder: string): Promise<RunProgram> {
  const key = createHash('sha256').update(appRoot).digest('hex').slice(0, 12)
  const folder = path.join(cacheFolder, `run-program-${key}`)
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 })
  if (!(await isCurrent(folder))) await bundle(appRoot, folder)
  return { folder, runProcess: path.join(folder, 'runProcess.cjs') }
}

/**
 * The program of a run process, bundled once from the workstation's own files and kept in `cacheFolder` until one of
 * them changes.
 */
export function prepareRunProgram(appRoot: string, cacheFolder: string): Promise<RunProgram> {
  const key = `${appRoot}\n${cacheFolder}`
  const known = programs.get(key)
  if (known) return known
  const preparing = prepare(appRoot, cacheFolder)
  programs.set(key, preparing)
  preparing.catch(() => programs.delete(key))
  return preparing
}
