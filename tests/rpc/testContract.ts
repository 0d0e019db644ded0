import { z } from 'zod'
import { call, stream } from '../../shared/rpc/contract/define.ts'

const nothing = z.object({})

/** A small contract that has one of everything. */
export const testContract = {
  calls: {
    add: call(z.object({ a: z.number(), b: z.number().default(10) }), z.number()),
    echoColumns: call(
      z.object({ prices: z.instanceof(Float64Array), bytes: z.instanceof(Uint8Array) }),
      z.object({ prices: z.instanceof(Float64Array), bytes: z.instanceof(Uint8Array) }),
    ),
    fail: call(z.object({ kind: z.enum(['expected', 'bug', 'result', 'unsendable']) }), z.unknown()),
    slow: call(nothing, nothing),
    progressive: call(z.object({ steps: z.number() }), z.number()),
  },
  streams: {
    /** `count` items as fast as they come, then the end. */
    all: stream(z.object({ count: z.number() }), z.number(), 'none'),
    latest: stream(nothing, z.number(), 'latest'),
    byKey: stream(nothing, z.object({ key: z.string(), value: z.number() }), { key: (item) => item.key }),
    failing: stream(z.object({ after: z.number() }), z.number(), 'none'),
    broken: stream(nothing, z.number(), 'none'),
  },
} as const
export type TestContract = typeof testContract
