/** Why Greenroom cannot start or a command cannot run: one sentence for a person, printed without a stack. */
export class StartUpError extends Error {}
