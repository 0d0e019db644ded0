import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { type IndexMembers, indexMembersSchema } from '../../../shared/domain/security.ts'
import { writeFileAtomically } from '../storage/durable.ts'

const fileSchema = z.object({ indexes: z.array(indexMembersSchema) })

/** Who was in which index when. */
export class IndexStore {
  readonly #file: string
  #indexes: ReadonlyMap<string, IndexMembers>

  private constructor(file: string, indexes: readonly IndexMembers[]) {
    this.#file = file
    this.#indexes = new Map(indexes.map((index) => [index.id, index]))
  }

  /** @param folder Where the lake keeps what it knows besides prices. */
  static async open(folder: string): Promise<IndexStore> {
    const file = path.join(folder, 'indexes.json')
    if (!existsSync(file)) return new IndexStore(file, [])
    return new IndexStore(file, fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).indexes)
  }

  list(): readonly IndexMembers[] {
    return [...this.#indexes.values()]
  }

  find(id: string): IndexMembers | undefined {
    return this.#indexes.get(id)
  }

  /** @throws DeskError NOT_FOUND naming the indexes that are known */
  show(id: string): IndexMembers {
    const found = this.#indexes.get(id)
    if (found) return found
    const known = [...this.#indexes.keys()]
    throw new DeskError('NOT_FOUND', `There are no members of an index '${id}'.`, {
      where: 'index',
      hint:
        known.length > 0
          ? `There are members of ${known.join(', ')}.`
          : 'Import them with --kind members --symbol INDEX.',
    })
  }

  /** Adds an index, or replaces the one of its id. */
  async put(index: IndexMembers): Promise<void> {
    const next = new Map(this.#indexes).set(index.id, index)
    await mkdir(path.dirname(this.#file), { recursive: true })
    await writeFileAtomically(this.#file, `${JSON.stringify({ indexes: [...next.values()] })}\n`)
    this.#indexes = next
  }
}
