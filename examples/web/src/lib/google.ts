/** What Google says of somebody, and the nonce that it said it for. */
export interface GoogleProof {
  idToken: string
  nonce: string
}

/** Google's script, as far as it is used (https://developers.google.com/identity/gsi/web/reference/js-reference). */
interface GoogleIdentity {
  initialize(options: { client_id: string; nonce: string; callback: (answer: { credential: string }) => void }): void
  renderButton(parent: HTMLElement, options: { theme: string; size: string; width: number; text: string }): void
}

declare global {
  interface Window {
    google?: { accounts: { id: GoogleIdentity } }
  }
}

const SCRIPT = 'https://accounts.google.com/gsi/client'

export const GOOGLE_CLIENT_ID = import.meta.env.VITE_GOOGLE_CLIENT_ID
export const GOOGLE_STAND_IN = GOOGLE_CLIENT_ID ? undefined : import.meta.env.VITE_GOOGLE_STAND_IN

/** A random value for one sign-in. The service gets it, and Google its SHA-256: a stolen token is worth nothing without it. */
export async function newNonce(): Promise<{ nonce: string; hash: string }> {
  const nonce = crypto.randomUUID()
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nonce))
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { nonce, hash }
}

/** Loads Google's script once. */
export function loadGoogle(): Promise<GoogleIdentity> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = SCRIPT
    script.onload = () => (window.google ? resolve(window.google.accounts.id) : reject(new Error('no Google')))
    script.onerror = () => {
      loading = undefined // with a network it may be tried again
      reject(new Error('no Google'))
    }
    document.head.append(script)
  })
  return loading
}

let loading: Promise<GoogleIdentity> | undefined

/** What Google's script would answer, of the stand-in that `npm run dev -- --stand-in-providers` starts. */
export async function askStandIn(standIn: string, email: string): Promise<GoogleProof> {
  const { nonce, hash } = await newNonce()
  const response = await fetch(`${standIn}/google`, {
    method: 'POST',
    body: new URLSearchParams({ email, name: email.replace(/@.*/, ''), nonce: hash }),
  })
  if (!response.ok) throw new Error(await response.text())
  return { idToken: await response.text(), nonce }
}
