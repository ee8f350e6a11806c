import { comparePlaces } from '../asynchrony/order.js'
import type { Border } from '../calls/operation-uses.js'
import type { FrameworkFacts, MessageFlow } from '../frameworks/framework.js'
import type { Inversion } from './inversions.js'

/** Messages that one side publishes and the other handles. */
export function findEventInversions(
  { flows }: Pick<FrameworkFacts, 'flows'>,
  { module, calls }: Border,
): readonly Inversion[] {
  const isInside = ({ place }: MessageFlow) => calls.program.fileAt(place.file)?.module === module
  return flows.flatMap(handled => {
    if (handled.end !== 'subscribe') return []
    const published = flows.filter(
      each => each.end === 'publish' && isSame(each, handled) && isInside(each) !== isInside(handled),
    )
    if (published.length === 0) return []
    // A command or a query is answered; an event is not.
    const answerUsed = handled.kind !== 'event'
    return [
      {
        kind: 'event-name' as const,
        calledBy: isInside(handled) ? ('others' as const) : ('module' as const),
        through: handled.message,
        registered: handled.message,
        place: handled.place,
        test: calls.program.fileAt(handled.place.file)?.test ?? false,
        calledBack: published.map(({ place }) => place).toSorted(comparePlaces),
        answerUsed,
        remedy: answerUsed ? ('webhook' as const) : ('event' as const),
      },
    ]
  })
}

function isSame(left: MessageFlow, right: MessageFlow): boolean {
  return left.symbol === null ? left.message === right.message : left.symbol === right.symbol
}
