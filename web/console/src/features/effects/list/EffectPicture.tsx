/** What an effect will look like: an interval that has left zero, and one that still holds it. Decoration. */
export const EffectPicture = () => (
  <svg width="220" height="72" viewBox="0 0 220 72" fill="none" aria-hidden="true">
    <path d="M80 4v64" stroke="var(--kz-ink-faint)" strokeWidth="2" />
    <path d="M8 22h204M8 50h204" stroke="var(--kz-line-strong)" />
    <rect x="104" y="17" width="88" height="10" rx="4" fill="var(--kz-good)" opacity="0.55" />
    <rect x="144" y="15" width="4" height="14" rx="2" fill="var(--kz-good)" />
    <rect x="46" y="45" width="84" height="10" rx="4" fill="var(--kz-unknown)" opacity="0.45" />
  </svg>
);
