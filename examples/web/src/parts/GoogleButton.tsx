import { useEffect, useRef, useState } from 'react'
import { askStandIn, GOOGLE_CLIENT_ID, GOOGLE_STAND_IN, type GoogleProof, loadGoogle, newNonce } from '../lib/google.ts'
import { useAction } from '../lib/use-action.ts'
import { Failure } from './Failure.tsx'
import { Field, Form } from './Form.tsx'

interface Props {
  /** What it is for, such as "Continue with Google". */
  children: string
  /** What is done with what Google says. */
  action: (proof: GoogleProof) => Promise<unknown>
}

/** Google's button, or that of its stand-in. Nothing where the app has neither. */
export function GoogleButton({ children, action }: Props) {
  if (GOOGLE_CLIENT_ID) return <RealButton clientId={GOOGLE_CLIENT_ID} action={action} />
  if (GOOGLE_STAND_IN) return <StandInButton standIn={GOOGLE_STAND_IN} text={children} action={action} />
  return null
}

const BUTTON_WIDTH = 320 // pixels, within the 400 that Google allows

function RealButton({ clientId, action }: { clientId: string; action: Props['action'] }) {
  const parent = useRef<HTMLDivElement>(null)
  const { run, error } = useAction(action)
  const latest = useRef(run)
  latest.current = run
  const shown = useAction(async () => {
    const [google, { nonce, hash }] = await Promise.all([loadGoogle(), newNonce()])
    const callback = ({ credential }: { credential: string }) => latest.current({ idToken: credential, nonce })
    google.initialize({ client_id: clientId, nonce: hash, callback })
    if (parent.current)
      google.renderButton(parent.current, {
        theme: 'outline',
        size: 'large',
        width: BUTTON_WIDTH,
        text: 'continue_with',
      })
  })
  const show = useRef(shown.run)
  useEffect(() => {
    show.current()
  }, [])
  return (
    <>
      <div ref={parent} className="google" />
      <Failure error={error ?? shown.error} />
    </>
  )
}

/** Asks whom the stand-in shall name, which Google would know. */
function StandInButton({ standIn, text, action }: { standIn: string; text: string; action: Props['action'] }) {
  const [isAsking, setIsAsking] = useState(false)
  if (!isAsking)
    return (
      <button type="button" onClick={() => setIsAsking(true)}>
        <GoogleMark /> {text}
      </button>
    )
  return (
    <Form action={async (field) => action(await askStandIn(standIn, field('google')))} submit={text}>
      <Field
        label="Account at Google"
        name="google"
        type="email"
        autoComplete="off"
        hint="The stand-in of the development server signs in whomever you name."
      />
    </Form>
  )
}

const GoogleMark = () => (
  <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
    <path
      fill="#4285f4"
      d="M22.56 12.25c0-.78-.07-1.53-.2-2.25H12v4.26h5.92c-.26 1.37-1.04 2.53-2.21 3.31v2.77h3.57c2.08-1.92 3.28-4.74 3.28-8.09z"
    />
    <path
      fill="#34a853"
      d="M12 23c2.97 0 5.46-.98 7.28-2.66l-3.57-2.77c-.98.66-2.23 1.06-3.71 1.06-2.86 0-5.29-1.93-6.16-4.53H2.18v2.84C3.99 20.53 7.7 23 12 23z"
    />
    <path
      fill="#fbbc05"
      d="M5.84 14.09c-.22-.66-.35-1.36-.35-2.09s.13-1.43.35-2.09V7.07H2.18C1.43 8.55 1 10.22 1 12s.43 3.45 1.18 4.93l2.85-2.22.81-.62z"
    />
    <path
      fill="#ea4335"
      d="M12 5.38c1.62 0 3.06.56 4.21 1.64l3.15-3.15C17.45 2.09 14.97 1 12 1 7.7 1 3.99 3.47 2.18 7.07l3.66 2.84c.87-2.6 3.3-4.53 6.16-4.53z"
    />
  </svg>
)
