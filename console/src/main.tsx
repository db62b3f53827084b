import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { direction } from './lib/language.ts'
import { pageData } from './lib/page-data.ts'
import { queryClient } from './lib/query-client.ts'
import { Session } from './session/Session.tsx'
import './styles.css'
import { theme } from './theme.ts'
import { Messages } from './ui/Messages.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
if (pageData.brandColor) document.documentElement.style.setProperty('--brand', pageData.brandColor)

createRoot(root).render(
  <StrictMode>
    <DirectionProvider initialDirection={direction}>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queryClient}>
          <Session />
          <Messages />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
)
