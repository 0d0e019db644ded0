import { z } from 'zod'
import { create } from 'zustand'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { StrategyEntry } from '../../../shared/domain/strategy.ts'
import type { DeskClient } from '../../../shared/rpc/deskClient.ts'
import type { MonacoModule } from '../../monaco/loadMonaco.ts'
import { releaseModel, replaceText, strategyModel } from '../../monaco/strategyModels.ts'
import { useSettings } from '../../state/settings.ts'

/** A strategy file that is open in the editor. Its text lives in the editor's model, with its undo history. */
export interface OpenDocument {
  readonly id: string
  readonly isReadOnly: boolean
  /** What the desk has, as far as this screen knows. */
  readonly savedText: string
  readonly baseModifiedMs: number
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** The file as another program left it, while there are unsaved changes here. */
  readonly conflict: { readonly source: string; readonly modifiedMs: number } | null
  /** When the text was last changed by hand. */
  readonly editedMs: number
}

export const useDocuments = create<{ readonly documents: Readonly<Record<string, OpenDocument>> }>()(() => ({
  documents: {},
}))

const draftSchema = z.object({ text: z.string(), baseModifiedMs: z.number() })

function draftKey(id: string): string {
  return `editor.draft.${id.replaceAll(/[^\w-]/g, '-')}`
}

function change(id: string, part: Partial<OpenDocument>): void {
  useDocuments.setState(({ documents }) => {
    const present = documents[id]
    return present === undefined ? {} : { documents: { ...documents, [id]: { ...present, ...part } } }
  })
}

/** Opens strategies in the editor, keeps unsaved text through a reload, and never overwrites another program's change unasked. */
export class DocumentLibrary {
  readonly #desk: DeskClient
  readonly #monaco: MonacoModule['monaco']
  readonly #opening = new Map<string, Promise<OpenDocument>>()
  /** Set while this class itself changes a text. */
  #isReplacing = false

  constructor(desk: DeskClient, monaco: MonacoModule['monaco']) {
    this.#desk = desk
    this.#monaco = monaco
  }

  /** The document of a strategy, read from the desk the first time. */
  open(id: string): Promise<OpenDocument> {
    const known = useDocuments.getState().documents[id]
    if (known !== undefined && this.#opening.has(id)) return Promise.resolve(known)
    const opening = this.#opening.get(id) ?? this.#read(id)
    this.#opening.set(id, opening)
    opening.catch(() => this.#opening.delete(id))
    return opening
  }

  model(id: string) {
    return strategyModel(this.#monaco, id, '')
  }

  /** Writes unsaved text to the desk. Answers false where another program changed the file: the conflict is then shown. */
  async save(id: string): Promise<boolean> {
    const document = useDocuments.getState().documents[id]
    if (document === undefined || document.isReadOnly || !document.isDirty) return true
    return this.#write(id, document.baseModifiedMs)
  }

  /** Writes the text over the other program's change. */
  async overwrite(id: string): Promise<boolean> {
    const conflict = useDocuments.getState().documents[id]?.conflict
    return conflict === undefined || conflict === null ? this.save(id) : this.#write(id, conflict.modifiedMs)
  }

  /** Takes the other program's text; this one's stays in the undo history. */
  takeTheirs(id: string): void {
    const conflict = useDocuments.getState().documents[id]?.conflict
    if (conflict === undefined || conflict === null) return
    this.#replace(id, conflict.source)
    change(id, {
      savedText: conflict.source,
      baseModifiedMs: conflict.modifiedMs,
      conflict: null,
      isDirty: false,
    })
    useSettings.getState().save(draftKey(id), null)
  }

  /** Compares the library's list with what is open: reads what changed outside, forgets what is gone. */
  async follow(entries: readonly StrategyEntry[]): Promise<void> {
    for (const document of Object.values(useDocuments.getState().documents)) {
      const entry = entries.find(({ id }) => id === document.id)
      if (entry === undefined) this.close(document.id)
      else if (entry.modifiedMs !== document.baseModifiedMs && !document.isSaving)
        await this.#readAgain(document.id)
    }
  }

  /** Forgets a document and its draft: it was removed or renamed. */
  close(id: string): void {
    this.#opening.delete(id)
    releaseModel(this.#monaco, id)
    useSettings.getState().save(draftKey(id), null)
    useDocuments.setState(({ documents }) => {
      const { [id]: _closed, ...others } = documents
      return { documents: others }
    })
  }

  async #read(id: string): Promise<OpenDocument> {
    const [{ entry, source }, draft] = await Promise.all([
      this.#desk.call('strategies.read', { id }),
      useSettings.getState().load(draftKey(id), draftSchema),
    ])
    const isReadOnly = entry.origin !== 'user'
    const hasDraft = !isReadOnly && draft !== null && draft.text !== source
    const model = strategyModel(this.#monaco, id, hasDraft ? draft.text : source)
    const document: OpenDocument = {
      id,
      isReadOnly,
      savedText: source,
      baseModifiedMs: entry.modifiedMs,
      isDirty: hasDraft,
      isSaving: false,
      conflict:
        hasDraft && draft.baseModifiedMs !== entry.modifiedMs
          ? { source, modifiedMs: entry.modifiedMs }
          : null,
      editedMs: 0,
    }
    useDocuments.setState(({ documents }) => ({ documents: { ...documents, [id]: document } }))
    model.onDidChangeContent(() => this.#edited(id))
    return document
  }

  async #readAgain(id: string): Promise<void> {
    const { entry, source } = await this.#desk.call('strategies.read', { id })
    const document = useDocuments.getState().documents[id]
    if (document === undefined || document.isSaving || document.baseModifiedMs === entry.modifiedMs) return
    if (source === this.model(id).getValue()) {
      change(id, { savedText: source, baseModifiedMs: entry.modifiedMs, isDirty: false, conflict: null })
    } else if (document.isDirty) {
      change(id, { conflict: { source, modifiedMs: entry.modifiedMs } })
    } else {
      this.#replace(id, source)
      change(id, { savedText: source, baseModifiedMs: entry.modifiedMs, isDirty: false })
    }
  }

  async #write(id: string, baseModifiedMs: number): Promise<boolean> {
    const source = this.model(id).getValue()
    change(id, { isSaving: true })
    try {
      const entry = await this.#desk.call('strategies.save', { id, source, baseModifiedMs })
      const isDirty = this.model(id).getValue() !== source
      change(id, {
        savedText: source,
        baseModifiedMs: entry.modifiedMs,
        isDirty,
        conflict: null,
        isSaving: false,
      })
      if (!isDirty) useSettings.getState().save(draftKey(id), null)
      return true
    } catch (error) {
      change(id, { isSaving: false })
      if (!(error instanceof DeskError) || error.code !== 'CONFLICT') throw error
      await this.#readAgain(id)
      return false
    }
  }

  #edited(id: string): void {
    const document = useDocuments.getState().documents[id]
    if (this.#isReplacing || document === undefined || document.isReadOnly) return
    const text = this.model(id).getValue()
    const isDirty = text !== document.savedText
    change(id, { isDirty, editedMs: Date.now() })
    const draft = isDirty ? { text, baseModifiedMs: document.baseModifiedMs } : null
    useSettings.getState().save(draftKey(id), draft)
  }

  #replace(id: string, text: string): void {
    this.#isReplacing = true
    try {
      replaceText(this.model(id), text)
    } finally {
      this.#isReplacing = false
    }
  }
}
