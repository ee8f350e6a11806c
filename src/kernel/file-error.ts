/** Why the system refused to read or write, for people, and what to do. */
export interface FileErrorText {
  readonly reason: string
  readonly hint: string
}

const texts: Readonly<Record<string, FileErrorText>> = {
  EACCES: {
    reason: 'permission denied',
    hint: 'Give yourself the right to it, or run as its owner.',
  },
  EPERM: {
    reason: 'not permitted',
    hint: 'Give yourself the right to it; a program may hold it open.',
  },
  EROFS: { reason: 'the file system is read-only', hint: 'Work on a writable checkout.' },
  ENOSPC: { reason: 'no space is left on the device', hint: 'Free some space and run it again.' },
  EDQUOT: { reason: 'the disk quota is used up', hint: 'Free some space and run it again.' },
  EBUSY: { reason: 'another program uses it', hint: 'Close the program that uses it and run it again.' },
  EMFILE: { reason: 'too many files are open', hint: 'Raise the limit of open files and run it again.' },
  ENOTDIR: { reason: 'a part of its path is a file, not a folder', hint: 'Move the file out of the way.' },
  EISDIR: { reason: 'it is a folder', hint: 'Move the folder out of the way.' },
  ENOTEMPTY: { reason: 'it is a folder with files in it', hint: 'Move the folder out of the way.' },
  EEXIST: { reason: 'it exists already', hint: 'Move it out of the way and run it again.' },
  ENOENT: { reason: 'it does not exist', hint: 'Run it again: something else changed the files meanwhile.' },
  ELOOP: { reason: 'its symlinks go round in a circle', hint: 'Remove the symlink.' },
  ENAMETOOLONG: { reason: 'its name is too long', hint: 'Choose a shorter name.' },
}

/** Words for an error of the file system. Rethrows whatever is not one: a bug. */
export function describeFileError(error: unknown): FileErrorText {
  const code = (error as NodeJS.ErrnoException | null)?.code
  const text = code === undefined ? undefined : texts[code]
  if (text) return text
  if (code === undefined || (error as NodeJS.ErrnoException).syscall === undefined) throw error
  return { reason: `the system says ${code}`, hint: 'Remove the cause and run it again.' }
}
