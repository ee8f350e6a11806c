import { codec, date, iso } from 'zod'

/** A `Date` in the code that is ISO 8601 text with an offset (`2026-01-31T09:30:00Z`) wherever it travels. */
export const instant = () =>
  codec(iso.datetime({ offset: true }), date(), {
    decode: text => new Date(text),
    encode: value => value.toISOString(),
  })
