import { Search } from 'lucide-react'
import { Menu, type MenuEntry } from '../kit/Menu.tsx'
import { PANEL_KINDS, panelRegistry } from '../panels/panelRegistry.ts'
import { type Command, runCommand, useCommands } from './commands.ts'
import { showKeys } from './keys.ts'
import { showOverlay } from './overlays.ts'

function Mark() {
  return (
    <svg className="mark" width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <title>Quarterdeck</title>
      <g stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
        <circle cx="8" cy="8" r="5.2" />
        <path d="M8 0.9v4M8 11.1v4M0.9 8h4M11.1 8h4" />
      </g>
      <circle cx="8" cy="8" r="1.3" fill="currentColor" />
    </svg>
  )
}

function useEntries(ids: readonly (string | null)[]): (MenuEntry | null)[] {
  const commands = useCommands((state) => state.commands)
  const toEntry = (command: Command): MenuEntry => ({
    id: command.id,
    label: command.title,
    keys: command.keys?.[0] === undefined ? undefined : showKeys(command.keys[0]),
    disabled: command.enabled?.() === false,
    run: () => void runCommand(command.id),
  })
  const entries: (MenuEntry | null)[] = []
  for (const id of ids) {
    const command = id === null ? null : commands.get(id)
    if (command === null) entries.push(null)
    else if (command !== undefined) entries.push(toEntry(command))
  }
  return entries
}

function CommandMenu({ title, ids }: { title: string; ids: readonly (string | null)[] }) {
  return <Menu entries={useEntries(ids)}>{title}</Menu>
}

function PanelsMenu() {
  const commands = useCommands((state) => state.commands)
  const entries: (MenuEntry | null)[] = PANEL_KINDS.map((kind) => {
    const keys = commands.get(`panel.${kind}`)?.keys?.[0]
    return {
      id: kind,
      label: panelRegistry[kind].title,
      icon: panelRegistry[kind].icon,
      keys: keys === undefined ? undefined : showKeys(keys),
      run: () => void runCommand(`panel.${kind}`),
    }
  })
  const workspace = useEntries(['workspace.maximize', 'workspace.close', 'workspace.reset'])
  return <Menu entries={[...entries, null, ...workspace]}>Panels</Menu>
}

/** The bar at the top: menus at the left, the way to every command in the middle. */
export function TitleBar() {
  return (
    <header className="title-bar" data-region="menu">
      <div className="title-bar-start">
        <Mark />
        <h1 className="title-bar-name">Quarterdeck</h1>
        <nav className="title-bar-menus" aria-label="Menus">
          <CommandMenu title="Data" ids={['data.import', 'data.synthesize', null, 'panel.data']} />
          <CommandMenu
            title="Strategy"
            ids={[
              'strategy.new',
              'strategy.save',
              'strategy.format',
              null,
              'run.start',
              'run.cancelAll',
              null,
              'panel.runs',
            ]}
          />
          <PanelsMenu />
          <CommandMenu
            title="Help"
            ids={[
              'examples.open',
              null,
              'shell.palette',
              'shell.shortcuts',
              'appearance.open',
              'panel.log',
              null,
              'shell.about',
            ]}
          />
        </nav>
      </div>
      <button type="button" className="palette-button" onClick={() => showOverlay({ kind: 'palette' })}>
        <Search size={14} aria-hidden />
        <span>Search commands</span>
        <kbd>{showKeys('Mod+K')}</kbd>
      </button>
      <div className="title-bar-end" />
    </header>
  )
}
