import { pgbench } from './pgbench.ts'
import { load, report } from './report.ts'
import type { Server } from './server.ts'

/** New candidates, each durable before it is answered, beside the same rows written by pgbench in one transaction. */
export async function writesBench({ url, dataDir, headers, call }: Server) {
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  let made = 0
  const requests = [
    {
      method: 'POST' as const,
      path: `/room/v1/assessments/${id}/candidate`,
      setupRequest: (request: object) => ({
        ...request,
        body: JSON.stringify({ firstName: 'Jane', lastName: 'Doe', emailAddress: `jane${++made}@example.com` }),
      }),
    },
  ]
  const candidates = await load(url, { headers, requests })
  report('new candidates', candidates, pgbench(dataDir, sameRows(id)))
  const token = await load(`${url}/room/v1/rating-criteria`, { headers })
  report('token checks (GET /rating-criteria, none there)', token, pgbench(dataDir, sameCheck))
}

/** What POST …/candidate writes: a person, a key, an interview, two events. */
const sameRows = (assessmentId: number) => `
begin;
insert into candidate (company_id, email_hash, personal, created_at, updated_at)
  values (1, sha256(random()::text::bytea), repeat('x', 80)::bytea, now(), now()) returning id \\gset
insert into candidate_key (company_id, candidate_id, wrapped) values (1, :id, repeat('x', 64)::bytea);
insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at)
  values (1, ${assessmentId}, :id, 1, now(), now());
insert into event (company_id, at, actor, kind, subject) values (1, now(), 'user:1', 'candidate.created', '1'), (1, now(), 'user:1', 'interview.created', '1');
commit;
`

/** What tells a user from a stranger. */
const sameCheck = `select "user".id, "user".company_id, "user".role from access_token
  join "user" on "user".company_id = access_token.company_id and "user".id = access_token.user_id
  join api_key on api_key.company_id = access_token.company_id
  where access_token.expires_at > now() and "user".disabled_at is null and api_key.revoked_at is null limit 1;
`
