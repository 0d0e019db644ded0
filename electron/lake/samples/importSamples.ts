import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { type ImportPlan, importPlanSchema } from '../../../shared/domain/importPlan.ts'
import { assetClassSchema, symbolSchema } from '../../../shared/domain/instrument.ts'
import { timeframeSchema } from '../../../shared/domain/timeframe.ts'
import type { Importer } from '../import/importer.ts'
import type { WorkOptions } from '../import/stageFile.ts'
import type { SyntheticSet } from '../synthetic/writeSynthetic.ts'

/** Which files of installed packages are samples, and what of their detected plan is known better. */
const samplesSchema = z.object({
  files: z.array(
    z.object({
      package: z.string(),
      file: z.string(),
      licence: z.string(),
      plan: importPlanSchema.partial(),
      names: z.record(z.string(), z.string()),
    }),
  ),
})

const SYNTHETIC_FILE = new URL('../../../resources/samples/synthetic.json', import.meta.url)
const SAMPLES_FILE = new URL('../../../resources/samples/samples.json', import.meta.url)

/**
 * Imports the sample files that come with the installed packages, through the path of every other import. A file whose
 * datasets (by source) are in the lake already is passed over, so doing it again changes nothing.
 */
export async function importSampleFiles(
  importer: Importer,
  datasets: () => readonly Dataset[],
  options: WorkOptions = {},
): Promise<void> {
  const { files } = samplesSchema.parse(JSON.parse(await readFile(SAMPLES_FILE, 'utf8')))
  for (const [index, sample] of files.entries()) {
    const source = `${sample.package}/${sample.file}`
    if (datasets().some(({ provenance }) => provenance.source === source)) continue
    options.onProgress?.({ fraction: index / files.length, note: `Importing the sample ${source}` })
    const file = packageFile(sample.package, sample.file)
    const inspection = await importer.inspect(file, undefined, { signal: options.signal })
    const plan: ImportPlan = importPlanSchema.parse({
      ...inspection.plan,
      ...sample.plan,
      existing: 'replace',
    })
    await importer.commit(file, inspection.fileHash, plan, {
      signal: options.signal,
      provenance: { kind: 'sample', source, licence: sample.licence },
      names: sample.names,
    })
  }
}

const syntheticSchema = z.object({
  timeframe: timeframeSchema,
  start: z.iso.date(),
  bars: z.number().int().positive(),
  seed: z.number().int().nonnegative(),
  instruments: z.array(
    z.object({
      symbol: symbolSchema,
      name: z.string().startsWith('SYNTHETIC '),
      assetClass: assetClassSchema,
      initialPrice: z.number().positive(),
      drift: z.number(),
      volatility: z.number().positive(),
      meanReversion: z.number().nonnegative(),
      jumpsPerYear: z.number().nonnegative(),
      jumpVolatility: z.number().nonnegative(),
      loading: z.number().min(-1).max(1),
      tickSize: z.number().positive(),
    }),
  ),
})

/**
 * The synthetic set of equity, bonds, commodities and currencies that comes with the workstation, for strategies over
 * several asset classes: no real set of that kind may be passed on.
 */
export async function syntheticSample(): Promise<SyntheticSet> {
  const { start, ...set } = syntheticSchema.parse(JSON.parse(await readFile(SYNTHETIC_FILE, 'utf8')))
  return { ...set, startMs: Date.parse(`${start}T00:00:00Z`) }
}

/** A file of an installed package, found as Node finds packages but without asking for the package's exports. */
function packageFile(packageName: string, file: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(packageName) ?? []
  const found = folders
    .map((folder) => path.join(folder, packageName, file))
    .find((candidate) => existsSync(candidate))
  if (found) return found
  throw new DeskError('FILE_UNREADABLE', `The sample ${packageName}/${file} is not installed.`, {
    hint: 'Install the dependencies again (npm ci).',
  })
}
