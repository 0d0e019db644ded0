import { useMemo } from 'react'
import type { DeskClient } from '../../../shared/rpc/deskClient.ts'
import { select, useSelection } from '../../state/selection.ts'
import { useStrategies } from '../../state/strategies.ts'
import type { DocumentLibrary } from './documents.ts'
import { useDocuments } from './documents.ts'
import type { FileActions } from './FileDialogs.tsx'
import { withStrategyName } from './strategyName.ts'

/** Puts an entry into the list at once: the desk's own word on it may come a moment later. */
async function refresh(desk: DeskClient): Promise<void> {
  useStrategies.setState({ strategies: await desk.call('strategies.list', {}), error: null })
}

/** What can be done with the files of the library. */
export function useFileActions(desk: DeskClient, library: DocumentLibrary | null): FileActions {
  return useMemo(
    () => ({
      create: async (name, templateId) => {
        const { entry } = await desk.call('strategies.create', { name, templateId })
        await refresh(desk)
        select({ strategyId: entry.id })
      },
      duplicate: async (original, name) => {
        const open = useDocuments.getState().documents[original.id]
        const source =
          open?.isDirty === true && library !== null
            ? library.model(original.id).getValue()
            : (await desk.call('strategies.read', { id: original.id })).source
        const [template] = await desk.call('strategies.templates', {})
        if (template === undefined) throw new Error('The desk offers no template to start from.')
        const { entry } = await desk.call('strategies.create', { name, templateId: template.id })
        await desk.call('strategies.save', { id: entry.id, source: withStrategyName(source, name) })
        await refresh(desk)
        select({ strategyId: entry.id })
      },
      rename: async (entry, name) => {
        const isOpen = useSelection.getState().strategyId === entry.id
        const open = useDocuments.getState().documents[entry.id]
        if (open?.isDirty === true) await library?.save(entry.id)
        const renamed = await desk.call('strategies.rename', { id: entry.id, name })
        await refresh(desk)
        if (isOpen) select({ strategyId: renamed.id })
      },
      remove: async (entry) => {
        await desk.call('strategies.remove', { id: entry.id })
        library?.close(entry.id)
        await refresh(desk)
      },
    }),
    [desk, library],
  )
}
