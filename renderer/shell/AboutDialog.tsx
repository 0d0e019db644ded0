import { Dialog } from '../kit/Dialog.tsx'
import { useDeskStatus } from '../state/deskStatus.ts'
import { hideOverlay } from './overlays.ts'

/** Versions, and the libraries with their licences. Names the maker of the charts, as the charts' licence asks. */
export function AboutDialog() {
  const status = useDeskStatus((state) => state.status)
  return (
    <Dialog title="About Quarterdeck" onClose={hideOverlay}>
      <div className="about">
        <p>
          {status === null
            ? 'The desk is not connected, so its version is not known.'
            : `Version ${status.version} on Node ${status.nodeVersion}. MIT licence.`}
        </p>
        <p>
          <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
            Charts by TradingView Lightweight Charts
          </a>
          ™. Copyright © 2026 TradingView, Inc.
        </p>
        <table className="about-libraries">
          <thead>
            <tr>
              <th scope="col">Library</th>
              <th scope="col">Version</th>
              <th scope="col">Licence</th>
            </tr>
          </thead>
          <tbody>
            {LIBRARIES.map(({ name, version, license }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="num">{version}</td>
                <td>{license}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
