import { z } from 'zod'

/** Settings are JSON under dotted keys (`workspace.layout`, `appearance.theme`); the screen owns their meaning. */
export const settingKeySchema = z
  .string()
  .max(200)
  .regex(/^[a-z][\w-]*(\.[\w-]+)*$/, 'a setting is named by words joined with dots, such as appearance.theme')
