import { FLOWS } from './flows.ts'
import { LINES } from './lines.ts'

/** Money and volume that flows. */
export const VOLUME = [...FLOWS, ...LINES]
