import path from 'node:path'
import { app, type BrowserWindow, Menu, nativeTheme, protocol, session } from 'electron'
import { SHELL_CHANNELS } from '../shared/rpc/shellBridge.ts'
import { applicationMenu } from './shell/applicationMenu.ts'
import { startDesk } from './shell/deskHost.ts'
import { DeskSupervisor } from './shell/deskSupervisor.ts'
import { confineAllPages, refusePermissions } from './shell/hardening.ts'
import { openMainWindow } from './shell/mainWindow.ts'
import { productNode } from './shell/productNode.ts'
import { APP_SCHEME, rendererFiles } from './shell/rendererFiles.ts'
import { answerWindow } from './shell/shellIpc.ts'

/** The built program lies in `out/main`. */
const out = path.resolve(import.meta.dirname, '..')
const appRoot = path.resolve(out, '..')
const DARK_BACKGROUND = '#0d1014'
const LIGHT_BACKGROUND = '#ffffff'

let window: BrowserWindow | null = null
let isQuitting = false

function homeFromArguments(): string | undefined {
  const value = app.commandLine.getSwitchValue('home')
  const next = process.argv[process.argv.indexOf('--home') + 1]
  return value !== ''
    ? path.resolve(value)
    : process.argv.includes('--home') && next !== undefined
      ? path.resolve(next)
      : undefined
}

const supervisor = new DeskSupervisor({
  start: (signal) => {
    const node = productNode(appRoot, process.env)
    if (node === null)
      return Promise.reject(new Error('the Node that runs the desk is not installed: run npm start'))
    return startDesk(
      {
        node,
        entry: path.join(appRoot, 'electron/desk/deskProcess.ts'),
        home: homeFromArguments(),
        onOutput: (text) => process.stderr.write(text),
      },
      signal,
    )
  },
  onCondition: (condition) => window?.webContents.send(SHELL_CHANNELS.deskCondition, condition),
})

function showWindow(): void {
  if (window !== null) {
    if (window.isMinimized()) window.restore()
    window.focus()
    return
  }
  window = openMainWindow({
    preload: path.join(out, 'preload/preload.cjs'),
    stateFile: path.join(app.getPath('userData'), 'window.json'),
    background: nativeTheme.shouldUseDarkColors ? DARK_BACKGROUND : LIGHT_BACKGROUND,
  })
  window.on('closed', () => {
    window = null
  })
}

function run(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
  confineAllPages()
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (isQuitting) return
    // The desk closes its files first; then the program quits for good.
    isQuitting = true
    event.preventDefault()
    void supervisor.stop().finally(() => app.quit())
  })
  void app.whenReady().then(() => {
    refusePermissions(session.defaultSession)
    protocol.handle(APP_SCHEME, rendererFiles(path.join(out, 'renderer')))
    const menu = applicationMenu(process.platform, (id) =>
      window?.webContents.send(SHELL_CHANNELS.command, id),
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
    answerWindow(() => window, supervisor)
    supervisor.start()
    showWindow()
  })
}

if (app.requestSingleInstanceLock()) run()
else app.quit()
