import { z } from 'zod'

/** A message for the person at the desk. */
export const notificationSchema = z.object({
  id: z.string(),
  timeMs: z.number(),
  level: z.enum(['info', 'success', 'warning', 'error']),
  title: z.string(),
  message: z.string(),
  /** What a click opens. */
  target: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('run'), runId: z.string() }),
      z.object({ kind: z.literal('dataset'), datasetId: z.string() }),
      z.object({ kind: z.literal('log') }),
    ])
    .optional(),
})
export type Notification = z.infer<typeof notificationSchema>
