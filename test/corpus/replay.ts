import { parseArgs } from 'node:util'
import { renderReplay } from './replay/render-replay.js'
import { replayCommits } from './replay/replay-commits.js'

/** `replay <checkout> [--commits 200] [--until HEAD]`: what each commit would have been told, for judging. */
export async function replay(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { commits: { type: 'string', default: '200' }, until: { type: 'string', default: 'HEAD' } },
  })
  for (const checkout of positionals) {
    const result = await replayCommits({
      checkout,
      until: values.until,
      commits: Number(values.commits),
      onStep: ({ commit, introduced, untrusted }, index) =>
        console.error(
          `${index + 1} ${commit.slice(0, 10)} +${introduced.length}${untrusted ? ' untrusted' : ''}`,
        ),
    })
    console.log(renderReplay(result))
  }
}
