import { useLayoutEffect, useState } from 'preact/hooks'

const remembered = 'greenroom-keys'

/** Whether single keys do something; who speaks to their computer, or trembles, turns them off (WCAG 2.1.4). */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [isOn, setOn] = useState(() => localStorage.getItem(remembered) !== 'off')
  const set = (on: boolean) => {
    localStorage.setItem(remembered, on ? 'on' : 'off')
    setOn(on)
  }
  return [isOn, set]
}

/**
 * Calls what a key stands for, unless somebody is typing, or the key means something to the control they are at. What is on
 * the screen is what a key acts on, from the moment it is there: an effect after the picture would mark the question before.
 */
export function useKeys(isOn: boolean, actions: Record<string, () => void>): void {
  useLayoutEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const action = actions[event.shiftKey && /^[a-z]$/.test(key) ? `shift ${key}` : key]
      if (!action || isTheirs(event.target as Element, key)) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}

function isTheirs(at: Element, key: string): boolean {
  if (at.matches('textarea, select, input:not([type=radio], [type=checkbox])')) return true
  if (at.matches('input')) return key === ' ' || key.startsWith('Arrow')
  return key === ' ' && at.matches('button, a, summary')
}

export const keysHelp: [string, string][] = [
  ['Space or K', 'play or stop'],
  ['J, L', '10 seconds back, on'],
  ['←, →', '5 seconds back, on'],
  ['<, >', 'slower, faster'],
  ['1 to 5', 'mark the criterion that is marked with a line'],
  ['Q, Shift+Q', 'next, previous question'],
  ['C', 'comment at this moment'],
  ['N', 'next candidate'],
  ['?', 'this list'],
]
