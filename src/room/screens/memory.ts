/** Small things this browser remembers, or only this tab, where it does: nobody loses more than a choice where not. */
export type Keeper = 'browser' | 'tab'

export function remember(name: string, value: string, keeper: Keeper = 'browser'): void {
  try {
    storeOf(keeper).setItem(`greenroom ${name}`, value)
  } catch {}
}

export function remembered(name: string, keeper: Keeper = 'browser'): string | undefined {
  try {
    return storeOf(keeper).getItem(`greenroom ${name}`) ?? undefined
  } catch {
    return undefined
  }
}

const storeOf = (keeper: Keeper) => (keeper === 'tab' ? sessionStorage : localStorage)
