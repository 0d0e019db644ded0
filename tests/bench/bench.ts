import '../../electron/launch/requireNode.ts'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Bench, BenchResult } from './benchTypes.ts'

/**
 * `npm run bench [-- NAME...] [--json]`: runs every bench whose name contains one of the words, one after the other,
 * and prints a table, or one JSON list with `--json`.
 */
const benchSchema = z.object({ benches: z.array(z.custom<Bench>(isBench)) })
const SUPPORT = new Set(['bench.ts', 'benchTypes.ts'])

function isBench(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'name' in value && 'run' in value
}

async function findBenches(): Promise<Bench[]> {
  const names = (await readdir(import.meta.dirname)).filter(
    (name) => name.endsWith('.ts') && !SUPPORT.has(name),
  )
  const found: Bench[] = []
  for (const name of names.sort()) {
    const module = benchSchema.safeParse(
      await import(pathToFileURL(path.join(import.meta.dirname, name)).href),
    )
    if (module.success) found.push(...module.data.benches)
  }
  return found
}

function format(value: number): string {
  if (Math.abs(value) >= 1e6) return `${(value / 1e6).toFixed(1)} M`
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function toTable(results: readonly BenchResult[]): string {
  const rows = [
    ['name', 'value', 'unit', 'ratio', 'against'],
    ...results.map((result) => [
      result.name,
      format(result.value),
      result.unit,
      result.ratio === undefined ? '' : result.ratio.toFixed(2),
      result.against ?? '',
    ]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
const benches = await findBenches()
const chosen = benches.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
)
if (chosen.length === 0) {
  console.error(
    `No bench matches '${positionals.join(' ')}'. There are: ${benches.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(2)
}
const results: BenchResult[] = []
for (const bench of chosen) {
  console.error(`running ${bench.name}`)
  results.push(...(await bench.run()))
}
console.log(values.json ? JSON.stringify(results, null, 2) : toTable(results))
