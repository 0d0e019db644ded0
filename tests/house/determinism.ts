import { Visitor } from 'vite'
import { importsOf, parseSource } from './imports.ts'
import { lineAt, type Offence, type SourceFile } from './sources.ts'

/** The rooms whose every run must give the same bytes. What they import from other rooms is held to the same rules. */
const CORE = ['electron/engine/', 'electron/quant/']

const TIME = 'the core takes its time from the run, never from the machine'
const RANDOM = "the core takes randomness from the run's seed"
const SYNCHRONOUS = 'the core is synchronous'
const LOCALE = 'the core names its locale and options'
const NO_WORLD = 'the core does no input or output'

const FORBIDDEN_NAMES: Readonly<Record<string, string>> = {
  performance: TIME,
  setTimeout: SYNCHRONOUS,
  setInterval: SYNCHRONOUS,
  setImmediate: SYNCHRONOUS,
  queueMicrotask: SYNCHRONOUS,
  Promise: SYNCHRONOUS,
  fetch: NO_WORLD,
  process: NO_WORLD,
  console: NO_WORLD,
  crypto: RANDOM,
  globalThis: 'the core names what it uses',
  eval: 'the core runs no text',
  WeakRef: 'the core does not see the garbage collector',
  FinalizationRegistry: 'the core does not see the garbage collector',
}
const FORBIDDEN_MEMBERS: Readonly<Record<string, string>> = {
  'Date.now': TIME,
  'Math.random': RANDOM,
}
const LOCALE_METHODS = new Set([
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'localeCompare',
])

/** Names a file binds itself, so that a parameter called `process` is not taken for the global one. */
function boundNames(file: SourceFile): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (node: { type: string; name?: unknown } | null) => {
    if (node?.type === 'Identifier' && typeof node.name === 'string') names.add(node.name)
  }
  new Visitor({
    VariableDeclarator: (node) => add(node.id),
    FunctionDeclaration: (node) => [node.id, ...node.params].forEach(add),
    FunctionExpression: (node) => [node.id, ...node.params].forEach(add),
    ArrowFunctionExpression: (node) => node.params.forEach(add),
    ImportSpecifier: (node) => add(node.local),
  }).visit(parseSource(file).program)
  return names
}

function offencesIn(file: SourceFile): Offence[] {
  const found: Offence[] = []
  const bound = boundNames(file)
  const declarationsOnly = new Set<number>()
  const add = (start: number, what: string, rule: string) => {
    found.push({ path: file.path, line: lineAt(file.text, start), found: what, rule })
  }
  new Visitor({
    MemberExpression: (node) => {
      if (!node.computed) declarationsOnly.add(node.property.start)
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return
      const name = `${node.object.name}.${node.property.name}`
      const rule = FORBIDDEN_MEMBERS[name]
      if (rule !== undefined) add(node.start, name, rule)
    },
    Property: (node) => {
      if (!node.computed && !node.shorthand) declarationsOnly.add(node.key.start)
    },
    MethodDefinition: (node) => void declarationsOnly.add(node.key.start),
    PropertyDefinition: (node) => void declarationsOnly.add(node.key.start),
    TSTypeReference: (node) => void declarationsOnly.add(node.typeName.start),
    TSPropertySignature: (node) => void declarationsOnly.add(node.key.start),
    TSMethodSignature: (node) => void declarationsOnly.add(node.key.start),
    Identifier: (node) => {
      const rule = Object.hasOwn(FORBIDDEN_NAMES, node.name) ? FORBIDDEN_NAMES[node.name] : undefined
      if (rule !== undefined && !declarationsOnly.has(node.start) && !bound.has(node.name)) {
        add(node.start, node.name, rule)
      }
    },
    NewExpression: (node) => {
      const called = file.text.slice(node.callee.start, node.callee.end)
      if (called === 'Date' && node.arguments.length === 0) add(node.start, 'new Date()', TIME)
      // With a locale and options named, the answer depends on the pinned Node alone.
      if (
        called.startsWith('Intl.') &&
        (node.arguments[0]?.type !== 'Literal' || node.arguments.length < 2)
      ) {
        add(node.start, `new ${called}`, LOCALE)
      }
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date') add(node.start, 'Date()', TIME)
      if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return
      const method = node.callee.property.name
      if (LOCALE_METHODS.has(method)) add(node.start, `${method}()`, LOCALE)
    },
    FunctionDeclaration: (node) => {
      if (node.async) add(node.start, 'async function', SYNCHRONOUS)
    },
    FunctionExpression: (node) => {
      if (node.async) add(node.start, 'async function', SYNCHRONOUS)
    },
    ArrowFunctionExpression: (node) => {
      if (node.async) add(node.start, 'async function', SYNCHRONOUS)
    },
    AwaitExpression: (node) => add(node.start, 'await', SYNCHRONOUS),
    ImportExpression: (node) => add(node.start, 'import()', NO_WORLD),
  }).visit(parseSource(file).program)
  for (const { line, specifier } of importsOf(file)) {
    if (specifier.startsWith('node:')) {
      found.push({ path: file.path, line, found: `import '${specifier}'`, rule: NO_WORLD })
    }
  }
  return found.sort((a, b) => a.line - b.line)
}

/** Every call and import in the deterministic core, and in what it imports from the project, that could differ between runs. */
export function checkDeterminism(files: readonly SourceFile[]): Offence[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set(
    files.map((file) => file.path).filter((path) => CORE.some((room) => path.startsWith(room))),
  )
  for (const path of reached) {
    const file = byPath.get(path)
    if (file === undefined) continue
    for (const { target } of importsOf(file)) if (target !== null) reached.add(target)
  }
  return [...reached].sort().flatMap((path) => {
    const file = byPath.get(path)
    return file === undefined || path.endsWith('.d.ts') ? [] : offencesIn(file)
  })
}
