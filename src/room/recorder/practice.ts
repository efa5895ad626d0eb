import { createLine } from './line.ts'
import { shelfInMemory } from './shelf-in-memory.ts'
import type { Desk } from './sitting.ts'

/** A desk to practise at: there is no way from it to the server or to the disk, and it is gone with its screen. */
export const practiceDesk = (): Desk => ({
  room: 'practice',
  shelf: shelfInMemory('practice'),
  uploader: { more() {}, expect: () => () => {} },
  line: createLine(),
  found: [],
  watch: async () => null,
})
