import '../launch/requireNode.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Command, CommanderError } from 'commander'
import { z } from 'zod'
import { APP_ROOT, homeOf } from './cliContext.ts'
import { createProgram } from './program.ts'
import { badInput, EXIT, Terminal, type TerminalStreams } from './terminal.ts'

const optionsSchema = z.object({ home: z.string().optional(), json: z.boolean().optional() })

async function readVersion(): Promise<string> {
  const text = await readFile(path.join(APP_ROOT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)]
}

/** Ctrl-C and a request to end stop the command in an orderly way; a second one ends it at once. */
function endOnSignals(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const abort = () => {
    if (controller.signal.aborted) process.exit(EXIT.failed)
    controller.abort()
  }
  process.on('SIGINT', abort)
  process.on('SIGTERM', abort)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', abort)
      process.off('SIGTERM', abort)
    },
  }
}

/**
 * Runs one command line and answers its exit code: 0 done, 1 failed, 2 bad usage or bad input. Never throws, never
 * exits, except on a second Ctrl-C.
 *
 * @param argv What follows the program's name.
 */
export async function main(argv: readonly string[], streams: TerminalStreams = process): Promise<number> {
  const terminal = new Terminal(streams, argv.includes('--json'))
  const signals = endOnSignals()
  let exitCode: number = EXIT.done
  const program = createProgram(await readVersion(), async (work) => {
    const { home } = optionsSchema.parse(active?.optsWithGlobals() ?? {})
    exitCode = await work({ terminal, home: homeOf(home), signal: signals.signal })
  })
  let active: Command | undefined
  program.hook('preAction', (_program, command) => {
    active = command
  })
  let usageError = ''
  let printed = ''
  for (const command of commandsOf(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        printed += text
      },
      writeErr: (text) => {
        if (!terminal.isJson) streams.stderr.write(text)
      },
      outputError: (text) => {
        usageError += text
      },
    })
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return terminal.fail(thrown)
    if (thrown.exitCode === 0) {
      const name = thrown.code === 'commander.version' ? 'version' : 'help'
      if (terminal.isJson) terminal.answer({ [name]: printed.trimEnd() }, () => printed)
      else terminal.raw(printed)
      return EXIT.done
    }
    const [message = '', ...hints] = (usageError || thrown.message)
      .replace(/^error: /, '')
      .trim()
      .split('\n')
    if (message.startsWith('(outputHelp)') || thrown.code === 'commander.help') {
      if (!terminal.isJson) return EXIT.badInput
      return terminal.fail(badInput('A command is missing.', 'See quarterdeck --help.'))
    }
    const command = program.commands.find((known) => argv.includes(known.name()))
    const help = command ? `See quarterdeck ${command.name()} --help.` : 'See quarterdeck --help.'
    const hint = [...hints, help].join(' ').replace(/[()]/g, '')
    return terminal.fail(badInput(`${message.charAt(0).toUpperCase()}${message.slice(1)}`, hint))
  } finally {
    signals.release()
  }
}
