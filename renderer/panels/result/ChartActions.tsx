import { Copy, Image } from 'lucide-react'
import { captionedImage, copyImage, pngBytes } from '../../charts/exportImage.ts'
import { saveFile } from '../../desk/saveFile.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { notify, notifyError } from '../../state/notifications.ts'
import { useThemeStore } from '../../theme/themeStore.ts'

/** Copies a chart as a picture, or saves it as PNG. */
export function ChartActions({
  fileName,
  caption,
  picture,
}: {
  fileName: string
  caption: string
  picture: () => Promise<HTMLCanvasElement | null>
}) {
  const take = async (use: (canvas: HTMLCanvasElement) => Promise<unknown>) => {
    try {
      const canvas = await picture()
      if (canvas !== null) await use(captionedImage(canvas, caption, useThemeStore.getState().theme))
    } catch (error) {
      notifyError('The picture could not be made.', error)
    }
  }
  return (
    <span className="chart-actions">
      <IconButton
        icon={Copy}
        label="Copy the picture"
        onClick={() =>
          void take(async (canvas) => {
            await copyImage(canvas)
            notify({ level: 'success', title: 'The picture is on the clipboard.' })
          })
        }
      />
      <IconButton
        icon={Image}
        label="Save as PNG"
        onClick={() => void take(async (canvas) => saveFile(fileName, await pngBytes(canvas)))}
      />
    </span>
  )
}
