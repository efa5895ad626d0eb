import type { MediaPlace } from '../lib/config.ts'
import { openDiskStore } from './disk.ts'
import type { MediaStore } from './store.ts'

/** Opens the store of the settings. What speaks to a bucket is loaded only where there is one. */
export async function openStore(place: MediaPlace): Promise<MediaStore> {
  if (place.store === 'disk') return openDiskStore(place.folder)
  const { openS3Store } = await import('./s3.ts')
  return openS3Store(place)
}
