import { importsOf } from './imports.ts'
import type { Offence, SourceFile } from './sources.ts'

interface Room {
  readonly path: string
  /** Rooms whose modules it may name, besides its own. */
  readonly mayImport: readonly string[]
  /** Packages it may use; absent: any. Node's own modules are `node:`. */
  readonly packages?: readonly string[]
}

const SHARED = ['shared/domain', 'shared/rpc', 'shared/sdk']
const BELOW_DESK = [
  'electron/quant',
  'electron/engine',
  'electron/lake',
  'electron/store',
  'electron/brokers',
]

/** The rooms of the house, and who may import whom. The longest path that contains a file is its room. */
export const ROOMS: readonly Room[] = [
  { path: 'shared/domain', mayImport: [], packages: ['zod'] },
  { path: 'shared/rpc', mayImport: ['shared/domain'] },
  { path: 'shared/sdk', mayImport: ['shared/domain'], packages: ['zod', 'quarterdeck'] },
  { path: 'electron/quant', mayImport: [], packages: [] },
  {
    path: 'electron/engine',
    mayImport: ['shared/domain', 'shared/sdk', 'electron/quant'],
    packages: ['quarterdeck'],
  },
  { path: 'electron/lake', mayImport: ['shared/domain', 'electron/quant'] },
  { path: 'electron/store', mayImport: ['shared/domain'] },
  { path: 'electron/brokers', mayImport: [...SHARED, 'electron/engine', 'electron/store'] },
  {
    path: 'electron/research',
    mayImport: [...SHARED, 'electron/engine', 'electron/quant', 'electron/lake', 'electron/store'],
  },
  { path: 'electron/plugins', mayImport: [...SHARED, 'electron/store'] },
  { path: 'electron/desk', mayImport: [...SHARED, ...BELOW_DESK, 'electron/research', 'electron/plugins'] },
  { path: 'electron/server', mayImport: [...SHARED, 'electron/desk'] },
  { path: 'electron/cli', mayImport: [...SHARED, 'electron/desk', 'electron/server'] },
  { path: 'electron/launch', mayImport: ['electron/cli'], packages: ['node:'] },
  { path: 'electron/shell', mayImport: ['shared/rpc'] },
  { path: 'electron/main.ts', mayImport: ['shared/rpc', 'electron/shell'] },
  { path: 'electron/preload.ts', mayImport: ['shared/rpc'], packages: ['electron'] },
  { path: 'renderer', mayImport: SHARED },
  { path: 'plugins', mayImport: ['shared/sdk'], packages: ['quarterdeck'] },
]

/** Modules that any program's entry point may name, whatever its room. */
const ENTRY_GUARD = 'electron/launch/requireNode.ts'

function contains(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}/`)
}

function roomOf(file: string): Room | undefined {
  const rooms = ROOMS.filter((room) => contains(room.path, file))
  return rooms.sort((a, b) => b.path.length - a.path.length)[0]
}

function pluginOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

/** What forbids one room's file to name a module, or null. */
function ruleAgainst(room: Room, from: string, specifier: string, target: string | null): string | null {
  if (target === null) {
    if (room.packages === undefined) return null
    const allowed = room.packages.some(
      (name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
    )
    const names = room.packages.length === 0 ? 'no package' : `only ${room.packages.join(', ')}`
    return allowed ? null : `${room.path} may use ${names}`
  }
  if (target === ENTRY_GUARD || target === 'package.json') return null
  if (room.path === 'plugins' && contains('plugins', target)) {
    return pluginOf(from) === pluginOf(target) ? null : 'a plugin may not import another plugin'
  }
  const other = roomOf(target)
  if (other === room || (other !== undefined && room.mayImport.includes(other.path))) return null
  const allowed = room.mayImport.length === 0 ? 'nothing' : `only ${room.mayImport.join(', ')}`
  return `${room.path} may import ${allowed}`
}

/** Every import that crosses a wall. Specs and tools (files outside the rooms) may import anything. */
export function checkLayers(files: readonly SourceFile[]): Offence[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    if (room === undefined || /^plugins\/[^/]+\/tests\//.test(file.path)) return []
    return importsOf(file).flatMap(({ line, specifier, target }) => {
      const rule = ruleAgainst(room, file.path, specifier, target)
      return rule === null ? [] : [{ path: file.path, line, found: `import '${specifier}'`, rule }]
    })
  })
}
