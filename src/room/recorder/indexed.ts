const name = 'greenroom'
const version = 1

/** The browser's own database. Another tab on a newer version makes this one let go instead of blocking it. */
export function openRoomDatabase(): Promise<IDBDatabase> {
  return new Promise((opened, failed) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => lay(request.result)
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      opened(request.result)
    }
    request.onerror = () => failed(request.error)
    request.onblocked = () => failed(new Error('Another tab holds an older version of this page open'))
  })
}

function lay(database: IDBDatabase): void {
  database.createObjectStore('segments', { keyPath: 'id' }).createIndex('room', 'room')
  database.createObjectStore('chunks', { keyPath: ['segmentId', 'index'] })
  database.createObjectStore('choices', { keyPath: ['room', 'questionId'] })
}

/** Resolves only when the transaction is on the disk, not when its requests have run. */
export function settled(work: IDBTransaction): Promise<void> {
  return new Promise((done, failed) => {
    work.oncomplete = () => done()
    work.onerror = () => failed(work.error)
    work.onabort = () => failed(work.error ?? new Error('The browser gave up storing'))
  })
}
