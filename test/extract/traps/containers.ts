import type { Trap } from './trap.js'

const nest = "import { Inject, Injectable, Module, Optional, forwardRef } from '@nestjs/common'\n"
const mail = `${nest}import { appendFile } from 'node:fs/promises'
@Injectable()
export class Mail {
  async send(text: string) { await appendFile('out', text) } /*!*/
}
`

/** Ways in which containers lead across. */
export const containers: readonly Trap[] = [
  {
    name: 'two modules that need each other, through forward references',
    files: {
      'mail/mail.ts': `${mail}import { Loans } from '../loans/loans'
@Injectable()
export class Digest {
  constructor(@Inject(forwardRef(() => Loans)) private readonly loans: Loans) {}
  count() { return this.loans.count() } /*!*/
}`,
      'loans/loans.ts': `${nest}import { Mail } from '../mail/mail'
@Injectable()
export class Loans {
  private readonly open: string[] = []
  constructor(@Inject(forwardRef(() => Mail)) private readonly mail: Mail) {}
  count() { return this.open.length }
  async lend(title: string) { this.open.push(title); await this.mail.send(title) }
}`,
    },
    told: { in: ['asynchrony'], says: /^plain .*count/ },
  },
  {
    name: 'a token whose provider stands in the module',
    files: {
      'mail/mail.ts': `${mail}@Module({ providers: [{ provide: 'MAILER', useClass: Mail }], exports: ['MAILER'] })
export class MailModule {}`,
      'loans/loans.ts': `${nest}@Injectable()
export class Loans {
  constructor(@Inject('MAILER') private readonly mailer: any) {}
  async lend(title: string) {
    await this.mailer.send(title) /*!*/
  }
}`,
    },
    told: { in: ['operations', 'crossings', 'unfollowed'], says: /Mail\.send/ },
  },
  {
    name: 'a provider is looked up in the container at run time',
    files: {
      'mail/mail.ts': mail,
      'loans/loans.ts': `${nest}import { ModuleRef } from '@nestjs/core'
import { Mail } from '../mail/mail'
@Injectable()
export class Loans {
  constructor(private readonly modules: ModuleRef) {}
  async lend(title: string) {
    await this.modules.get(Mail, { strict: false }).send(title) /*!*/
  }
}`,
    },
    told: { in: ['operations', 'crossings', 'unfollowed'], says: /Mail\.send/ },
  },
  {
    name: 'a provider is looked up by a name that is computed',
    files: {
      'mail/mail.ts': mail,
      'loans/loans.ts': `${nest}import { ModuleRef } from '@nestjs/core'
import type { Mail } from '../mail/mail'
@Injectable()
export class Loans {
  constructor(private readonly modules: ModuleRef) {}
  async lend(kind: string) {
    const found: Mail = this.modules.get(kind + 'Mail')
    await found.send('lent') /*!*/
  }
}`,
    },
    told: { in: ['operations', 'crossings', 'unfollowed'], says: /Mail\.send/ },
  },
  {
    name: 'a factory of the container closes over the provider',
    files: {
      'mail/mail.ts': `${mail}@Module({ providers: [Mail], exports: [Mail] })
export class MailModule {}`,
      'loans/loans.module.ts': `${nest}import { Mail, MailModule } from '../mail/mail'
@Module({
  imports: [MailModule],
  providers: [{ provide: 'SENDER', useFactory: (mail: Mail) => (text: string) => mail.send(text), inject: [Mail] }], /*!*/
})
export class LoansModule {}`,
    },
    told: { in: ['operations', 'crossings'], says: /Mail\.send/ },
  },
  {
    name: 'a function among the options of a dynamic module',
    files: {
      'mail/mail.ts': `${nest}import { appendFile } from 'node:fs/promises'
export interface Options { onSent: (text: string) => void }
@Injectable()
export class Mail {
  constructor(@Inject('OPTIONS') private readonly options: Options) {}
  async send(text: string) { await appendFile('out', text); this.options.onSent(text) } /*!*/
}
@Module({})
export class MailModule {
  static forRoot(options: Options) { /*!*/
    return { module: MailModule, providers: [Mail, { provide: 'OPTIONS', useValue: options }], exports: [Mail] }
  }
}`,
      'loans/loans.module.ts': `${nest}import { MailModule } from '../mail/mail'
const sent: string[] = []
@Module({ imports: [MailModule.forRoot({ onSent: text => { sent.push(text) } })] }) /*!*/
export class LoansModule {}`,
    },
    told: { in: ['inversions', 'refusals'], says: /forRoot|onSent|function/ },
  },
  {
    name: 'a container gathers providers of both sides under one token',
    files: {
      'mail/mail.ts': `${nest}export interface Channel { send(text: string): Promise<void> }
@Injectable()
export class Mail implements Channel { async send(text: string) { await fetch(text) } }
@Module({ providers: [Mail, { provide: 'CHANNELS', useClass: Mail, multi: true }] }) /*!*/
export class MailModule {}`,
      'loans/loans.ts': `${nest}import type { Channel } from '../mail/mail'
@Injectable()
export class Loans {
  constructor(@Inject('CHANNELS') private readonly channels: Channel[]) {}
  async lend(title: string) { for (const channel of this.channels) await channel.send(title) } /*!*/
}
@Injectable()
export class Paper implements Channel { async send(text: string) { await fetch(text) } }
@Module({ providers: [Paper, { provide: 'CHANNELS', useClass: Paper, multi: true }] }) /*!*/
export class LoansModule {}`,
    },
    told: { in: ['inversions', 'repeated', 'unfollowed'], says: /CHANNELS|Channel\.send|Mail\.send/ },
  },
  {
    name: 'a dependency that may be missing is a network that may be missing',
    files: {
      'mail/mail.ts': mail,
      'loans/loans.ts': `${nest}import { Mail } from '../mail/mail'
@Injectable()
export class Loans {
  @Optional() @Inject(Mail) private readonly mail?: Mail
  lend(title: string) {
    this.mail?.send(title) /*!*/
    return title
  }
}`,
    },
    told: { in: ['asynchrony'], says: /^floating existing Mail\.send/ },
  },
  {
    name: 'a container by hand resolves by name',
    files: {
      'mail/mail.ts': `import { appendFile } from 'node:fs/promises'
export class Mail { async send(text: string) { await appendFile('out', text) } }`,
      'loans/loans.ts': `export class Loans {
  private readonly mailer
  constructor({ mailer }: { mailer: any }) { this.mailer = mailer }
  async lend(title: string) {
    await this.mailer.send(title) /*!*/
  }
}`,
      'app.ts': `import { asClass, createContainer } from 'awilix'
import { Loans } from './loans/loans'
import { Mail } from './mail/mail'
export const container = createContainer()
container.register({ mailer: asClass(Mail).singleton(), loans: asClass(Loans) })`,
    },
    told: { in: ['operations', 'crossings', 'unfollowed'], says: /Mail\.send/ },
  },
  {
    name: 'a decorated class is asked for by its interface and a token',
    files: {
      'mail/mail.ts': `import { injectable } from 'inversify'
import { appendFile } from 'node:fs/promises'
export interface Sender { send(text: string): Promise<void> }
@injectable()
export class Mail implements Sender { async send(text: string) { await appendFile('out', text) } }
export const TYPES = { Sender: Symbol.for('Sender') }`,
      'loans/loans.ts': `import { inject, injectable } from 'inversify'
import { type Sender, TYPES } from '../mail/mail'
@injectable()
export class Loans {
  constructor(@inject(TYPES.Sender) private readonly sender: Sender) {}
  async lend(title: string) {
    await this.sender.send(title) /*!*/
  }
}`,
    },
    told: { in: ['operations', 'crossings'], says: /Sender\.send|Mail\.send/ },
  },
]
