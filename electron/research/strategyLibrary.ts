import { watch } from 'node:fs'
import { link, mkdir, readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { StrategyEntry } from '../../shared/domain/strategy.ts'
import type { StrategyExample } from '../../shared/domain/strategyExample.ts'
import { APP_ROOT } from './strategyCompiler.ts'
import { isStrategyId, toStrategyId } from './strategyName.ts'
import {
  findTemplate,
  instantiateTemplate,
  readTemplates,
  type StrategyTemplate,
} from './strategyTemplates.ts'
import { writeFileAtomically } from './writeFileAtomically.ts'

/** A strategy that comes with the workstation. */
export interface BuiltInStrategy {
  readonly id: string
  /** Absolute path; read, never written. */
  readonly file: string
  readonly name?: string
  readonly origin?: 'built-in' | 'example'
  /** Settings of the run that an example explains. */
  readonly suggestedRun?: BacktestConfig
}

export interface StrategyLibraryOptions {
  /** Folder of the user's files. Made when it is missing. */
  readonly folder: string
  readonly builtIns: readonly BuiltInStrategy[]
  /** The workstation's own files, where the templates are. */
  readonly appRoot?: string
}

export interface StrategyFile {
  readonly entry: StrategyEntry
  readonly source: string
  /** Settings to start from, where the strategy comes with some. */
  readonly suggestedRun?: BacktestConfig
}

const EXTENSION = '.ts'
/** Editors write a file in several steps; one report is enough. */
const SETTLE_MS = 100

/** A text of the definition as it stands in the source: told without compiling, for lists. */
function textIn(source: string, property: 'name' | 'description'): string | undefined {
  const found = new RegExp(
    `defineStrategy\\(\\{[^}]*?\\b${property}:\\s*(['"\`])((?:(?!\\1)[^\\\\\\n])*)\\1`,
  ).exec(source)
  return found?.[2]
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The strategies a person can run: those that come with the workstation, and the files of their own folder. */
export class StrategyLibrary {
  readonly #folder: string
  readonly #builtIns: ReadonlyMap<string, BuiltInStrategy>
  readonly #appRoot: string
  readonly #listeners = new Set<(entries: StrategyEntry[]) => void>()
  #stopWatching: (() => void) | undefined

  constructor({ folder, builtIns, appRoot = APP_ROOT }: StrategyLibraryOptions) {
    this.#folder = folder
    this.#builtIns = new Map(builtIns.map((strategy) => [strategy.id, strategy]))
    this.#appRoot = appRoot
  }

  /** Built-in strategies and examples first, then the user's, each in the order of their ids. */
  async list(): Promise<StrategyEntry[]> {
    const builtIns = await Promise.all([...this.#builtIns.keys()].sort().map((id) => this.read(id)))
    const users = await Promise.all(
      // A file that is removed while it is listed is no longer there.
      (await this.#userIds()).map((id) => this.read(id).catch(() => undefined)),
    )
    return [...builtIns, ...users].flatMap((file) => (file ? [file.entry] : []))
  }

  /** The examples by name, each with what it shows and the run that shows it. */
  async examples(): Promise<StrategyExample[]> {
    const examples = [...this.#builtIns.values()].filter(({ origin }) => origin === 'example')
    const read = await Promise.all(
      examples.map(async ({ id, suggestedRun }): Promise<StrategyExample[]> => {
        if (suggestedRun === undefined) return []
        const { entry, source } = await this.read(id)
        return [
          { id, name: entry.name, description: textIn(source, 'description') ?? '', config: suggestedRun },
        ]
      }),
    )
    return read.flat().sort((a, b) => a.name.localeCompare(b.name))
  }

  /** What a new strategy can start from. */
  async templates(): Promise<Omit<StrategyTemplate, 'source'>[]> {
    const templates = await readTemplates(this.#appRoot)
    return templates.map(({ id, name, description }) => ({ id, name, description }))
  }

  /** @throws DeskError NOT_FOUND with the nearest id as a suggestion. */
  async read(id: string): Promise<StrategyFile> {
    const builtIn = this.#builtIns.get(id)
    const file = builtIn?.file ?? this.#fileOf(id)
    if (file === undefined) throw await this.#notFound(id)
    try {
      const [source, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
      const origin = builtIn ? (builtIn.origin ?? 'built-in') : 'user'
      const name = builtIn?.name ?? textIn(source, 'name') ?? id
      const entry: StrategyEntry = { id, name, origin, modifiedMs: mtimeMs }
      const suggestedRun = builtIn?.suggestedRun
      return suggestedRun === undefined ? { entry, source } : { entry, source, suggestedRun }
    } catch (error) {
      if (isMissing(error)) throw await this.#notFound(id)
      throw new DeskError('FILE_UNREADABLE', `The strategy '${id}' cannot be read.`, {
        where: path.basename(file),
      })
    }
  }

  /**
   * Makes a new file from a template. Its id is made from `name`.
   * @throws DeskError ALREADY_EXISTS where a strategy has that id, in whatever case; BAD_INPUT for an unusable name.
   */
  async create(name: string, templateId: string): Promise<StrategyFile> {
    const template = findTemplate(await readTemplates(this.#appRoot), templateId)
    return this.#createFile(name, instantiateTemplate(template, name.trim()))
  }

  /**
   * Replaces a file's text. `baseModifiedMs` is the modification time that the writer last saw.
   * @throws DeskError CONFLICT where the file has changed since; UNSUPPORTED for a built-in; NOT_FOUND.
   */
  async save(id: string, source: string, baseModifiedMs?: number): Promise<StrategyEntry> {
    this.#refuseBuiltIn(id, 'changed')
    const { entry } = await this.read(id)
    if (baseModifiedMs !== undefined && entry.modifiedMs !== baseModifiedMs) {
      throw new DeskError(
        'CONFLICT',
        `'${id}${EXTENSION}' was changed by another program since it was opened.`,
        {
          where: `${id}${EXTENSION}`,
          hint: 'Compare the two, then load the file again or save over it.',
          details: { modifiedMs: entry.modifiedMs },
        },
      )
    }
    await writeFileAtomically(this.#requireFile(id), source)
    this.#announce()
    return (await this.read(id)).entry
  }

  /** Renames a file; its text stays. */
  async rename(id: string, name: string): Promise<StrategyEntry> {
    this.#refuseBuiltIn(id, 'renamed')
    await this.read(id)
    const newId = toStrategyId(name)
    if (newId === id) return (await this.read(id)).entry
    await this.#refuseTaken(newId, id)
    // A link fails where the name is taken, a rename would replace.
    await this.#claim(newId, () => link(this.#requireFile(id), this.#requireFile(newId)))
    await unlink(this.#requireFile(id))
    this.#announce()
    return (await this.read(newId)).entry
  }

  /** Removes a file for good. */
  async remove(id: string): Promise<void> {
    this.#refuseBuiltIn(id, 'removed')
    await this.read(id)
    await rm(this.#requireFile(id))
    this.#announce()
  }

  /**
   * Calls `listener` with the new list after each change, those by other programs included.
   * @returns the function that ends it.
   */
  onChange(listener: (entries: StrategyEntry[]) => void): () => void {
    this.#listeners.add(listener)
    this.#stopWatching ??= this.#watchFolder()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.close()
    }
  }

  /** Stops watching the folder. */
  close(): void {
    this.#stopWatching?.()
    this.#stopWatching = undefined
  }

  #watchFolder(): () => void {
    let timer: NodeJS.Timeout | undefined
    let stopped = false
    let stop = () => {}
    void mkdir(this.#folder, { recursive: true }).then(() => {
      if (stopped) return
      const watcher = watch(this.#folder, (_event, fileName) => {
        if (fileName?.endsWith('.new')) return
        clearTimeout(timer)
        timer = setTimeout(() => this.#announce(), SETTLE_MS)
      })
      watcher.on('error', () => watcher.close())
      stop = () => watcher.close()
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      stop()
    }
  }

  #announce(): void {
    if (this.#listeners.size === 0) return
    void this.list().then((entries) => {
      for (const listener of this.#listeners) listener(entries)
    })
  }

  async #userIds(): Promise<string[]> {
    await mkdir(this.#folder, { recursive: true })
    const entries = await readdir(this.#folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION) && !entry.name.endsWith('.d.ts'))
      .map((entry) => entry.name.slice(0, -EXTENSION.length))
      .filter((id) => isStrategyId(id) && !this.#builtIns.has(id))
      .sort()
  }

  async #createFile(name: string, source: string): Promise<StrategyFile> {
    const id = toStrategyId(name)
    await this.#refuseTaken(id)
    const file = this.#requireFile(id)
    const staged = `${file}.created.new`
    await writeFileAtomically(staged, source)
    try {
      await this.#claim(id, () => link(staged, file))
    } finally {
      await rm(staged, { force: true })
    }
    this.#announce()
    return this.read(id)
  }

  async #claim(id: string, take: () => Promise<void>): Promise<void> {
    try {
      await take()
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw this.#taken(id)
      throw error
    }
  }

  async #refuseTaken(id: string, except?: string): Promise<void> {
    const existing = [...this.#builtIns.keys(), ...(await this.#userIds())]
    const isTaken = existing.some((other) => other !== except && other.toLowerCase() === id.toLowerCase())
    if (isTaken) throw this.#taken(id)
  }

  #taken(id: string): DeskError {
    return new DeskError('ALREADY_EXISTS', `There is a strategy '${id}' already.`, {
      where: 'name',
      hint: 'Choose another name.',
    })
  }

  #refuseBuiltIn(id: string, action: string): void {
    if (!this.#builtIns.has(id)) return
    throw new DeskError('UNSUPPORTED', `'${id}' comes with the workstation and cannot be ${action}.`, {
      where: id,
      hint: 'Make a copy under another name and change that.',
      details: { readOnly: true },
    })
  }

  #fileOf(id: string): string | undefined {
    return isStrategyId(id) ? path.join(this.#folder, `${id}${EXTENSION}`) : undefined
  }

  #requireFile(id: string): string {
    const file = this.#fileOf(id)
    if (file === undefined) throw new DeskError('BAD_INPUT', `'${id}' is not the id of a strategy.`)
    return file
  }

  async #notFound(id: string): Promise<DeskError> {
    const known = [...this.#builtIns.keys(), ...(await this.#userIds())]
    const suggestion = known.length > 0 ? closest(id, known) : undefined
    return new DeskError('NOT_FOUND', `There is no strategy '${id}'.`, {
      where: 'strategy',
      hint: suggestion ? `Did you mean '${suggestion}'?` : 'Create one from a template.',
      details: { suggestions: suggestion ? [suggestion] : [] },
    })
  }
}
