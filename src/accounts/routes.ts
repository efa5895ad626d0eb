import { Answer, type Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { orNull, writeMoment } from '../lib/wire.ts'
import * as apiKeys from './api-keys.ts'
import * as companies from './companies.ts'
import * as contract from './contract.ts'
import { cookieFor, noCookie, sessionIn } from './cookie.ts'
import * as own from './own.ts'
import * as sessions from './sessions.ts'
import * as team from './team.ts'
import * as tokens from './tokens.ts'

export function routes(door: Door) {
  door.on(contract.createToken, async (ctx, { body: { email, password }, ip }) => {
    if (!email) throw new Problem('unusable', 'username or email is required', { name: 'USERNAME_EMAIL_REQUIRED' })
    const { token, ttlSeconds, createdAt, userId } = await tokens.signIn(ctx, email, password ?? '', ip)
    return { id: token, ttl: ttlSeconds, created: createdAt.toISOString(), userId }
  })

  door.on(contract.signIn, async (world, { body: { email, password }, ip }) => {
    return signedIn(await sessions.signIn(world, email, password, ip))
  })

  door.on(contract.whoAmI, (ctx) => sessions.whoAmI(ctx))

  door.on(contract.signOut, async (ctx, { headers }) => {
    await sessions.signOut(ctx, sessionIn(headers) ?? '')
    return new Answer(200, { signedOut: true }, { 'set-cookie': noCookie })
  })

  door.on(contract.listUsers, async (ctx) => (await team.list(ctx)).map(toMember))
  door.on(contract.inviteUser, async (ctx, { body }) => toJoining(await team.invite(ctx, body)))
  door.on(contract.inviteUserAgain, async (ctx, { params }) =>
    toJoining(await team.inviteAgain(ctx, Number(params.id))),
  )
  door.on(contract.editUser, async (ctx, { params, body }) => {
    await team.edit(ctx, Number(params.id), body)
    return done
  })

  door.on(contract.editAccount, async (ctx, { body }) => {
    await own.rename(ctx, body.name.trim())
    return done
  })
  door.on(contract.changePassword, async (ctx, { body: { oldPassword: old, password }, headers, ip }) => {
    await own.changePassword(ctx, { old, password, ip }, sessionIn(headers))
    return done
  })
  door.on(contract.forgetPassword, async (world, { body, ip }) => {
    await own.forget(world, body.email, ip)
    return done
  })
  door.on(contract.getWelcome, (world, { body }) => own.welcome(world, body.token))
  door.on(contract.arrive, async (world, { body: { token, password, name } }) =>
    signedIn(await own.arrive(world, token, password, name?.trim())),
  )

  door.on(contract.listApiKeys, async (ctx) =>
    (await apiKeys.list(ctx)).map(({ createdAt, lastUsedAt, revokedAt, ...key }) => ({
      ...key,
      createdAt: writeMoment(createdAt),
      lastUsedAt: orNull(lastUsedAt, writeMoment),
      revokedAt: orNull(revokedAt, writeMoment),
    })),
  )
  door.on(contract.createApiKey, (ctx, { body }) => apiKeys.add(ctx, body.name.trim()))
  door.on(contract.rotateApiKey, (ctx, { params }) => apiKeys.rotate(ctx, params.id))
  door.on(contract.revokeApiKey, async (ctx, { params }) => {
    await apiKeys.end(ctx, params.id)
    return done
  })

  door.on(contract.getCompany, (ctx) => companies.find(ctx))
  door.on(contract.editCompany, async (ctx, { body }) => {
    const { name, timeZone } = body
    await companies.edit(ctx, {
      ...(name !== undefined && { name: name.trim() }),
      ...(timeZone !== undefined && { timeZone }),
    })
    return done
  })
  door.on(contract.tryLetter, (ctx) => companies.tryLetter(ctx))
}

const done = { done: true }

const signedIn = ({ token, maxAgeSeconds, me }: sessions.SignedIn) =>
  new Answer(200, me, { 'set-cookie': cookieFor(token, maxAgeSeconds) })

const toMember = ({
  id,
  createdAt,
  disabledAt,
  isInvited,
  lastSignedInAt,
  ...member
}: team.Member): contract.Member => ({
  ...member,
  userId: id,
  createdAt: writeMoment(createdAt),
  disabledAt: orNull(disabledAt, writeMoment),
  invited: isInvited,
  lastSignedInAt: orNull(lastSignedInAt, writeMoment),
})

const toJoining = ({ userId, address }: team.Invited) => ({ userId, link: address })
