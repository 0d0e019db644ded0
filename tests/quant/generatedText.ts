import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IndicatorDefinition } from '../../electron/quant/indicators/defineIndicator.ts'
import { INDICATOR_DEFINITIONS } from '../../electron/quant/indicators/registry.ts'

const PROJECT = new URL('../../', import.meta.url)
const START =
  '// ---------------------------------------------------------------- indicators, from their definitions\n'
const END = '// ---------------------------------------------------------------- end of the indicators\n'

/** A file under the project's folder as text. */
export function projectFile(path: string): string {
  return readFileSync(new URL(path, PROJECT), 'utf8')
}

/** Source text in the house's format. */
function formatted(path: string, text: string): string {
  const biome = spawnSync(
    process.execPath,
    ['node_modules/@biomejs/biome/bin/biome', 'format', `--stdin-file-path=${path}`],
    { cwd: PROJECT, input: text, encoding: 'utf8' },
  )
  if (biome.status !== 0) throw new Error(`${path} cannot be formatted: ${biome.stderr}`)
  return biome.stdout
}

/** Groups in the order of the registry, with their definitions. */
export function byGroup(): Map<string, IndicatorDefinition[]> {
  return Map.groupBy(INDICATOR_DEFINITIONS, ({ group }) => group)
}

function returnType({ outputs }: IndicatorDefinition): string {
  const names = Object.keys(outputs)
  return names.length === 1 ? 'Series' : `{ ${names.map((name) => `${name}: Series`).join('; ')} }`
}

function declaration(definition: IndicatorDefinition): string {
  const { id, inputs, parameters } = definition
  const values = Object.keys(parameters).map((name) => `${name}?: number`)
  const list = [...inputs.map((name) => `${name}: Series`), ...values].join(', ')
  return `export function ${id}(${list}): ${returnType(definition)}`
}

function documentation({ since = '0.1.0', talib, summary, parameters, source }: IndicatorDefinition): string {
  const defaults = Object.entries(parameters).map(
    ([name, { default: start, description }]) =>
      `${name} ${start}${description === undefined ? '' : ` (${description})`}`,
  )
  const notes = [
    summary,
    `${source}${talib === undefined ? '' : `; TA-Lib ${talib}`}.`,
    ...(defaults.length === 0 ? [] : [`Default: ${defaults.join(', ')}.`]),
  ]
  return `/** @since ${since} ${notes.join(' ')} */`
}

/** The declaration of the SDK with the functions of all indicators in their section. */
export function sdkDeclaration(): string {
  const text = projectFile('shared/sdk/quarterdeck.d.ts')
  const [before, rest] = text.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error('the section of the indicators is missing')
  const functions = INDICATOR_DEFINITIONS.map(
    (definition) => `${documentation(definition)}\n${declaration(definition)}\n`,
  )
  return formatted(
    'shared/sdk/quarterdeck.d.ts',
    [before, START, '\n', ...functions, '\n', END, after].join(''),
  )
}

function builder(definition: IndicatorDefinition): string {
  const { id, inputs, parameters, outputs } = definition
  const list = [
    ...inputs.map((name) => `${name}: Series`),
    ...Object.entries(parameters).map(([name, range]) => `${name} = ${range.default}`),
  ]
  const limits = Object.entries(parameters).map(
    ([name, range]) => `${name}: ${range.whole ? 'whole' : 'real'}(${name}, ${range.min}, ${range.max})`,
  )
  const made = `indicatorOutputs('${id}', { ${inputs.join(', ')} }, { ${limits.join(', ')} })`
  const names = Object.keys(outputs)
  const body =
    names.length === 1
      ? `return ${made}(0)`
      : `const output = ${made}\n  return { ${names.map((name, place) => `${name}: output(${place})`).join(', ')} }`
  return `export function ${id}(${list.join(', ')}): ${returnType(definition)} {\n  ${body}\n}\n`
}

/** The SDK's functions of one group. */
export function sdkFunctions(group: string, definitions: readonly IndicatorDefinition[]): string {
  const ranges = definitions.flatMap(({ parameters }) => Object.values(parameters))
  const helpers = [
    'indicatorOutputs',
    ...(ranges.some((range) => !range.whole) ? ['real'] : []),
    ...(ranges.some((range) => range.whole) ? ['whole'] : []),
  ]
  const head = `/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { ${helpers.join(', ')} } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'
`
  const text = [head, ...definitions.map(builder)].join('\n')
  return formatted(`shared/sdk/indicators/${group}.ts`, text)
}

/** All groups of the SDK's functions in one module. */
export function sdkIndex(): string {
  const lines = [...byGroup().keys()].sort().map((group) => `export * from './${group}.ts'\n`)
  return lines.join('')
}

function page(definition: IndicatorDefinition): string {
  const { id, name, talib, summary, formula, source, inputs, outputs, parameters, pane, memory } = definition
  const defaults = Object.fromEntries(Object.entries(parameters).map(([key, range]) => [key, range.default]))
  const numbers = Object.entries(parameters).map(
    ([key, { default: start, min, max, description }]) =>
      `\`${key}\` ${start} (${min} to ${max})${description === undefined ? '' : `, ${description}`}`,
  )
  const units = Object.entries(outputs).map(([key, unit]) => `\`${key}\` (${unit})`)
  const warmUp = definition.warmUp(defaults)
  return `### ${id}

**${name}**${talib === undefined ? '' : ` · TA-Lib \`${talib}\``}. ${summary}

- Formula: ${formula}
- Source: ${source}
- Inputs: ${inputs.join(', ')}${numbers.length === 0 ? '' : `. Parameters: ${numbers.join('; ')}`}
- Outputs: ${units.join(', ')}; ${pane === 'price' ? 'over the candles' : 'own pane'}
- Warm-up with these parameters: ${warmUp} ${warmUp === 1 ? 'bar' : 'bars'}; memory: ${memory}
`
}

/** docs/indicators.md. */
export function indicatorsPage(): string {
  const groups = [...byGroup()].map(
    ([group, definitions]) => `## ${group[0]!.toUpperCase()}${group.slice(1)}

${definitions.map(page).join('\n')}`,
  )
  return `# Indicators

${INDICATOR_DEFINITIONS.length} indicators, by group, written from their definitions in \`electron/quant/indicators\`. A strategy
imports them from \`quarterdeck\` under their ids: inputs first, parameters after them, each with a default. An indicator
with several outputs gives an object of series to spread into \`indicators\`.

Warm-up is the number of bars before all outputs are known. Memory says what an unknown (NaN) input does: \`window\`
starts the window anew, \`recursive\` skips the bar and keeps its state, \`points\` is unknown wherever it needs the
unknown value.

What names a function of TA-Lib has its values: the same seeds and smoothing, compared to 1e-9 by a spec. Two rules differ
on purpose: RSI is 50 where nothing moves (TA-Lib: 0), and an unknown input does not spoil all that follows it.

How to add one: the head of \`electron/quant/indicators/defineIndicator.ts\`.

${groups.join('\n')}`
}
