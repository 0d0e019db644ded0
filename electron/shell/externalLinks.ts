/** Longest address that is handed to the system's browser. */
const MAX_LENGTH = 2_000

/** Whether a link may be opened in the user's browser: plain https, without a name and password in it. */
export function isExternalLink(link: string): boolean {
  if (link.length > MAX_LENGTH || !URL.canParse(link)) return false
  const { protocol, username, password, hostname } = new URL(link)
  return protocol === 'https:' && username === '' && password === '' && hostname !== ''
}
