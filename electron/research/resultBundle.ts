import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { groupExposureSchema } from '../../shared/domain/accountRules.ts'
import {
  backtestConfigSchema,
  dataSliceSchema,
  equitySeriesSchema,
  metricsSchema,
  monthlyReturnSchema,
  type RunRecord,
  type RunResult,
  roundTripSchema,
  runLogEntrySchema,
  symbolProfitSchema,
} from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { holdOutResultSchema } from '../../shared/domain/holdOut.ts'
import { fillSchema, orderSchema } from '../../shared/domain/order.ts'
import { cashFlowTotalSchema, statementLineSchema } from '../../shared/domain/statement.ts'
import { strategyDescriptionSchema } from '../../shared/domain/strategy.ts'
import { pointInTimeSliceSchema } from '../../shared/domain/valueSeries.ts'
import { canonicalJson, canonicalObject, parseCanonicalJson } from './canonicalJson.ts'

const FORMAT = 'quarterdeck-result'
/** Grows when a bundle of the new form cannot be read by the old program. */
export const BUNDLE_VERSION = 2
/** A third of the time of the usual level 6, for files that are an eighth larger. */
const GZIP_LEVEL = 1
/** Largest bundle once unpacked: a small file that unpacks without end is refused. */
const MAX_UNPACKED_BYTES = 1 << 30

/** Everything a run depended on and everything it produced. */
export const bundleContentSchema = z.object({
  /** All that decides the result. */
  inputs: z.object({
    engineVersion: z.string(),
    config: backtestConfigSchema,
    source: z.string(),
    /** SHA-256 of `source`. */
    sourceHash: z.string(),
    data: z.array(dataSliceSchema),
    /** Values and news that the strategy read; absent where it read none. */
    pointInTime: z.array(pointInTimeSliceSchema).optional(),
  }),
  description: strategyDescriptionSchema,
  /** All that the engine computed. */
  outcome: z.object({
    bars: z.number().int(),
    fromMs: z.number(),
    toMs: z.number(),
    fills: z.array(fillSchema),
    orders: z.array(orderSchema),
    equity: equitySeriesSchema,
    metrics: metricsSchema,
    monthly: z.array(monthlyReturnSchema),
    bySymbol: z.array(symbolProfitSchema),
    roundTrips: z.array(roundTripSchema),
    cashFlows: z.array(cashFlowTotalSchema),
    exposure: z.array(groupExposureSchema),
    statement: z.array(statementLineSchema),
    log: z.array(runLogEntrySchema),
    assumptions: z.array(z.string()),
    /** Absent for a run that named no hold-out. */
    holdOut: holdOutResultSchema.optional(),
  }),
  /** How long the engine took; no part of the result. */
  elapsedMs: z.number(),
})
export type BundleContent = z.infer<typeof bundleContentSchema>

/** A bundle read back. */
export interface ResultBundle extends BundleContent {
  readonly resultHash: string
}

const envelopeSchema = z.object({ format: z.literal(FORMAT), version: z.number().int().positive() })
const fileSchema = envelopeSchema.extend({
  resultHash: z.string(),
  contentHash: z.string(),
  content: z.unknown(),
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** SHA-256 of a strategy's source, in hexadecimal. */
export function hashSource(source: string): string {
  return sha256(source)
}

/**
 * SHA-256 over the canonical JSON of inputs and outcome: equal exactly when the same inputs gave the same orders,
 * fills, equity, metrics and log. The data's quality record is left out, since checking data again may extend it
 * without changing a price.
 */
export function hashResult({ inputs, outcome }: Pick<BundleContent, 'inputs' | 'outcome'>): string {
  return hashOutcomeText(inputs, canonicalJson(outcome))
}

/** The outcome is nearly all of a bundle: its text is made once and serves both hashes. */
function hashOutcomeText(inputs: BundleContent['inputs'], outcome: string): string {
  const data = inputs.data.map(({ quality: _quality, ...slice }) => slice)
  return sha256(canonicalObject({ inputs: canonicalJson({ ...inputs, data }), outcome }))
}

function writeContent(content: BundleContent): { text: string; resultHash: string } {
  const { inputs, description, elapsedMs } = content
  const outcome = canonicalJson(content.outcome)
  const text = canonicalObject({
    description: canonicalJson(description),
    elapsedMs: canonicalJson(elapsedMs),
    inputs: canonicalJson(inputs),
    outcome,
  })
  return { text, resultHash: hashOutcomeText(inputs, outcome) }
}

/** Packs a run into the bytes of a bundle file, and answers its result hash. */
export async function encodeResultBundle(
  content: BundleContent,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; resultHash: string }> {
  const { text: contentText, resultHash } = writeContent(content)
  const header = { format: FORMAT, version: BUNDLE_VERSION, resultHash, contentHash: sha256(contentText) }
  const text = `${JSON.stringify(header).slice(0, -1)},"content":${contentText}}`
  return { bytes: await promisify(gzip)(text, { level: GZIP_LEVEL }), resultHash }
}

function refuse(where: string, message: string, hint: string): DeskError {
  return new DeskError('FILE_FORMAT', message, { where, hint })
}

async function unpack(bytes: Uint8Array, where: string): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    throw refuse(where, 'This is not a result bundle.', 'Choose a .qdr file that Quarterdeck has written.')
  }
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES })).toString('utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw refuse(
        where,
        'The bundle unpacks to more than 1 GB.',
        'Choose a bundle that Quarterdeck has written.',
      )
    }
    throw refuse(
      where,
      'The bundle is cut off or damaged.',
      'Copy the file again, or run the backtest again.',
    )
  }
}

/**
 * Unpacks a bundle and checks that nothing in it was changed since it was written.
 *
 * @param where Name of the file, for messages.
 * @throws DeskError FILE_FORMAT: no bundle, cut off, changed, too large, or of a newer version.
 */
export async function decodeResultBundle(bytes: Uint8Array, where: string): Promise<ResultBundle> {
  const text = await unpack(bytes, where)
  let parsed: unknown
  try {
    parsed = parseCanonicalJson(text)
  } catch {
    throw refuse(where, 'The bundle is damaged.', 'Copy the file again, or run the backtest again.')
  }
  const envelope = envelopeSchema.safeParse(parsed)
  if (!envelope.success) {
    throw refuse(where, 'This is not a result bundle.', 'Choose a .qdr file that Quarterdeck has written.')
  }
  if (envelope.data.version > BUNDLE_VERSION) {
    throw refuse(
      where,
      `The bundle has version ${envelope.data.version}; this program reads up to version ${BUNDLE_VERSION}.`,
      'Update Quarterdeck.',
    )
  }
  if (envelope.data.version < BUNDLE_VERSION) {
    throw refuse(
      where,
      `The bundle has version ${envelope.data.version}, of an older engine; this program reads version ${BUNDLE_VERSION}.`,
      'Run the backtest again.',
    )
  }
  const file = fileSchema.safeParse(parsed)
  const content = bundleContentSchema.safeParse(file.data?.content)
  if (!file.success || !content.success) {
    throw refuse(where, 'The bundle is not complete.', 'Copy the file again, or run the backtest again.')
  }
  const isUnchanged =
    // Over what the file holds, and not over what the schema knows of it: additions are changes too.
    sha256(canonicalJson(file.data.content)) === file.data.contentHash &&
    hashResult(content.data) === file.data.resultHash &&
    hashSource(content.data.inputs.source) === content.data.inputs.sourceHash
  if (!isUnchanged) {
    throw refuse(
      where,
      'The bundle was changed after it was written: its content does not match its hash.',
      'Do not rely on it. Ask for the original file, or run the backtest again.',
    )
  }
  return { ...content.data, resultHash: file.data.resultHash }
}

/**
 * Reads a bundle file.
 *
 * @throws DeskError FILE_UNREADABLE, or FILE_FORMAT as in `decodeResultBundle`.
 */
export async function readResultBundle(file: string): Promise<ResultBundle> {
  const where = path.basename(file)
  try {
    const { size } = await stat(file)
    if (size > MAX_UNPACKED_BYTES) {
      throw refuse(
        where,
        'The file is larger than any bundle.',
        'Choose a .qdr file that Quarterdeck has written.',
      )
    }
    return await decodeResultBundle(await readFile(file), where)
  } catch (error) {
    if (error instanceof DeskError) throw error
    throw new DeskError('FILE_UNREADABLE', 'The result bundle cannot be read.', {
      where,
      hint: 'Check that the file exists and that you may read it.',
    })
  }
}

/**
 * Everything a finished run left, from its bundle and its record.
 *
 * @throws DeskError as in `readResultBundle`.
 */
export async function readRunResult(file: string, record: RunRecord): Promise<RunResult> {
  const { inputs, outcome, description, elapsedMs, resultHash } = await readResultBundle(file)
  const { equity, fills, orders, log, statement, ...figures } = outcome
  return {
    record,
    description,
    source: inputs.source,
    summary: {
      ...figures,
      data: inputs.data,
      ...(inputs.pointInTime ? { pointInTime: inputs.pointInTime } : {}),
      resultHash,
      engineVersion: inputs.engineVersion,
      elapsedMs,
    },
    equity,
    fills,
    orders,
    log,
    statement,
  }
}
