/** Packages whose decorators are read here, or only describe data; what others do is not known. */
const known = [
  'class-validator',
  'class-transformer',
  'typeorm',
  'sequelize-typescript',
  '@typegoose/typegoose',
  'type-graphql',
  'tsyringe',
  'inversify',
  'inversify-express-utils',
  'typedi',
  'routing-controllers',
  'tsoa',
  'nest-commander',
  'nestjs-command',
  'nestjs-console',
]

const families = ['@nestjs/', '@mikro-orm/', '@inversifyjs/', '@golevelup/nestjs-']

export function isKnownPackage(name: string): boolean {
  return known.includes(name) || families.some(each => name.startsWith(each))
}
