import { z } from 'zod'

const identifier = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')

/** A strategy a plugin brings. `id` is what the command line and the screen call it. */
export const strategyContributionSchema = z.object({
  id: identifier,
  /** Path of the strategy file, relative to the plugin's folder. */
  entry: z.string().regex(/^src\/[\w./-]+\.ts$/),
})

/** `plugin.json`: what a plugin is and what it contributes. What is not declared here does not exist. */
export const pluginManifestSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(80),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: z.string().max(500),
  author: z.string().max(100),
  licence: z.string().max(60),
  /** SDK versions it was written for, as a caret range. */
  sdk: z.string().regex(/^\^\d+\.\d+\.\d+$/),
  contributes: z.strictObject({ strategies: z.array(strategyContributionSchema).default([]) }),
})
export type PluginManifest = z.infer<typeof pluginManifestSchema>
