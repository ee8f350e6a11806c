/** First line of the pull-request comment, invisible when rendered: a job finds its own comment by it. */
export const commentMarker = '<!-- banyan:check -->'
