import type { Call } from '../../interpret/run.js'
import { joinTexts } from '../../interpret/texts.js'
import { isConstant, textValue, unknown } from '../../interpret/value.js'
import { addRoute } from '../register.js'

/** `SwaggerModule.setup('docs', app, …)`: a page, what it loads, and the document in two formats. */
export function setUpSwagger({ args, place }: Call): void {
  const [path = unknown, app, , options] = args
  if (app?.kind !== 'router') return
  const inside = options?.kind === 'record' ? options.entries.get('useGlobalPrefix') : undefined
  const outside = !isConstant(inside, true)
  const methods = ['GET', 'HEAD']
  addRoute(app.router, path, methods, { place, below: true, outside })
  for (const format of ['-json', '-yaml']) {
    addRoute(app.router, joinTexts([path, textValue(format)]), methods, { place, outside })
  }
}
