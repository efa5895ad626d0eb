/** Whether what is missing is to fail the run, and not only to be skipped. */
export const isCi = !['', '0', 'false'].includes(process.env.CI ?? '')
