import { CopiedText } from '../../accounts/screens/copied-text.tsx'

export function NewSecret({ secret }: { secret: string }) {
  return (
    <div class="panel handed">
      <CopiedText label="The secret. It is shown this once: the receiver verifies with it" text={secret} />
    </div>
  )
}
