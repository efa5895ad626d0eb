/** What can happen. Each change and each viewing is one event: the audit log, the webhooks' source, the funnel. */
export type EventKind =
  | `company.${'created' | 'updated'}`
  | `user.${'created' | 'signed_in' | 'signed_out' | 'invited' | 'joined' | 'renamed' | 'role_changed' | 'disabled' | 'enabled' | 'password_changed' | 'password_forgotten'}`
  | `key.${'created' | 'revoked'}`
  | `assessment.${'created' | 'updated' | 'closed'}`
  | `question.${'created' | 'updated' | 'removed'}`
  | `picture.added`
  | `audit.exported`
  | `analytics.exported`
  | `criterion.${'created' | 'updated'}`
  | `candidates.exported`
  | `library.${'added' | 'updated'}`
  | `candidate.${'created' | 'updated' | 'erased'}`
  | `interview.${'created' | 'updated' | 'invited' | 'reminded' | 'opened' | 'consented' | 'started' | 'answered' | 'submitted' | 'shared' | 'unshared' | 'viewed' | 'withdrawn' | 'deleted' | 'time_requested' | 'deadline_requested' | 'retake_requested' | 'request_granted' | 'request_refused' | 'reopened' | 'letter_failed' | 'letter_unsent' | 'expired' | 'unsubscribed' | 'resubscribed' | 'extended'}`
  | `webhook.${'created' | 'updated' | 'removed' | 'rotated' | 'tested' | 'replayed' | 'disabled'}`
  | `interview.${'decided' | 'unmasked'}`
  | `review.${'rated' | 'commented' | 'comment_removed' | 'submitted' | 'changed' | 'informed'}`
  | `media.${'ready' | 'failed' | 'downloaded'}`
