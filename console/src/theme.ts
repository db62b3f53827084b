import { Anchor, createTheme, Drawer, Modal, Paper, Table } from '@mantine/core'
import { say } from './lib/language.ts'

/** What of the theme is no CSS variable: those are in styles.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // The scroll lock is a <style> element; styles.css does the same.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, closeButtonProps: { 'aria-label': say('console.ui.close') } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': say('console.ui.close') } },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, bg: 'var(--surface)', radius: 'md' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 8, horizontalSpacing: 'sm' } }),
  },
})
