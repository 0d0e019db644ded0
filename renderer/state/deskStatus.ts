import { create } from 'zustand'
import type { DeskStatus } from '../../shared/rpc/contract/deskCalls.ts'

/** What the desk last said of itself; null before its first word. */
export const useDeskStatus = create<{ readonly status: DeskStatus | null }>()(() => ({ status: null }))
