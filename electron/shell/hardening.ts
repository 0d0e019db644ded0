import { app, type Session, shell, type WebContents } from 'electron'
import { isExternalLink } from './externalLinks.ts'

/** Refuses every permission a page could ask for: the workstation needs none but to write to the clipboard. */
export function refusePermissions(session: Session): void {
  const allowed = 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowed))
  session.setPermissionCheckHandler((_contents, permission) => permission === allowed)
  session.setDevicePermissionHandler(() => false)
}

function openOutside(link: string): void {
  if (isExternalLink(link)) void shell.openExternal(link)
}

/** Keeps a page where it is: it cannot navigate, open windows or embed other pages. */
function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault()
    openOutside(event.url)
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Confines every page the program will ever have. */
export function confineAllPages(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
