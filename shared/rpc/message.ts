import { z } from 'zod'
import { errorShapeSchema } from '../domain/deskError.ts'

const id = z.number().int().nonnegative()

/** Largest number of stream items that may be under way to a reader. */
export const MAX_CREDITS = 65_536

/** How far a call has come: a fraction where it is known, and a word on what is being done. */
export const progressSchema = z.object({ fraction: z.number().min(0).max(1).nullable(), note: z.string() })
export type Progress = z.infer<typeof progressSchema>

/**
 * Every message between a screen and the desk. Ids are chosen by the caller and unique per connection;
 * calls and streams share the number space. `docs/protocol.md` says who sends which and when.
 */
export const rpcMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id, method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('result'), id, value: z.unknown() }),
  z.object({ type: z.literal('error'), id, error: errorShapeSchema }),
  z.object({ type: z.literal('progress'), id, progress: progressSchema }),
  z.object({
    type: z.literal('subscribe'),
    id,
    stream: z.string(),
    params: z.unknown(),
    credits: z.number().int().min(1).max(MAX_CREDITS),
  }),
  z.object({ type: z.literal('item'), id, value: z.unknown() }),
  z.object({ type: z.literal('credit'), id, credits: z.number().int().min(1).max(MAX_CREDITS) }),
  z.object({ type: z.literal('end'), id }),
  /** The desk could not tell what a message asked: it answers to no call, and the connection stands. */
  z.object({ type: z.literal('fault'), error: errorShapeSchema }),
])
export type RpcMessage = z.infer<typeof rpcMessageSchema>
