import { z } from 'zod'
import { notificationSchema } from '../../domain/notification.ts'
import { settingKeySchema } from '../../domain/setting.ts'
import { call, stream } from './define.ts'

export type { Notification } from '../../domain/notification.ts'

export const nothing = z.object({})
export const done = z.object({})

export const deskStatusSchema = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  processId: z.number(),
  startedMs: z.number(),
  /** The folder that holds everything the desk keeps, as the user may want to find it. */
  home: z.string(),
  datasets: z.number().int(),
  runsRunning: z.number().int(),
  runsQueued: z.number().int(),
  memoryBytes: z.number(),
  /** True until the sample data of a first start has been imported. */
  preparing: z.boolean(),
})
export type DeskStatus = z.infer<typeof deskStatusSchema>

export const logEntrySchema = z.object({
  sequence: z.number().int(),
  timeMs: z.number(),
  level: z.enum(['debug', 'info', 'warning', 'error']),
  /** The room that speaks: `desk`, `lake`, `runs`, `store`. */
  room: z.string(),
  message: z.string(),
})
export type LogEntry = z.infer<typeof logEntrySchema>

export const deskCalls = {
  'desk.status': call(nothing, deskStatusSchema),
  'settings.get': call(z.object({ key: settingKeySchema }), z.object({ value: z.json().nullable() })),
  'settings.set': call(z.object({ key: settingKeySchema, value: z.json() }), done),
  /** Past log entries, newest last. */
  'log.tail': call(z.object({ limit: z.number().int().min(1).max(5000) }), z.array(logEntrySchema)),
} as const

export const deskStreams = {
  'desk.status': stream(nothing, deskStatusSchema, 'latest'),
  'log.entries': stream(nothing, logEntrySchema, 'none'),
  notifications: stream(nothing, notificationSchema, 'none'),
} as const
