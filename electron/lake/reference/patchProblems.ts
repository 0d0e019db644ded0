import type { z } from 'zod'
import { DeskError } from '../../../shared/domain/deskError.ts'

/** Problems that a message spells out. */
const SHOWN = 5

const TIME_WORDS = 'a time is a day such as 2024-03-15, ISO 8601 with an offset, or epoch milliseconds'

interface KindUnion {
  readonly options: readonly { readonly shape: { readonly kind: { readonly value: string } } }[]
}

/** Fields that an object has and the option of its `kind` in the union does not. */
export function unknownFields(union: KindUnion, value: Readonly<Record<string, unknown>>): string[] {
  const option = union.options.find(({ shape }) => shape.kind.value === value.kind)
  return option ? Object.keys(value).filter((field) => !Object.hasOwn(option.shape, field)) : []
}

/** One error for all bad fields of a file of instruments. */
export function badFields(fileName: string, problems: readonly string[]): DeskError {
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : ''
  return new DeskError('BAD_INPUT', `${fileName}: ${problems.slice(0, SHOWN).join('; ')}${more}.`, {
    where: fileName,
    hint: 'Nothing was stored. Correct the fields and import the file again.',
    details: { problems: [...problems] },
  })
}

/** What is wrong with a value, after its path. */
export function issueText(issue: z.core.$ZodIssue, prefix: readonly string[] = []): string {
  const { path } = issue
  const at = [...prefix, ...path.map(String)].join('.')
  const isTime = issue.code === 'invalid_type' && /[a-z]Ms$/.test(at)
  const message = isTime ? TIME_WORDS : issue.message
  return `${at === '' ? '' : `${at}: `}${message.charAt(0).toLowerCase()}${message.slice(1)}`
}
