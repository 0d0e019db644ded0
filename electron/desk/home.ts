import { homedir } from 'node:os'
import path from 'node:path'
import { DeskError } from '../../shared/domain/deskError.ts'
import { makeFolder } from './makeFolder.ts'

/** Where everything of one desk lies. */
export interface Home {
  readonly folder: string
  readonly database: string
  readonly lock: string
  readonly lake: string
  readonly strategies: string
  readonly runs: string
  readonly uploads: string
  /** Openings of hold-outs by commands, on their way to the journal. */
  readonly holdOuts: string
  readonly logs: string
  /** What can be made again: bundled programs. */
  readonly cache: string
}

/** The platform's folder for a program's data: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows. */
export function defaultHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') {
    return path.join(environment.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'Quarterdeck')
  }
  if (process.platform === 'darwin')
    return path.join(homedir(), 'Library', 'Application Support', 'Quarterdeck')
  return path.join(environment.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'quarterdeck')
}

/**
 * Makes the folders of a home where they are missing, readable by this user only.
 * @throws DeskError `BAD_INPUT` where the place cannot be a home.
 */
export function prepareHome(folder: string): Home {
  const root = path.resolve(folder)
  const home: Home = {
    folder: root,
    database: path.join(root, 'quarterdeck.sqlite'),
    lock: path.join(root, 'desk.lock'),
    lake: path.join(root, 'lake'),
    strategies: path.join(root, 'strategies'),
    runs: path.join(root, 'runs'),
    uploads: path.join(root, 'uploads'),
    holdOuts: path.join(root, 'hold-outs'),
    logs: path.join(root, 'logs'),
    cache: path.join(root, 'cache'),
  }
  try {
    for (const part of [
      home.folder,
      home.lake,
      home.strategies,
      home.runs,
      home.uploads,
      home.holdOuts,
      home.logs,
      home.cache,
    ]) {
      makeFolder(part, 0o700)
    }
  } catch (error) {
    throw new DeskError(
      'BAD_INPUT',
      `The home folder cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      { where: root, hint: 'Choose a folder that you can write to with --home.' },
    )
  }
  return home
}
