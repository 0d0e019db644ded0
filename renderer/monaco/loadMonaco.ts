import type { DeskClient } from '../../shared/rpc/deskClient.ts'

export type MonacoModule = typeof import('./monaco.ts')

let loading: Promise<MonacoModule> | null = null

/** Loads the editor once, with the SDK's types as the desk has them. A failed load can be tried again. */
export function loadMonaco(client: DeskClient): Promise<MonacoModule> {
  loading ??= Promise.all([import('./monaco.ts'), client.call('strategies.declaration', {})])
    .then(([module, { text }]) => {
      module.setDeclaration(text)
      return module
    })
    .catch((error: unknown) => {
      loading = null
      throw error
    })
  return loading
}
