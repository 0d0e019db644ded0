import type { MenuItemConstructorOptions } from 'electron'

/** Commands of the window that have a place in the menus; their shortcuts belong to the window. */
const PANELS = [
  ['Chart', 'panel.chart'],
  ['Strategy', 'panel.editor'],
  ['Backtest', 'panel.backtest'],
  ['Result', 'panel.result'],
  ['Runs', 'panel.runs'],
  ['Data', 'panel.data'],
  ['Log', 'panel.log'],
] as const

/** The application's menus. `send` gets the id of the window's command that was chosen. */
export function applicationMenu(
  platform: NodeJS.Platform,
  send: (commandId: string) => void,
): MenuItemConstructorOptions[] {
  const command = (label: string, id: string): MenuItemConstructorOptions => ({
    label,
    id,
    click: () => send(id),
  })
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('Import data…', 'data.import'),
        command('Generate synthetic prices…', 'data.synthesize'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('Command palette…', 'shell.palette'),
        { type: 'separator' },
        ...PANELS.map(([label, id]) => command(label, id)),
        { type: 'separator' },
        command('Theme and row height…', 'appearance.open'),
        command('Reset the layout', 'workspace.reset'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [command('Examples…', 'examples.open'), command('Keyboard shortcuts', 'shell.shortcuts')],
    },
  ]
}
