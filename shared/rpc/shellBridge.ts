/**
 * What the desktop shell offers its window, and the names of the messages between them. The preload exposes it as
 * `window.quarterdeck`; in a browser there is none. Free of dependencies, because a sandboxed preload is one small file.
 */

/** How the desk process fares, as the shell that supervises it knows. */
export interface DeskCondition {
  /** `restarting`: it ended unexpectedly and is coming back. `failed`: the shell has given up until it is asked. */
  readonly state: 'starting' | 'running' | 'restarting' | 'failed'
  /** One sentence for the status bar; empty while running undisturbed. */
  readonly message: string
  /** Unexpected ends since the window opened. */
  readonly crashes: number
}

export interface FileFilter {
  readonly name: string
  /** Without the dot: `csv`. */
  readonly extensions: readonly string[]
}

export interface OpenFilesRequest {
  readonly title: string
  readonly filters: readonly FileFilter[]
  readonly multiple: boolean
}

export interface SaveFileRequest {
  /** A file name without folders. */
  readonly suggestedName: string
  readonly filters: readonly FileFilter[]
  readonly bytes: Uint8Array
}

export type ShellTheme = 'dark' | 'light' | 'system'

/** `window.quarterdeck`, present only in the desktop window. */
export interface ShellBridge {
  readonly platform: string
  /**
   * Asks for a connection to the desk. Each one arrives as a `message` event on `window` whose data is
   * `DESK_PORT_MESSAGE` and whose first port speaks `shared/rpc`, as soon as the desk runs. The port closes when the
   * desk ends; ask again then.
   */
  requestDeskPort(): void
  /** Tells the condition now and at each change. Returns the function that stops it. */
  onDeskCondition(listener: (condition: DeskCondition) => void): () => void
  /** Starts a desk that has failed once more. */
  restartDesk(): void
  /** A menu entry was chosen: the id of a registered command. Returns the function that stops it. */
  onCommand(listener: (commandId: string) => void): () => void
  /** The native dialog; paths on this machine, none where it was cancelled. */
  openFiles(request: OpenFilesRequest): Promise<readonly string[]>
  /** The native dialog, then writes where it said. The path, or null where it was cancelled. */
  saveFile(request: SaveFileRequest): Promise<string | null>
  /** Matches the native frame, menus and dialogs. */
  setTheme(theme: ShellTheme): void
}

/** Data of the window message that carries a port to the desk. */
export const DESK_PORT_MESSAGE = 'quarterdeck:desk-port'

/** Channels between preload and main process. */
export const SHELL_CHANNELS = {
  requestDeskPort: 'shell:request-desk-port',
  deskPort: 'shell:desk-port',
  requestDeskCondition: 'shell:request-desk-condition',
  deskCondition: 'shell:desk-condition',
  restartDesk: 'shell:restart-desk',
  command: 'shell:command',
  openFiles: 'shell:open-files',
  saveFile: 'shell:save-file',
  setTheme: 'shell:set-theme',
} as const

declare global {
  interface Window {
    readonly quarterdeck?: ShellBridge
  }
}
