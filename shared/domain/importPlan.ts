import { z } from 'zod'
import { adjustmentSchema, datasetSchema, qualityIssueSchema, qualityKindSchema } from './dataset.ts'
import { assetClassSchema, currencySchema, symbolSchema } from './instrument.ts'
import { irregularBars, isHeikinAshi, timeframeSchema } from './timeframe.ts'

/**
 * What a file's column means. A quote file has bid and ask columns in place of open to close, a file of trades a price
 * (close) and a size (volume), with side, conditions and identity where it has them.
 */
export const columnRoleSchema = z.enum([
  'time',
  'date',
  'time-of-day',
  'symbol',
  'open',
  'high',
  'low',
  'close',
  'adjusted-close',
  'volume',
  'bid-open',
  'bid-high',
  'bid-low',
  'bid-close',
  'ask-open',
  'ask-high',
  'ask-low',
  'ask-close',
  'side',
  'conditions',
  'trade-id',
  'bid-size',
  'ask-size',
  'dividend',
  'split',
  'known',
  'ignore',
])
export type ColumnRole = z.infer<typeof columnRoleSchema>

/** How a time is written. `iso` takes any ISO 8601 form; `pattern` is a strptime pattern. */
export const timeFormatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('iso') }),
  z.object({ kind: z.literal('epoch'), unit: z.enum(['s', 'ms', 'us', 'ns']) }),
  z.object({
    kind: z.literal('pattern'),
    pattern: z.string().min(1, 'write the pattern, such as %Y-%m-%d %H:%M'),
  }),
])
export type TimeFormat = z.infer<typeof timeFormatSchema>

export const fileFormatSchema = z.enum(['csv', 'json-lines', 'parquet'])
export type FileFormat = z.infer<typeof fileFormatSchema>

/** What to do with rows of a defect that cannot be stored as they are. */
export const defectChoiceSchema = z.enum(['drop', 'keep', 'refuse'])
export type DefectChoice = z.infer<typeof defectChoiceSchema>

/** Everything an import decides, detected first and open to be overruled field by field. */
export const importPlanSchema = z.object({
  format: fileFormatSchema,
  /** Field separator of a delimited file. */
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  hasHeader: z.boolean(),
  decimalSeparator: z.enum(['.', ',']),
  columns: z.array(z.object({ name: z.string(), role: columnRoleSchema })),
  /**
   * `long`: one row a bar, with an optional symbol column. `wide`: one row a time and one price column per symbol
   * (those with role `close`), each becoming a dataset of its own.
   */
  layout: z.enum(['long', 'wide']),
  timeFormat: timeFormatSchema,
  /** IANA zone of times without an offset. */
  timeZone: z.string(),
  /** Whether a row's time is the bar's open or close. Stored bars carry the open. */
  timeMarks: z.enum(['open', 'close']),
  /** Length of the bars; `tick-1` where every row is a trade, `quote-1` where it is a change of the best quote. */
  timeframe: timeframeSchema,
  /** For a file without a symbol column. */
  symbol: symbolSchema.optional(),
  assetClass: assetClassSchema,
  currency: currencySchema,
  tickSize: z.number().positive(),
  /** Smallest quantity step. */
  lotSize: z.number().positive(),
  /** Value of one point of price for one unit, in `currency`: the size of a future's contract, 1 for shares. */
  multiplier: z.number().positive(),
  /** Full name of the instrument, for a file of one symbol; without it the symbol stands for it. */
  name: z.string().max(200, 'a name has up to 200 characters').optional(),
  calendar: z.string(),
  adjustment: adjustmentSchema,
  /** Choice per kind of defect; kinds not named are refused. */
  defects: z.partialRecord(qualityKindSchema, defectChoiceSchema),
  /** What happens where a dataset of that symbol and timeframe exists already. */
  existing: z.enum(['refuse', 'replace']),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

/** Why a field of the plan was chosen, for the wizard to show beside it. */
export const detectionNoteSchema = z.object({
  field: z.string(),
  reason: z.string(),
  /** `certain` needs no look, `likely` should be looked at, `guess` must be. */
  confidence: z.enum(['certain', 'likely', 'guess']),
})

/** Answer to inspecting a file: nothing has been written yet. */
export const importInspectionSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number().nonnegative(),
  /** Hash of the inspected file; a commit refuses a file that has changed since. */
  fileHash: z.string(),
  plan: importPlanSchema,
  notes: z.array(detectionNoteSchema),
  /** First rows as text, as the file has them. */
  sampleRows: z.array(z.array(z.string())),
})
export type ImportInspection = z.infer<typeof importInspectionSchema>

/** What a plan would store, computed over the whole file without writing. */
export const importPreviewSchema = z.object({
  rows: z.number().int().nonnegative(),
  symbols: z.array(
    z.object({ symbol: symbolSchema, bars: z.number().int(), fromMs: z.number(), toMs: z.number() }),
  ),
  counts: z.partialRecord(qualityKindSchema, z.number().int().nonnegative()),
  /** First examples of every kind, with row and column. */
  issues: z.array(qualityIssueSchema),
  /** Kinds whose rows stand against the plan's choices; the commit is refused while there are any. */
  refused: z.array(qualityKindSchema),
  /** First bars as they would be stored. */
  bars: z.array(
    z.object({
      symbol: symbolSchema,
      timeMs: z.number(),
      open: z.number().nullable(),
      high: z.number().nullable(),
      low: z.number().nullable(),
      close: z.number().nullable(),
      volume: z.number().nullable(),
    }),
  ),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

export const importResultSchema = z.object({ datasets: z.array(datasetSchema) })
export type ImportResult = z.infer<typeof importResultSchema>

/** A synthetic set of correlated instruments. The same seed gives the same bytes. */
export const syntheticSpecSchema = z.object({
  symbols: z.number().int().min(1).max(1000),
  prefix: z.string().regex(/^[A-Z]{1,8}$/),
  bars: z.number().int().min(2).max(5_000_000),
  timeframe: timeframeSchema.refine(
    (timeframe) => !irregularBars(timeframe) && !isHeikinAshi(timeframe),
    'generated bars have a length of time, such as 1d',
  ),
  startMs: z.number(),
  seed: z.number().int().nonnegative(),
  initialPrice: z.number().positive(),
  /** Per year, as fractions. */
  drift: z.number(),
  volatility: z.number().nonnegative(),
  /** Speed of return to the mean per year; 0 is a random walk. */
  meanReversion: z.number().nonnegative(),
  /** Jumps per year and the standard deviation of a jump's log size (Merton 1976). */
  jumpsPerYear: z.number().nonnegative(),
  jumpVolatility: z.number().nonnegative(),
  /** Pairwise correlation of the diffusions, one factor. */
  correlation: z.number().min(0).max(0.999),
})
export type SyntheticSpec = z.infer<typeof syntheticSpecSchema>
