/** The name of the app, with its key. */
export const Logo = () => (
  <span className="logo">
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="8" cy="8" r="5.25" />
      <path d="M12 12l8 8M16.5 16.5l2.5-2.5M13.8 13.8l2-2" />
    </svg>
    Latchkey
  </span>
)
