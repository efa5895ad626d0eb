import type { Member } from '../contract.ts'

export type Role = Member['role']

/** Each role, what it is called, and what it may. */
export const roles: [Role, string, string][] = [
  ['owner', 'Owner', 'everything, also team, keys and company'],
  ['recruiter', 'Recruiter', 'assessments, candidates, decisions, the audit log'],
  ['reviewer', 'Reviewer', 'watches and rates; sees no names where hiring is masked'],
]

export const labelOf = (role: Role) => roles.find(([value]) => value === role)?.[1] ?? role

export function RoleField({ role, set }: { role: Role; set: (role: Role) => void }) {
  return (
    <label>
      Role
      <select value={role} onChange={(event) => set(event.currentTarget.value as Role)}>
        {roles.map(([value, label, may]) => (
          <option key={value} value={value}>
            {label}: {may}
          </option>
        ))}
      </select>
    </label>
  )
}
