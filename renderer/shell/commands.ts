import { create } from 'zustand'

/** Something a person can do, from the palette, a shortcut or a menu. */
export interface Command {
  /** Dotted and stable: `panel.chart`, `run.start`. */
  readonly id: string
  /** A phrase in the imperative: 'Open the chart'. */
  readonly title: string
  /** Groups commands in the palette and on the shortcut sheet. */
  readonly group?: string
  /** Shortcuts as `Mod+Shift+P`: `Mod` is Cmd on a Mac and Ctrl elsewhere. `F6` and `?` stand alone. */
  readonly keys?: readonly string[]
  /** Other words a person may search for. */
  readonly aliases?: readonly string[]
  /** Whether it can be done now; without it, always. */
  readonly enabled?: () => boolean
  readonly run: () => void | Promise<void>
}

interface CommandState {
  readonly commands: ReadonlyMap<string, Command>
}

export const useCommands = create<CommandState>()(() => ({ commands: new Map() }))

/**
 * Makes a command known; returns the function that takes it back. The last registration of an id wins, so that a
 * panel mounted twice speaks for the one in front.
 */
export function registerCommand(command: Command): () => void {
  useCommands.setState(({ commands }) => ({ commands: new Map(commands).set(command.id, command) }))
  return () => {
    useCommands.setState(({ commands }) => {
      if (commands.get(command.id) !== command) return { commands }
      const rest = new Map(commands)
      rest.delete(command.id)
      return { commands: rest }
    })
  }
}

/** Called with what a command threw. Set once by the shell. */
let onFailure: (command: Command, error: unknown) => void = (_command, error) => {
  throw error
}

export function setCommandFailureHandler(handler: (command: Command, error: unknown) => void): void {
  onFailure = handler
}

/** Runs a command by its id; false when it is not known or cannot be done now. */
export function runCommand(id: string): boolean {
  const command = useCommands.getState().commands.get(id)
  if (command === undefined || command.enabled?.() === false) return false
  Promise.resolve()
    .then(() => command.run())
    .catch((error: unknown) => onFailure(command, error))
  return true
}
