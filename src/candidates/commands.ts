import * as interviews from '../interviews/interviews.ts'
import { type Command, command } from '../lib/command.ts'
import { contextOf } from '../lib/context.ts'
import { StartUpError } from '../lib/start-up-error.ts'

export const commands: Command[] = [
  command({
    name: 'erase',
    about: 'Erase a candidate for good: every interview, recording and name, in older back-ups too',
    options: {
      company: { about: 'Number of the company', required: true },
      candidate: { about: "The candidate's profileId", required: true },
    },
    run: async (house, { company, candidate }) => {
      const candidateId = Number(candidate)
      const companyId = Number(company)
      if (!Number.isSafeInteger(candidateId) || !Number.isSafeInteger(companyId)) {
        throw new StartUpError('--company and --candidate are numbers.')
      }
      const ctx = contextOf(await house.world(), { kind: 'system', companyId })
      return { erased: candidateId, interviews: await interviews.eraseCandidate(ctx, candidateId) }
    },
    text: ({ erased, interviews }) => `Candidate ${erased} is erased, with ${interviews} interviews`,
  }),
]
