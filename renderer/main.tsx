// First: schemas decide when they are built whether they may generate code, which the page's policy forbids.
import '../shared/rpc/zodWithoutEval.ts'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import 'dockview-react/dist/styles/dockview.css'
import './theme/base.css'
import './kit/kit.css'
import './shell/shell.css'
import './shell/dock.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createDeskClient } from '../shared/rpc/createDeskClient.ts'
import { DeskProvider } from './desk/DeskProvider.tsx'
import { DeskConnection } from './desk/deskConnection.ts'
import { shellTransports, socketTransports } from './desk/openTransport.ts'
import { App } from './shell/App.tsx'
import { startAppearance } from './shell/appearance.ts'
import { attachSettings, useSettings } from './state/settings.ts'
import { followSystemTheme } from './theme/themeStore.ts'

startAppearance()
followSystemTheme()

const shell = window.quarterdeck
const connection = new DeskConnection({
  open: shell === undefined ? socketTransports() : shellTransports(shell),
  createClient: createDeskClient,
})
attachSettings(connection.client)
// The page may be thrown away at any moment after it is hidden.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void useSettings.getState().flush()
})
connection.start()

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <DeskProvider connection={connection}>
      <App />
    </DeskProvider>
  </StrictMode>,
)
