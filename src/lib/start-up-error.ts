/** Why Greenroom cannot start: one sentence for the person at the terminal, printed without a stack. */
export class StartUpError extends Error {
  override name = 'StartUpError'
}

/** The code of a failed system call (`EACCES`, `ENOENT`), or an empty text. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? ''
