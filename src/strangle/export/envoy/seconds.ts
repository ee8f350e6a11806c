/** Milliseconds as Envoy writes durations. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000}s`
}
