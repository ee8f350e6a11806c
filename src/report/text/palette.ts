type Paint = (text: string) => string

/** Colours of terminal text; each returns its input unchanged when colours are off. */
export interface Palette {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly yellow: Paint
  readonly green: Paint
  readonly cyan: Paint
}

const painter =
  (open: number, close: number): Paint =>
  text =>
    text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`

const plain: Paint = text => text

const colored: Palette = {
  bold: painter(1, 22),
  dim: painter(2, 22),
  red: painter(31, 39),
  yellow: painter(33, 39),
  green: painter(32, 39),
  cyan: painter(36, 39),
}

const colorless: Palette = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  green: plain,
  cyan: plain,
}

export const choosePalette = (color: boolean): Palette => (color ? colored : colorless)
