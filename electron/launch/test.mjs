#!/usr/bin/env node
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { onProductNode } from './bundledNode.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { runInherited } from './processes.mjs'
import { inProject, readJson, say } from './project.mjs'

/**
 * Runs one part of the tests on this Node and reads its totals.
 *
 * @param {{ name: string, args: readonly string[], totals: (file: string) => readonly string[] }} part
 * @param {NodeJS.ProcessEnv} env
 */
async function runPart(part, env) {
  const file = inProject(`test-results/${part.name}.json`)
  rmSync(file, { force: true })
  const code = await runInherited(process.execPath, [...part.args, ...part.totals(file)], {
    cwd: inProject(),
    env,
  })
  const totals = readJson(file)
  const failed = totals?.numFailedTests ?? 0
  return {
    passed: totals?.numPassedTests ?? 0,
    failed: code !== 0 ? Math.max(1, failed) : failed,
    skipped: (totals?.numPendingTests ?? 0) + (totals?.numTodoTests ?? 0),
  }
}

const VITEST = 'node_modules/vitest/vitest.mjs'
/** @param {string} file */
const vitestTotals = (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]

/** @type {Parameters<typeof runPart>[0][]} */
const PARTS = [
  { name: 'check', args: ['tests/house/check.ts'], totals: (file) => ['--totals', file] },
  { name: 'specs', args: [VITEST, 'run'], totals: vitestTotals },
  { name: 'e2e', args: [VITEST, 'run', '--config', 'vitest.e2e.config.ts'], totals: vitestTotals },
]

/** @returns {Promise<number>} exit code */
async function test() {
  const chromium = await findOrInstallChromium()
  say(chromium.note)
  if (chromium.binary === null || !(await ensureBuilt())) return 1
  mkdirSync(inProject('test-results'), { recursive: true })
  const env = { ...process.env, QUARTERDECK_CHROMIUM: chromium.binary }
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const part of PARTS) {
    say(`\n--- ${part.name}`)
    const totals = await runPart(part, env)
    sum.passed += totals.passed
    sum.failed += totals.failed
    sum.skipped += totals.skipped
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`)
  return sum.failed === 0 ? 0 : 1
}

if (await onProductNode(fileURLToPath(import.meta.url))) {
  process.exitCode = await test()
}
