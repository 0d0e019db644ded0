import type { z } from 'zod'
import type { detectionNoteSchema } from '../../../shared/domain/importPlan.ts'

export type DetectionNote = z.infer<typeof detectionNoteSchema>
export type Confidence = DetectionNote['confidence']
