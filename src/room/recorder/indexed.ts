const name = 'greenroom'
const version = 2

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

/** What an older version laid stays as it is, with what is in it. */
function lay(database: IDBDatabase): void {
  if (!database.objectStoreNames.contains('segments')) {
    database.createObjectStore('segments', { keyPath: 'id' }).createIndex('room', 'room')
    database.createObjectStore('chunks', { keyPath: ['segmentId', 'index'] })
    database.createObjectStore('choices', { keyPath: ['room', 'questionId'] })
  }
  database.createObjectStore('answers', { keyPath: ['room', 'questionId'] })
}

/** Resolves only when the transaction is on the disk, not when its requests have run. */
export function settled(work: IDBTransaction): Promise<void> {
  return new Promise((done, failed) => {
    work.oncomplete = () => done()
    work.onerror = () => failed(work.error)
    work.onabort = () => failed(work.error ?? new Error('The browser gave up storing'))
  })
}
