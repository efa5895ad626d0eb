import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Input,
  type InputTrack,
  type Output,
} from 'mediabunny'

export type TrackFound = { kind: 'video' | 'audio'; codec: string; width?: number; height?: number }

/** One track on its way from an input to an output. */
export type Lane = {
  found: TrackFound
  packets: () => AsyncGenerator<EncodedPacket>
  join: (output: Output, maximumPacketCount: number) => void
  add: (packet: EncodedPacket) => Promise<void>
}

/** The pictures and the sound of an input; a second camera or language would not be ours. */
export async function lanesOf(input: Input): Promise<Lane[]> {
  return [await videoLane(input), await audioLane(input)].filter((lane) => lane !== undefined)
}

async function videoLane(input: Input): Promise<Lane | undefined> {
  const track = await input.getPrimaryVideoTrack()
  const codec = await track?.getCodec()
  if (!track || !codec) return undefined
  const meta = metaOf(await track.getDecoderConfig())
  const rotation = await track.getRotation()
  const source = new EncodedVideoPacketSource(codec)
  return {
    found: { kind: 'video', codec, width: await track.getDisplayWidth(), height: await track.getDisplayHeight() },
    packets: () => fromFirstKey(untilDamage(track)),
    join: (output, maximumPacketCount) => output.addVideoTrack(source, { rotation, maximumPacketCount }),
    add: (packet) => source.add(packet, meta),
  }
}

async function audioLane(input: Input): Promise<Lane | undefined> {
  const track = await input.getPrimaryAudioTrack()
  const codec = await track?.getCodec()
  if (!track || !codec) return undefined
  const meta = metaOf(await track.getDecoderConfig())
  const source = new EncodedAudioPacketSource(codec)
  return {
    found: { kind: 'audio', codec },
    packets: () => untilDamage(track),
    join: (output, maximumPacketCount) => output.addAudioTrack(source, { maximumPacketCount }),
    add: (packet) => source.add(packet, meta),
  }
}

const metaOf = <Config>(decoderConfig: Config | null) => (decoderConfig ? { decoderConfig } : undefined)

/** Where the input can no longer be understood, the track ends and what came before is kept. */
async function* untilDamage(track: InputTrack): AsyncGenerator<EncodedPacket> {
  try {
    yield* new EncodedPacketSink(track).packets()
  } catch {
    return
  }
}

/** Pictures before the first whole one cannot be decoded. */
async function* fromFirstKey(packets: AsyncGenerator<EncodedPacket>): AsyncGenerator<EncodedPacket> {
  let begun = false
  for await (const packet of packets) {
    begun ||= packet.type === 'key'
    if (begun) yield packet
  }
}
