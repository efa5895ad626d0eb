import { type Command, command } from '../lib/command.ts'
import { contextOf } from '../lib/context.ts'
import { chainAll, verifyCompany } from './chain.ts'

export const commands: Command[] = [
  command({
    name: 'audit verify',
    about: "Check every company's chain of events from its beginning",
    options: {},
    run: async (house) => {
      const world = await house.world()
      await chainAll(world)
      const companies = await world.database.system.selectFrom('company').select('id').orderBy('id').execute()
      const verdicts = []
      for (const { id } of companies) {
        const { last: _, ...verdict } = await verifyCompany(contextOf(world, { kind: 'system', companyId: id }))
        verdicts.push(verdict)
      }
      return { intact: verdicts.every(({ brokenAt }) => brokenAt === null), companies: verdicts }
    },
    text: ({ companies }) =>
      companies
        .map(({ companyId, events, brokenAt }) =>
          brokenAt === null
            ? `Company ${companyId}: ${events} events, the chain holds`
            : `Company ${companyId}: the chain is BROKEN at event ${brokenAt}`,
        )
        .join('\n'),
    failed: ({ intact }) => !intact,
  }),
]
