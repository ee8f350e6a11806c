/** `users` of `users.UserSignedUp`. */
export function publisherOf(type: string): string {
  return type.slice(0, type.indexOf('.'))
}
