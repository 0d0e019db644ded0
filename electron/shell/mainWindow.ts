import path from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { APP_ORIGIN } from './rendererFiles.ts'
import { DEFAULT_SIZE, readWindowState, saveWindowState, visibleBounds } from './windowState.ts'

/** Milliseconds after the last move before the window's place is saved. */
const SAVE_DELAY_MS = 500
/** Milliseconds between two crashes of the page for it to be loaded again after the second. */
const CRASH_PAUSE_MS = 10_000

/** Opens the window where it last was. `stateFile` keeps its place between starts. */
export function openMainWindow(options: {
  preload: string
  stateFile: string
  background: string
}): BrowserWindow {
  const saved = readWindowState(options.stateFile)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const bounds = saved === null ? null : visibleBounds(saved.bounds, areas)
  const window = new BrowserWindow({
    ...(bounds ?? DEFAULT_SIZE),
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Quarterdeck',
    backgroundColor: options.background,
    webPreferences: {
      preload: path.resolve(options.preload),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  if (saved?.maximized === true) window.maximize()
  keepState(window, options.stateFile)
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window)
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/** A page that crashed comes back, the desk having gone on; one that crashes at once again stays away. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastMs = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - lastMs < CRASH_PAUSE_MS) return
    lastMs = performance.now()
    window.reload()
  })
}

function keepState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    saveWindowState(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_DELAY_MS)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
}
