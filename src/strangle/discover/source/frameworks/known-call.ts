import type { Call, Run } from '../interpret/run.js'
import type { ExternalValue, Value } from '../interpret/value.js'
import type { Framework, Router } from '../router.js'
import { callApollo } from './apollo.js'
import { callExpress, callOnExpress } from './express.js'
import { callFastify, callOnFastify } from './fastify.js'
import { callKoa, callOnKoa } from './koa.js'
import { callNest, callOnNest, callOnSettings } from './nest/nest-app.js'
import { tellUnread } from './tell-unread.js'

type OnRouter = (router: Router, name: string, call: Call, run: Run) => Value | null

const onRouters = {
  express: callOnExpress,
  fastify: callOnFastify,
  koa: callOnKoa,
  nest: callOnNest,
} satisfies Record<Framework, OnRouter>

/** What the frameworks make of a call; null where it is none of theirs. */
export function knownCall(callee: Value, call: Call, run: Run): Value | null {
  if (callee.kind === 'external') return callPackage(callee, call, run)
  if (callee.kind === 'method' && callee.of.kind === 'router') {
    const { router } = callee.of
    return onRouters[router.framework](router, callee.name, call, run)
  }
  const answer = callApollo(callee, call)
  if (answer !== null) return answer
  tellUnread(callee, call, run)
  return callee.kind === 'method' && callee.of.kind === 'unknown'
    ? callOnSettings(callee.name, call, run)
    : null
}

function callPackage(callee: ExternalValue, call: Call, run: Run): Value | null {
  return (
    callExpress(callee, call, run) ??
    callFastify(callee, call, run) ??
    callKoa(callee, call, run) ??
    callNest(callee, call, run)
  )
}
