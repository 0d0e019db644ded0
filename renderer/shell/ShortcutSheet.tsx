import { Dialog } from '../kit/Dialog.tsx'
import { type Command, useCommands } from './commands.ts'
import { showKeys } from './keys.ts'
import { hideOverlay } from './overlays.ts'

/** Keys that panels handle themselves, told here so that nobody has to find them by chance. */
const WITHIN_PANELS = [
  { title: 'Move in a grid or list', keys: '↑ ↓ ← →' },
  { title: 'Open the row', keys: 'Enter' },
  { title: 'Select the row', keys: 'Space' },
  { title: 'Remove the row', keys: 'Delete' },
  { title: 'Move the chart', keys: '← →  Page ↑ ↓' },
  { title: 'Read the chart bar by bar', keys: 'Shift ← →' },
  { title: 'Zoom the chart', keys: '+ −' },
  { title: 'First and last bar of the chart', keys: 'Home  End' },
  { title: 'Symbol search from the chart', keys: 'type its first letter' },
  { title: 'Step a number, ten times as far with Shift', keys: '↑ ↓' },
  { title: 'Leave a dialog or menu', keys: 'Esc' },
]

/** All shortcuts by group. */
export function ShortcutSheet() {
  const commands = useCommands((state) => state.commands)
  const groups = new Map<string, Command[]>()
  for (const command of commands.values()) {
    if (command.keys === undefined || command.keys.length === 0) continue
    const group = command.group ?? 'General'
    groups.set(group, [...(groups.get(group) ?? []), command])
  }
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={hideOverlay}>
      <div className="shortcut-columns">
        {[...groups].map(([group, entries]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {entries.map((command) => (
                <div key={command.id}>
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.map((keys) => (
                      <kbd key={keys}>{showKeys(keys)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Within panels</h3>
          <dl>
            {WITHIN_PANELS.map(({ title, keys }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
