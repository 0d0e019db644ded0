/**
 * What a page of the workstation may load and reach. Scripts and workers come from the page's own origin only; inline
 * styles are what the grid and the editor position with. `blob:` in `worker-src` is not granted: the editor's workers
 * are files of the build.
 *
 * @param socketOrigins the WebSocket's origins, named beside 'self' for browsers whose 'self' covers http only
 */
export function contentSecurityPolicy(socketOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${socketOrigins.join(' ')}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ')
}
