import { compileStrategy } from '../../../electron/research/strategyCompiler.ts'

/** A process that waits for a strategy that never comes back; a spec kills it. */
const limits = { hookTimeMs: 600_000, memoryBytes: 1 << 30 }
await compileStrategy('for (;;) {}\nexport default 1', 'endless.ts', {
  limits,
  cacheFolder: process.argv[2] ?? '',
})
