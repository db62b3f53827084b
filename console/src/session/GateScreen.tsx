import { AccessGate } from './AccessGate.tsx'
import { Enrol } from './enrol/Enrol.tsx'
import type { Gate } from './gate.ts'
import { RoleGate } from './RoleGate.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { StepUp } from './StepUp.tsx'

/** What whoever is signed in has to do before the admin API lets them through. */
export function GateScreen({ gate }: { gate: Gate }) {
  switch (gate) {
    case 'role_required':
      return <RoleGate />
    case 'factor_missing':
      return <Enrol />
    case 'second_factor_required':
    case 'recent_second_factor_required':
      return <StepUp />
    case 'recent_login_required':
      return <SignInAgain />
    case 'access_required':
      return <AccessGate />
  }
}
