import { type Command, command } from '../lib/command.ts'
import { contextOf, type Role, type World } from '../lib/context.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import * as apiKeys from './api-keys.ts'
import * as companies from './companies.ts'
import * as users from './users.ts'

const company = { about: 'Number of the company (see `company list`)', required: true }

export const commands: Command[] = [
  command({
    name: 'company create',
    about: 'Make a company, its owner and an API key; prints them as JSON',
    options: {
      name: { about: 'Its name', required: true },
      email: { about: "Its owner's e-mail", required: true },
      password: { about: "Its owner's password, at least 8 characters", required: true },
    },
    run: async (house, { name = '', email = '', password = '' }) =>
      companies.create(await house.world(), { name, email, password }),
  }),
  command({
    name: 'company list',
    about: 'Show the companies and their numbers',
    options: {},
    run: async (house) => ({ companies: await companies.list(await house.world()) }),
    text: ({ companies }) => companies.map(({ id, name }) => `${id}\t${name}`).join('\n'),
  }),
  command({
    name: 'user create',
    about: 'Give somebody an account',
    options: {
      company,
      email: { about: 'E-mail', required: true },
      password: { about: 'Password, at least 8 characters', required: true },
      role: { about: 'owner, recruiter or reviewer', required: true },
    },
    run: async (house, { company, email = '', password = '', role = '' }) => {
      if (!['owner', 'recruiter', 'reviewer'].includes(role))
        throw new StartUpError('--role is owner, recruiter or reviewer.')
      const ctx = await of(await house.world(), company)
      const { id } = await users.create(ctx, { email, password, role: role as Role })
      return { userId: id, email, role }
    },
    text: ({ userId, email, role }) => `User ${userId}: ${email}, ${role}`,
  }),
  command({
    name: 'key create',
    about: 'Make another API key; it is shown this once',
    options: { company, name: { about: 'What it is for', required: true } },
    run: async (house, { company, name = '' }) => apiKeys.create(await of(await house.world(), company), name),
    text: ({ id, key }) => `Key ${id}\n${key}`,
  }),
  command({
    name: 'key revoke',
    about: 'Revoke an API key, at once',
    options: { company, id: { about: "The key's id", required: true } },
    run: async (house, { company, id = '' }) => {
      await apiKeys.revoke(await of(await house.world(), company), id)
      return { revoked: id }
    },
    text: ({ revoked }) => `Key ${revoked} is revoked`,
  }),
]

/** A system's context in a company that exists. */
async function of(world: World, company: string | undefined) {
  const companyId = Number(company)
  const known = await companies.list(world)
  if (!known.some(({ id }) => id === companyId)) throw new StartUpError(`There is no company ${company}.`)
  return contextOf(world, { kind: 'system', companyId })
}
