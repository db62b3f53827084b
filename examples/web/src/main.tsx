import { LatchkeyProvider } from 'latchkey/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { latchkey } from './latchkey.ts'
import { SecondFactorAsker } from './parts/SecondFactorAsker.tsx'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')

createRoot(root).render(
  <StrictMode>
    <LatchkeyProvider client={latchkey}>
      <SecondFactorAsker>
        <App />
      </SecondFactorAsker>
    </LatchkeyProvider>
  </StrictMode>,
)
