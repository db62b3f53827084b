/**
 * The network of an IP address, enough to recognise a place and not a person: IPv4 to /24, IPv6 to /48; else `null`.
 */
export function truncateIp(ip: string | undefined): string | null {
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(ip ?? '')
  if (v4) return `${v4[1]}.0/24`
  if (!ip || !/^[0-9a-f:]+$/i.test(ip) || !ip.includes(':')) return null
  const [head = '', tail] = ip.toLowerCase().split('::', 2)
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0')
  const network = [...groups, ...zeros, ...rest].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/48`
}
