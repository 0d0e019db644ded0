import '../../electron/launch/requireNode.ts'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkDeterminism } from './determinism.ts'
import { checkLayers } from './layers.ts'
import { formatOffence, listFiles, type Offence, PROJECT_FOLDER, readSources } from './sources.ts'
import { checkFileSizes, checkWords } from './textRules.ts'

interface Outcome {
  readonly name: string
  readonly passed: boolean
  readonly output: string
  readonly milliseconds: number
}

/** Runs a tool of node_modules on this Node; it passes where its exit code is 0. */
function tool(name: string, script: string, args: readonly string[]): Promise<Outcome> {
  const startedMs = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...args], {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const done = (passed: boolean) =>
      resolve({ name, passed, output: output.trim(), milliseconds: performance.now() - startedMs })
    child.once('error', (error) => {
      output += error.message
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

/** Runs a rule of the house in this process. */
function rule(name: string, check: () => Offence[]): Outcome {
  const startedMs = performance.now()
  let output: string
  try {
    output = check().map(formatOffence).join('\n')
  } catch (error) {
    output = error instanceof Error ? error.message : String(error)
  }
  return { name, passed: output === '', output, milliseconds: performance.now() - startedMs }
}

const { values } = parseArgs({ options: { totals: { type: 'string' } } })
const tools = [
  tool('types', 'typescript/bin/tsc', ['--noEmit', '--pretty', 'false']),
  tool('format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--colors=off']),
  tool('dead code, duplicate exports, dependencies', 'knip/bin/knip.js', [
    '--no-progress',
    '--no-config-hints',
  ]),
]
const files = listFiles()
const code = readSources(files, ['.ts', '.tsx', '.mjs'])
const text = readSources(files, ['.ts', '.tsx', '.mjs', '.md', '.json', '.css', '.html', 'run']).filter(
  (file) => file.path !== 'package-lock.json',
)
const outcomes = [
  rule('layers', () => checkLayers(code)),
  rule('determinism of the core', () => checkDeterminism(code)),
  rule('file sizes', () => checkFileSizes(code)),
  rule('forbidden words', () => checkWords(text)),
  ...(await Promise.all(tools)),
]
for (const { name, passed, output, milliseconds } of outcomes) {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${(milliseconds / 1000).toFixed(1)} s)`)
  if (!passed) console.log(output.replace(/^/gm, '       '))
}
const failed = outcomes.filter((outcome) => !outcome.passed).length
if (values.totals !== undefined) {
  const totals = { numPassedTests: outcomes.length - failed, numFailedTests: failed }
  writeFileSync(values.totals, JSON.stringify(totals))
}
process.exitCode = failed === 0 ? 0 : 1
