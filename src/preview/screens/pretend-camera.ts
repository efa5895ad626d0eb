/**
 * A grey picture in place of the camera, which this page may not use: a recruiter who looks at a question is not filmed,
 * and sees it as it is once the camera is on.
 */
export function pretendCamera(): void {
  const devices = { getUserMedia: async () => greyPicture(), enumerateDevices: async () => [] }
  Object.defineProperty(navigator, 'mediaDevices', { value: devices })
}

function greyPicture(): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = 1280
  canvas.height = 720
  const pen = canvas.getContext('2d')
  if (pen) {
    pen.fillStyle = '#5b636b'
    pen.fillRect(0, 0, 1280, 720)
    pen.fillStyle = '#8a939b'
    pen.beginPath()
    pen.arc(640, 300, 120, 0, 2 * Math.PI)
    pen.ellipse(640, 660, 240, 210, 0, 0, 2 * Math.PI)
    pen.fill()
  }
  return canvas.captureStream(1)
}
