/** What is kept; its id and version belong to the document around it. */
export interface ArticleBody {
  readonly title: string
  readonly text: string
  readonly tags: readonly string[]
  readonly authorId: string
  /** ISO 8601; null for a draft. */
  readonly publishedAt: string | null
}

export interface Article extends ArticleBody {
  readonly id: string
  readonly version: number
}

export interface Edit {
  readonly title?: string | undefined
  readonly text?: string | undefined
  readonly tags?: readonly string[] | undefined
}

export function draft(given: Required<Edit> & { readonly authorId: string }): ArticleBody {
  const { title = '', text = '', tags = [], authorId } = given
  return { title, text, tags, authorId, publishedAt: null }
}

export function edit(body: ArticleBody, { title, text, tags }: Edit): ArticleBody {
  return { ...body, title: title ?? body.title, text: text ?? body.text, tags: tags ?? body.tags }
}

export type Publication =
  | { readonly kind: 'empty' }
  | { readonly kind: 'published'; readonly body: ArticleBody & { readonly publishedAt: string } }
  | { readonly kind: 'unchanged' }

export function publishAt(body: ArticleBody, now: Date): Publication {
  if (body.publishedAt !== null) return { kind: 'unchanged' }
  if (body.text.trim() === '') return { kind: 'empty' }
  return { kind: 'published', body: { ...body, publishedAt: now.toISOString() } }
}

/** Drafts are for their authors alone. */
export function isReadableBy(body: ArticleBody, userId: string | null): boolean {
  return body.publishedAt !== null || body.authorId === userId
}
