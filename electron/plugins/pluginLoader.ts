import { readdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { type PluginManifest, pluginManifestSchema } from '../../shared/sdk/manifest.ts'
import { SDK_VERSION, satisfiesSdk } from '../../shared/sdk/sdkVersion.ts'

/** A strategy that a plugin brings, with the file it is read from. */
export interface PluginStrategy {
  readonly id: string
  readonly pluginId: string
  /** Absolute path of the strategy's file. */
  readonly file: string
}

export interface LoadedPlugin {
  readonly manifest: PluginManifest
  /** Absolute path of the plugin's folder. */
  readonly folder: string
  readonly strategies: readonly PluginStrategy[]
}

/** Why a plugin was not loaded: a sentence on one field of one file. */
export interface PluginProblem {
  /** Path of the manifest, relative to the folder of plugins. */
  readonly file: string
  /** Dotted path of the field; empty where the file as a whole is meant. */
  readonly field: string
  readonly message: string
}

export interface LoadedPlugins {
  /** Sorted by id. */
  readonly plugins: readonly LoadedPlugin[]
  /** The strategies of all of them. */
  readonly strategies: readonly PluginStrategy[]
  readonly problems: readonly PluginProblem[]
}

const MANIFEST = 'plugin.json'

type Checked<T> = { readonly value: T } | { readonly problems: readonly PluginProblem[] }

async function readManifest(folder: string, file: string): Promise<Checked<PluginManifest>> {
  const problem = (field: string, message: string): PluginProblem => ({ file, field, message })
  let text: string
  try {
    text = await readFile(path.join(folder, MANIFEST), 'utf8')
  } catch {
    return { problems: [problem('', 'the file is missing or cannot be read')] }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    return { problems: [problem('', `the file is not JSON: ${reason}`)] }
  }
  const parsed = pluginManifestSchema.safeParse(json)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => problem(issue.path.join('.'), issue.message)) }
  }
  const manifest = parsed.data
  if (manifest.id !== path.basename(folder)) {
    return { problems: [problem('id', `'${manifest.id}' is not the name of its folder`)] }
  }
  if (!satisfiesSdk(manifest.sdk)) {
    return { problems: [problem('sdk', `needs ${manifest.sdk}; this workstation has ${SDK_VERSION}`)] }
  }
  return { value: manifest }
}

/** The entry's real path, or undefined where it does not exist or leads out of the plugin's folder by a link. */
async function resolveEntry(folder: string, entry: string): Promise<string | undefined> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(path.join(folder, entry))])
    return file.startsWith(root + path.sep) ? file : undefined
  } catch {
    return undefined
  }
}

async function loadPlugin(folder: string, file: string): Promise<Checked<LoadedPlugin>> {
  const read = await readManifest(folder, file)
  if ('problems' in read) return read
  const manifest = read.value
  const problems: PluginProblem[] = []
  const strategies: PluginStrategy[] = []
  for (const [index, { id, entry }] of manifest.contributes.strategies.entries()) {
    const resolved = await resolveEntry(folder, entry)
    if (resolved) strategies.push({ id, pluginId: manifest.id, file: resolved })
    else {
      const field = `contributes.strategies.${index}.entry`
      problems.push({ file, field, message: `there is no file ${entry} in the plugin` })
    }
  }
  return problems.length > 0 ? { problems } : { value: { manifest, folder, strategies } }
}

function findDuplicate(
  plugin: LoadedPlugin,
  file: string,
  owners: Map<string, string>,
): PluginProblem | undefined {
  for (const [index, { id }] of plugin.strategies.entries()) {
    const owner = owners.get(id)
    if (owner !== undefined) {
      return {
        file,
        field: `contributes.strategies.${index}.id`,
        message: `'${id}' is already a strategy of the plugin '${owner}'`,
      }
    }
    owners.set(id, plugin.manifest.id)
  }
  return undefined
}

/**
 * Reads the manifest of every plugin under `folder`, in the order of their names. A plugin with a bad manifest, a
 * missing entry or an id that is taken is left out and its problems are listed; the others load. No code of a plugin
 * is executed.
 */
export async function loadPlugins(folder: string): Promise<LoadedPlugins> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
  const plugins: LoadedPlugin[] = []
  const problems: PluginProblem[] = []
  const owners = new Map<string, string>()
  for (const name of names.sort()) {
    const file = `${name}/${MANIFEST}`
    const loaded = await loadPlugin(path.join(folder, name), file)
    if ('problems' in loaded) {
      problems.push(...loaded.problems)
      continue
    }
    const duplicate = findDuplicate(loaded.value, file, owners)
    if (duplicate) problems.push(duplicate)
    else plugins.push(loaded.value)
  }
  return { plugins, strategies: plugins.flatMap((plugin) => plugin.strategies), problems }
}
