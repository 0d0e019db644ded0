/** What the built main process gets for `import ... from 'electron'`. An import of anything else fails to link. */
export { app } from './application.ts'
export { protocol } from './appProtocol.ts'
export { BrowserWindow } from './browserWindow.ts'
export { dialog, Menu, nativeTheme, screen, session, shell } from './desktop.ts'
export { ipcMain } from './interprocess.ts'
export { MessageChannelMainDouble as MessageChannelMain } from './messagePorts.ts'
