import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { DeskError } from '../../shared/domain/deskError.ts'

const templateSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** File beside the list. */
  file: z.string().regex(/^[\w-]+\.ts$/),
})
const templatesSchema = z.object({ templates: z.array(templateSchema) })

export interface StrategyTemplate {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly source: string
}

/** The strategies a new file can start from, in the order in which they are offered. */
export async function readTemplates(appRoot: string): Promise<readonly StrategyTemplate[]> {
  const folder = path.join(appRoot, 'resources/templates')
  const text = await readFile(path.join(folder, 'templates.json'), 'utf8')
  const { templates } = templatesSchema.parse(JSON.parse(text))
  return Promise.all(
    templates.map(async ({ file, ...template }) => ({
      ...template,
      source: await readFile(path.join(folder, file), 'utf8'),
    })),
  )
}

/** The template's source with the author's name for the strategy in place of the template's own. */
export function instantiateTemplate(template: StrategyTemplate, name: string): string {
  return template.source.replace(/name: '[^']*'/, () => `name: ${quote(name)}`)
}

/** @throws DeskError NOT_FOUND */
export function findTemplate(templates: readonly StrategyTemplate[], id: string): StrategyTemplate {
  const template = templates.find((candidate) => candidate.id === id)
  if (template) return template
  throw new DeskError('NOT_FOUND', `There is no template '${id}'.`, {
    where: 'templateId',
    hint: `Templates: ${templates.map((candidate) => candidate.id).join(', ')}.`,
  })
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped}'`
}
