import type Electron from 'electron'
import { strict } from './strict.ts'

/** The parts of a desktop that a page cannot show: kept so that specs can look at them and answer for the user. */

interface MenuItemDouble {
  readonly id: string | undefined
  readonly label: string | undefined
  readonly role: string | undefined
  readonly submenu: MenuDouble | undefined
  click(): void
}

interface MenuDouble {
  readonly items: readonly MenuItemDouble[]
  getMenuItemById(id: string): MenuItemDouble | null
}

function menuOf(template: readonly Electron.MenuItemConstructorOptions[]): MenuDouble {
  const items = template.map((entry): MenuItemDouble => {
    if (entry.role === undefined && entry.label === undefined && entry.type !== 'separator') {
      throw new Error('a menu item has a role, a label, or is a separator')
    }
    return {
      id: entry.id,
      label: entry.label,
      role: entry.role,
      submenu: Array.isArray(entry.submenu) ? menuOf(entry.submenu) : undefined,
      click: () => {
        // The item, window and event that Electron hands over are of no use to a command.
        Reflect.apply(entry.click ?? (() => {}), undefined, [])
      },
    }
  })
  return strict('Menu', {
    items,
    getMenuItemById(id: string) {
      for (const item of items) {
        if (item.id === id) return item
        const inside = item.submenu?.getMenuItemById(id) ?? null
        if (inside !== null) return inside
      }
      return null
    },
  })
}

let applicationMenu: MenuDouble | null = null

export const Menu = strict('Menu', {
  buildFromTemplate: menuOf,
  setApplicationMenu: (menu: MenuDouble | null) => {
    applicationMenu = menu
  },
  getApplicationMenu: () => applicationMenu,
})

const cancelledDialogs: Pick<Electron.Dialog, never> & {
  showOpenDialog: () => Promise<Electron.OpenDialogReturnValue>
  showSaveDialog: () => Promise<Electron.SaveDialogReturnValue>
} = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
}
export const dialog = strict('dialog', cancelledDialogs)

const shellDouble: Pick<Electron.Shell, 'openExternal'> = {
  openExternal: async (url) => {
    throw new Error(`the Electron double has no browser to open ${url}: a spec answers for it`)
  },
}
export const shell = strict('shell', shellDouble)

const theme: Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> = {
  themeSource: 'system',
  shouldUseDarkColors: true,
}
export const nativeTheme = strict('nativeTheme', theme)

const area = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = strict('screen', {
  getAllDisplays: () => [strict('Display', { id: 1, bounds: area, workArea: area, scaleFactor: 1 })],
})

type PermissionRequest = (
  contents: null,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void
type PermissionCheck = (contents: null, permission: string, origin: string, details: object) => boolean

let permissionRequest: PermissionRequest | null = null
let permissionCheck: PermissionCheck | null = null

export const session = strict('session', {
  defaultSession: strict('Session', {
    setPermissionRequestHandler: (handler: PermissionRequest | null) => {
      permissionRequest = handler
    },
    setPermissionCheckHandler: (handler: PermissionCheck | null) => {
      permissionCheck = handler
    },
    setDevicePermissionHandler: () => {},
    /** Not Electron's: asks the handlers as Chromium would; without handlers every permission is granted. */
    doubleAsksPermission: (permission: string): boolean => {
      let granted = true
      permissionRequest?.(
        null,
        permission,
        (answer) => {
          granted = answer
        },
        {},
      )
      return granted && (permissionCheck?.(null, permission, '', {}) ?? true)
    },
  }),
})
