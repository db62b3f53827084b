import { Notification } from '@mantine/core'
import { say } from '../lib/language.ts'
import classes from './Messages.module.css'
import { dismiss, useMessages } from './messages.ts'

/** What was done, at the lower edge, and read aloud. */
export function Messages() {
  const messages = useMessages()
  return (
    <div className={classes.region}>
      {messages.map(({ id, text }) => (
        <Notification
          key={id}
          color="green"
          withBorder
          onClose={() => dismiss(id)}
          closeButtonProps={{ 'aria-label': say('console.ui.dismiss') }}
        >
          {text}
        </Notification>
      ))}
    </div>
  )
}
