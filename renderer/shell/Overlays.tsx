import { lazy, Suspense } from 'react'
import { AboutDialog } from './AboutDialog.tsx'
import { AppearanceDialog } from './AppearanceDialog.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { NotificationCentre } from './Notifications.tsx'
import { hideOverlay, useOverlay } from './overlays.ts'
import { ShortcutSheet } from './ShortcutSheet.tsx'

const ImportWizard = lazy(() => import('../panels/data/ImportWizard.tsx'))
const ExamplesDialog = lazy(() => import('../panels/examples/ExamplesDialog.tsx'))
const CheckDialog = lazy(() => import('../panels/checks/CheckDialog.tsx'))
const SynthesizeDialog = lazy(() => import('../panels/data/SynthesizeDialog.tsx'))

/** Whatever lies over the workspace at the moment. */
export function Overlays() {
  const overlay = useOverlay((state) => state.overlay)
  if (overlay === null) return null
  switch (overlay.kind) {
    case 'palette':
      return <CommandPalette />
    case 'shortcuts':
      return <ShortcutSheet />
    case 'notifications':
      return <NotificationCentre />
    case 'appearance':
      return <AppearanceDialog />
    case 'about':
      return <AboutDialog />
    case 'import':
      return (
        <Suspense>
          <ImportWizard files={overlay.files} onClose={hideOverlay} />
        </Suspense>
      )
    case 'check':
      return (
        <Suspense>
          <CheckDialog strategyId={overlay.strategyId} check={overlay.check} onClose={hideOverlay} />
        </Suspense>
      )
    case 'examples':
      return (
        <Suspense>
          <ExamplesDialog onClose={hideOverlay} />
        </Suspense>
      )
    case 'synthesize':
      return (
        <Suspense>
          <SynthesizeDialog onClose={hideOverlay} />
        </Suspense>
      )
  }
}
