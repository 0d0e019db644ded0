/** What the editor's colours tell apart; empty for plain text. */
export type CodeKind = '' | 'comment' | 'keyword' | 'string' | 'number' | 'type' | 'delimiter'

export interface CodePart {
  readonly text: string
  readonly kind: CodeKind
}

/** A token of Monaco: where it begins in its line, from 0, and its kind, such as `keyword.ts`. */
export interface CodeToken {
  readonly offset: number
  readonly type: string
}

const KINDS: readonly (readonly [prefix: string, kind: CodeKind])[] = [
  ['comment', 'comment'],
  ['keyword', 'keyword'],
  ['string', 'string'],
  ['regexp', 'string'],
  ['number', 'number'],
  ['type', 'type'],
  ['delimiter', 'delimiter'],
]

function kindOf(type: string): CodeKind {
  return KINDS.find(([prefix]) => type === prefix || type.startsWith(`${prefix}.`))?.[1] ?? ''
}

/** Cuts each line of a text at its tokens. Nothing of the text is lost; a line without tokens is one plain part. */
export function codeParts(source: string, tokens: readonly (readonly CodeToken[])[]): CodePart[][] {
  return source.split(/\r\n|\r|\n/).map((line, index) => {
    const own = (tokens[index] ?? []).filter((token) => token.offset < line.length)
    const starts = own[0]?.offset === 0 ? own : [{ offset: 0, type: '' }, ...own]
    return starts.map((token, place) => ({
      text: line.slice(token.offset, starts[place + 1]?.offset ?? line.length),
      kind: kindOf(token.type),
    }))
  })
}
