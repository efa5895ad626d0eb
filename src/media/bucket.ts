import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { NotStored, StoreFull, StoreUnavailable } from './store.ts'

export type BucketSettings = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export type Bucket = ReturnType<typeof connectBucket>
export type Part = { PartNumber: number; ETag: string | undefined }
export type Begun = { key: string; id: string; begunAt: Date }

/** A candidate's browser gives up on a chunk after fifteen seconds, and should have our answer before. */
const quickMs = 12_000
/** For some megabytes at once. */
const bulkyMs = 60_000

/** A bucket by the calls we make of it: each with an end, tried three times at most, its errors in our own words. */
export function connectBucket({ endpoint, bucket, region, accessKeyId, secretAccessKey }: BucketSettings) {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 3,
    // What AWS adds by itself since 2025 other stores do not take, or store as if it were the object's bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 2000, socketTimeout: 10_000, httpsAgent: sockets, httpAgent: sockets },
  })
  const Bucket = bucket
  const limited = <T>(ms: number, work: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> =>
    work({ abortSignal: AbortSignal.timeout(ms) }).catch((error) => {
      throw translated(error)
    })

  return {
    put: (Key: string, Body: Uint8Array) =>
      limited(quickMs, (options) => client.send(new PutObjectCommand({ Bucket, Key, Body }), options)),

    /** So many bytes from there on, fewer at the end; and how many the whole object has. */
    get: (Key: string, at: number, bytes: number) =>
      limited(bulkyMs, async (options) => {
        const Range = `bytes=${at}-${at + bytes - 1}`
        const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key, Range }), options)
        const found = Buffer.from((await Body?.transformToByteArray()) ?? [])
        return { bytes: found, size: Number(ContentRange?.split('/')[1]) }
      }),

    remove: (Key: string) =>
      limited(quickMs, (options) => client.send(new DeleteObjectCommand({ Bucket, Key }), options)),

    async *list(Prefix: string, MaxKeys = 1000): AsyncGenerator<string> {
      let after: string | undefined
      do {
        const ContinuationToken = after
        const asked = new ListObjectsV2Command({ Bucket, Prefix, MaxKeys, ContinuationToken })
        const page = await limited(quickMs, (options) => client.send(asked, options))
        for (const { Key = '' } of page.Contents ?? []) yield Key
        after = page.IsTruncated ? page.NextContinuationToken : undefined
      } while (after)
    },

    /** One small question that needs the right key, its secret, and the bucket. */
    ask: () => limited(quickMs, (options) => client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }), options)),

    async begin(Key: string): Promise<string> {
      const begun = new CreateMultipartUploadCommand({ Bucket, Key })
      const { UploadId = '' } = await limited(quickMs, (options) => client.send(begun, options))
      return UploadId
    },

    async putPart(Key: string, UploadId: string, PartNumber: number, Body: Uint8Array): Promise<Part> {
      const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })
      const { ETag } = await limited(bulkyMs, (options) => client.send(part, options))
      return { PartNumber, ETag }
    },

    complete: (Key: string, UploadId: string, Parts: Part[]) =>
      limited(bulkyMs, (options) =>
        client.send(
          new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: withTags(Parts) } }),
          options,
        ),
      ),

    abort: (Key: string, UploadId: string) =>
      limited(quickMs, (options) => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }), options)),

    /** Uploads in parts that were never completed, the first thousand. */
    async begun(): Promise<Begun[]> {
      const { Uploads = [] } = await limited(quickMs, (options) =>
        client.send(new ListMultipartUploadsCommand({ Bucket }), options),
      )
      return Uploads.map(({ Key = '', UploadId = '', Initiated = new Date() }) => ({
        key: Key,
        id: UploadId,
        begunAt: Initiated,
      }))
    },
  }
}

/** Several hundred candidates may send a chunk a second. */
const sockets = { keepAlive: true, maxSockets: 200 }

const withTags = (parts: Part[]) => parts.map(({ PartNumber, ETag = '' }) => ({ PartNumber, ETag }))

/** Stores have their own names for a quota that is reached: MinIO's, Ceph's, and Swift's as of a request too large. */
const fullNames = /StorageFull|Quota|InsufficientStorage|EntityTooLarge/i

function translated(error: unknown): unknown {
  const { name = '', $metadata, code } = error as Partial<S3ServiceException> & { code?: string }
  const status = $metadata?.httpStatusCode
  if (name === 'NoSuchKey') return new NotStored('Nothing is stored there', { cause: error })
  if (status === 507 || fullNames.test(name)) return new StoreFull(error)
  if (status === undefined ? code || /Abort|Timeout/.test(name) : status >= 500 || status === 429) {
    return new StoreUnavailable(error)
  }
  return error
}
