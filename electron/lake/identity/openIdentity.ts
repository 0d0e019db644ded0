import path from 'node:path'
import { IndexStore } from './indexStore.ts'
import { SecurityMaster } from './securityMaster.ts'

/** What a lake knows about who is who. */
export interface Identity {
  readonly securities: SecurityMaster
  readonly indexes: IndexStore
}

/** Opens what a lake's folder holds about securities and indexes. */
export async function openIdentity(lakeFolder: string): Promise<Identity> {
  const folder = path.join(lakeFolder, 'reference')
  return { securities: await SecurityMaster.open(folder), indexes: await IndexStore.open(folder) }
}
