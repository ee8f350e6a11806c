import type { Trap } from './trap.js'

const client = "import { Pool } from 'pg'\nexport const pool = new Pool()\n"

/** Tables that both sides know. */
export const data: readonly Trap[] = [
  {
    name: 'a table of others is read by raw SQL',
    files: {
      'loans/loans.ts': `${client}export class Loans {
  async open() { return pool.query('select title from shelf_raw where lent = true') } /*!*/
  async lend(title: string) { await pool.query('insert into loan_raw (title) values ($1)', [title]) }
}`,
      'shelf/shelf.ts': `${client}export const put = (title: string) => pool.query('insert into shelf_raw (title, lent) values ($1, false)', [title])`,
    },
    told: { in: ['tables'], says: /shelf_raw.*foreign.*read/ },
  },
  {
    name: 'others write a table of the module',
    files: {
      'loans/loans.ts': `${client}export const lend = (title: string) => pool.query('insert into loan_written (title) values ($1)', [title])
export const all = () => pool.query('select * from loan_written')`,
      'desk/desk.ts': `${client}export const forget = () => pool.query('delete from loan_written') /*!*/`,
    },
    told: { in: ['tables'], says: /loan_written.*desk/ },
  },
  {
    name: 'a query joins tables of both sides',
    files: {
      'loans/loans.ts': `${client}export const lend = (title: string) => pool.query('insert into loan_joined (title) values ($1)', [title])
export const list = () => pool.query('select * from loan_joined l join shelf_joined s on s.title = l.title') /*!*/`,
      'shelf/shelf.ts': `${client}export const put = (title: string) => pool.query('insert into shelf_joined (title) values ($1)', [title])`,
    },
    told: { in: ['ties'], says: /join.*loan_joined.*shelf_joined/ },
  },
  {
    name: 'a row of others is deleted, and rows of the module go with it',
    files: {
      'loans/loan.entity.ts': `import { Column, Entity, ManyToOne, PrimaryColumn } from 'typeorm'
import { Shelf } from '../shelf/shelf.entity'
@Entity('loan_cascade')
export class Loan {
  @PrimaryColumn() id!: string
  @ManyToOne(() => Shelf, { onDelete: 'CASCADE' }) shelf!: Shelf /*!*/
}`,
      'shelf/shelf.entity.ts': `import { Entity, PrimaryColumn } from 'typeorm'
@Entity('shelf_cascade')
export class Shelf { @PrimaryColumn() id!: string }`,
    },
    told: { in: ['ties'], says: /loan_cascade.*shelf_cascade.*cascade/i },
  },
  {
    name: 'a relation loads rows of others by itself',
    files: {
      'loans/loan.entity.ts': `import { Entity, ManyToOne, PrimaryColumn } from 'typeorm'
import { Reader } from '../readers/reader.entity'
@Entity('loan_eager')
export class Loan {
  @PrimaryColumn() id!: string
  @ManyToOne(() => Reader, { eager: true }) reader!: Reader /*!*/
}`,
      'readers/reader.entity.ts': `import { Entity, PrimaryColumn } from 'typeorm'
@Entity('reader_eager')
export class Reader { @PrimaryColumn() id!: string }`,
    },
    told: { in: ['ties'], says: /loan_eager.*reader_eager.*eager/i },
  },
  {
    name: 'a foreign key of the database leads to a table of others',
    files: {
      'loans/loans.ts': `${client}export const lend = (title: string) => pool.query('insert into loan_key (title) values ($1)', [title])`,
      'loans/migrations/001-loans.ts': `import type { Knex } from 'knex'
export const up = (knex: Knex) =>
  knex.schema.createTable('loan_key', table => {
    table.string('title').references('title').inTable('shelf_key') /*!*/
  })`,
      'shelf/shelf.ts': `${client}export const put = (title: string) => pool.query('insert into shelf_key (title) values ($1)', [title])`,
    },
    told: { in: ['ties'], says: /foreign-key.*loan_key.*shelf_key/ },
  },
  {
    name: 'a trigger of the database writes a table of others',
    files: {
      'loans/loans.ts': `${client}export const lend = (title: string) => pool.query('insert into loan_trigger (title) values ($1)', [title])`,
      'loans/migrations/002-trigger.ts': `import type { Knex } from 'knex'
export const up = (knex: Knex) =>
  knex.raw(\`create function count_loan() returns trigger as $$ begin
    update shelf_trigger set loans = loans + 1 where title = new.title; /*!*/
    return new; end $$ language plpgsql;
    create trigger counted after insert on loan_trigger for each row execute function count_loan()\`) /*!*/`,
      'shelf/shelf.ts': `${client}export const put = (title: string) => pool.query('insert into shelf_trigger (title) values ($1)', [title])`,
    },
    told: { in: ['ties', 'tables', 'process-wide'], says: /trigger/ },
  },
  {
    name: 'a view over tables of others is read',
    files: {
      'loans/loans.ts': `${client}export const overdue = () => pool.query('select * from overdue_view') /*!*/
export const lend = () => pool.query('insert into loan_view (title) values (1)')`,
      'shelf/migrations/001-view.ts': `import type { Knex } from 'knex'
export const up = (knex: Knex) => knex.raw('create view overdue_view as select title from shelf_view where due < now()') /*!*/`,
      'shelf/shelf.ts': `${client}export const put = (title: string) => pool.query('insert into shelf_view (title) values ($1)', [title])`,
    },
    told: { in: ['tables', 'ties'], says: /overdue_view/ },
  },
  {
    name: 'an entity of others is read through its repository',
    files: {
      'loans/loans.ts': `import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import type { Repository } from 'typeorm'
import { Shelf } from '../shelf/shelf.entity'
@Injectable()
export class Loans {
  constructor(@InjectRepository(Shelf) private readonly shelves: Repository<Shelf>) {}
  async where(id: string) { return this.shelves.findOneBy({ id }) } /*!*/
}`,
      'shelf/shelf.entity.ts': `import { Entity, PrimaryColumn } from 'typeorm'
@Entity('shelf_repository')
export class Shelf { @PrimaryColumn() id!: string }`,
      'shelf/shelf.ts': `${client}export const put = (id: string) => pool.query('insert into shelf_repository (id) values ($1)', [id])`,
    },
    told: { in: ['tables'], says: /shelf_repository.*foreign.*read/ },
  },
]
