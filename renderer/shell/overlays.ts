import { create } from 'zustand'

/** What lies over the workspace; one at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'appearance' }
  | { readonly kind: 'about' }
  | { readonly kind: 'import'; readonly files: readonly File[] }
  | { readonly kind: 'synthesize' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'check'; readonly strategyId: string; readonly check: 'look-ahead' | 'warm-up' }

export const useOverlay = create<{ readonly overlay: Overlay | null }>()(() => ({ overlay: null }))

export function showOverlay(overlay: Overlay): void {
  useOverlay.setState({ overlay })
}

export function hideOverlay(): void {
  useOverlay.setState({ overlay: null })
}
