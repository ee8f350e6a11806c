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

/** Whether a name is that of the decorator itself. */
export function isDecoratorName({ expression }: ts.Decorator, name: ts.Node): boolean {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression
  return name.pos >= callee.pos && name.end <= callee.end
}

/** What the arguments of a decorator are for; null where it only notes them. */
export function purposeOf({ expression }: ts.Decorator): Usage | null {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression
  const last = ts.isPropertyAccessExpression(callee) ? callee.name : callee
  const text = ts.isIdentifier(last) ? last.text : ''
  return purposes.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
