import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { keysHelp } from './use-keys.ts'

/** The keys of the page, and the switch for those who do not want any. */
export function KeysHelp({ isOn, set, close }: { isOn: boolean; set: (on: boolean) => void; close: () => void }) {
  return (
    <FormDialog title="Keys" submit="Done" close={close} act={async () => undefined}>
      <dl class="keys">
        {keysHelp.map(([keys, what]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="tick">
        <input type="checkbox" checked={isOn} onChange={(event) => set(event.currentTarget.checked)} />
        Single keys do this
      </label>
    </FormDialog>
  )
}
