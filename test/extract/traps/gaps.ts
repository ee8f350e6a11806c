/** Traps of the analysis that nothing is said of today, by name, each with the reason. */
export const gaps: Readonly<Record<string, string>> = {}

/** The same for those of the simulation. */
export const simulatedGaps: Readonly<Record<string, string>> = {
  'a proxy in the answer': 'a proxy looks like what it stands for; the analysis tells it where it is made',
  'very much in the answer': 'nobody measures how much one answer carries',
}
