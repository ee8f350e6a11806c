import { ts } from 'ts-morph'
import type { Usage } from './seam.js'

/** Decorators by what their arguments are for; names as the frameworks of the field have them. */
const purposes: readonly (readonly [RegExp, Usage])[] = [
  [/^(?:Module|NgModule|Component|ContainerModule)$/, 'wire'],
  [
    /^(?:Inject|inject|InjectRepository|InjectModel|InjectQueue|InjectEntityManager|Autowired|LazyInject)$/,
    'inject',
  ],
  [
    /^(?:ManyToOne|OneToMany|OneToOne|ManyToMany|JoinTable|BelongsTo|BelongsToMany|HasMany|HasOne|ForeignKey|Prop)$/,
    'relate',
  ],
  [
    /^(?:EventsHandler|CommandHandler|QueryHandler|OnEvent|EventPattern|MessagePattern|EventSubscriber|On|Subscribe)$/,
    'subscribe',
  ],
]

/** How a name within a decorator is used: the decorator itself decorates, its arguments serve its purpose. */
export function classifyDecoration({ expression }: ts.Decorator, name: ts.Node): Usage {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression
  const isCallee = name.pos >= callee.pos && name.end <= callee.end
  if (isCallee) return 'decorate'
  const last = ts.isPropertyAccessExpression(callee) ? callee.name : callee
  const text = ts.isIdentifier(last) ? last.text : ''
  return purposes.find(([pattern]) => pattern.test(text))?.[1] ?? 'decorate'
}
