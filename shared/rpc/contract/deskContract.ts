import type { z } from 'zod'
import { dataCalls, dataStreams } from './dataCalls.ts'
import type { Contract } from './define.ts'
import { deskCalls, deskStreams } from './deskCalls.ts'
import { recordCalls, recordStreams } from './recordCalls.ts'
import { runCalls, runStreams } from './runCalls.ts'
import { strategyCalls, strategyStreams } from './strategyCalls.ts'

/** Everything a screen, or any other program, can ask of the desk. */
export const deskContract = {
  calls: { ...deskCalls, ...dataCalls, ...recordCalls, ...strategyCalls, ...runCalls },
  streams: { ...deskStreams, ...dataStreams, ...recordStreams, ...strategyStreams, ...runStreams },
} as const satisfies Contract

export type DeskContract = typeof deskContract
export type CallName<C extends Contract> = keyof C['calls'] & string
export type StreamName<C extends Contract> = keyof C['streams'] & string
/** What a caller passes: defaults may be left out. */
export type CallParams<C extends Contract, M extends CallName<C>> = z.input<C['calls'][M]['params']>
/** What a handler receives, after parsing. */
export type ParsedParams<C extends Contract, M extends CallName<C>> = z.output<C['calls'][M]['params']>
export type CallResult<C extends Contract, M extends CallName<C>> = z.output<C['calls'][M]['result']>
export type StreamParams<C extends Contract, S extends StreamName<C>> = z.input<C['streams'][S]['params']>
export type StreamItem<C extends Contract, S extends StreamName<C>> = z.output<C['streams'][S]['item']>
