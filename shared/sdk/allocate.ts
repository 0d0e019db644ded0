import { DeskError } from '../domain/deskError.ts'
import type { AllocationTree } from './quarterdeck.d.ts'

/**
 * Weights of securities from weights of their groups: each leaf's is the product of the weights on its path, and a
 * symbol that stands in several groups has their sum.
 * @throws DeskError BAD_INPUT for a weight that is no finite number, naming its path.
 */
export function allocate(tree: AllocationTree): Record<string, number> {
  const weights: Record<string, number> = {}
  addWeights(tree, 1, '', weights)
  return weights
}

function addWeights(
  tree: AllocationTree,
  share: number,
  path: string,
  weights: Record<string, number>,
): void {
  for (const [name, node] of Object.entries(tree)) {
    const where = path === '' ? name : `${path} / ${name}`
    const weight = typeof node === 'number' ? node : node.weight
    if (!Number.isFinite(weight)) {
      throw new DeskError('BAD_INPUT', `The weight of ${where} must be a finite number, not ${weight}.`, {
        where: 'strategy',
      })
    }
    if (typeof node === 'number') weights[name] = (weights[name] ?? 0) + share * weight
    else addWeights(node.of, share * weight, where, weights)
  }
}
