import { useEffect, useState } from 'preact/hooks'
import type { Devices } from '../recorder/run.ts'
import { useWords } from './language.tsx'
import { remember, remembered } from './memory.ts'

/** The devices they picked, here or on an earlier page of this browser. */
export function useDevices(): [Devices, (picked: Devices) => void] {
  const [devices, setDevices] = useState<Devices>(readDevices)
  const pick = (picked: Devices) => {
    const next = { ...devices, ...picked }
    remember('devices', JSON.stringify(next))
    setDevices(next)
  }
  return [devices, pick]
}

export function readDevices(): Devices {
  try {
    return JSON.parse(remembered('devices') ?? '{}') as Devices
  } catch {
    return {}
  }
}

type Given = { stream: MediaStream; withPicture: boolean; pick: (picked: Devices) => void; disabled: boolean }

/** Browsers name the devices only once one of them is allowed. */
export function DevicePickers({ stream, withPicture, pick, disabled }: Given) {
  const words = useWords()
  const found = useFoundDevices(stream)
  const inUse = (kind: 'audio' | 'video') =>
    stream
      .getTracks()
      .find((track) => track.kind === kind)
      ?.getSettings().deviceId ?? ''
  return (
    <div class="pickers">
      {withPicture && (
        <Picker
          label={words.camera}
          devices={found.filter(({ kind }) => kind === 'videoinput')}
          value={inUse('video')}
          {...{ disabled, pick: (camera) => pick({ camera }) }}
        />
      )}
      <Picker
        label={words.microphone}
        devices={found.filter(({ kind }) => kind === 'audioinput')}
        value={inUse('audio')}
        {...{ disabled, pick: (microphone) => pick({ microphone }) }}
      />
    </div>
  )
}

type Picking = {
  label: string
  devices: MediaDeviceInfo[]
  value: string
  disabled: boolean
  pick: (deviceId: string) => void
}

function Picker({ label, devices, value, disabled, pick }: Picking) {
  return (
    <label class="picker">
      <span>{label}</span>
      <select value={value} disabled={disabled} onChange={(event) => pick(event.currentTarget.value)}>
        {devices.map(({ deviceId, label: name }, index) => (
          <option key={deviceId} value={deviceId}>
            {name || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
    </label>
  )
}

function useFoundDevices(stream: MediaStream): MediaDeviceInfo[] {
  const [found, setFound] = useState<MediaDeviceInfo[]>([])
  useEffect(() => {
    const { mediaDevices } = navigator
    const look = () => void mediaDevices.enumerateDevices().then(setFound, () => setFound([]))
    look()
    mediaDevices.addEventListener('devicechange', look)
    return () => mediaDevices.removeEventListener('devicechange', look)
  }, [stream])
  return found
}
